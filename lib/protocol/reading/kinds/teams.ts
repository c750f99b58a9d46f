import { isRecord } from '../../../common/is-record';
import type { Team } from '../../catalogue/events';
import type { Notes } from '../notes';
import { readScalar, readText, renamed } from './texts';
import { unwrap } from './unwrap';

const wrappers: readonly string[] = ['team', 'teams'];

const names = new Map([
  ['id', 'id'],
  ['teamid', 'id'],
  ['name', 'name'],
  ['teamname', 'name'],
]);

/** `{id, name}`, `id,name`, an id, or a name: ids of teams are numbers. */
export function readTeam(value: unknown, notes: Notes): Team | undefined {
  const content = unwrap(value, wrappers, notes);
  if (isRecord(content)) {
    return teamOfJson(content);
  }
  const [only, ...others] = listOf(content);
  const text = others.length === 0 ? readScalar(only) : undefined;
  if (text !== undefined) {
    return teamOfText(text);
  }
  return isRecord(only) && others.length === 0 ? teamOfJson(only) : undefined;
}

/** `id,name|id,name`; a list of teams of any form; one team; or names by id. */
export function readTeams(value: unknown, notes: Notes): Team[] | undefined {
  const content = unwrap(value, wrappers, notes);
  const entries: readonly unknown[] =
    typeof content === 'string'
      ? notes.split(content, '|')
      : isRecord(content)
        ? byId(content)
        : listOf(content);
  const teams = entries.flatMap((entry) => {
    const team = readTeam(entry, notes);
    notes.hasMissed ||= team === undefined && entry !== '' && entry !== null;
    return team ?? [];
  });
  return teams.length === 0 ? undefined : teams;
}

function listOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [content];
}

function byId(record: Readonly<Record<string, unknown>>): readonly unknown[] {
  const entries = Object.entries(record);
  return entries.length > 0 && entries.every(([id]) => isId(id))
    ? entries.map(([id, name]) => (isRecord(name) ? { id, ...name } : { id, name }))
    : [record];
}

function teamOfJson(record: Readonly<Record<string, unknown>>): Team | undefined {
  const team = renamed(record, names);
  for (const name of ['id', 'name']) {
    if (name in team) {
      team[name] = readText(team[name]);
    }
  }
  return Object.keys(team).length === 0 ? undefined : team;
}

function teamOfText(text: string): Team | undefined {
  const comma = text.indexOf(',');
  if (comma < 0) {
    return isId(text) ? { id: text } : { name: text };
  }
  return teamOfJson({ id: text.slice(0, comma), name: text.slice(comma + 1) });
}

function isId(text: string): boolean {
  return /^\s*\d+\s*$/.test(text);
}
