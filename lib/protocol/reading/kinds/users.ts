import { isRecord } from '../../../common/is-record';
import type { User } from '../../catalogue/events';
import { setOwn } from '../../../common/own-property';
import { looksLikeTime } from '../lines/field-kinds';
import { splitAtLabels } from '../lines/labelled-text';
import type { Notes } from '../notes';
import { textsOf, thingsOf, type ListForm } from './records';
import { decapitalise, plainWord, readScalar, readText, renamed } from './texts';
import { unwrap } from './unwrap';
import { readWord } from './words';

/** What stands where in a user of the text formats, where no label says otherwise. Source: O-020, and public clients. */
const order = ['firstName', 'lastName', 'extension', 'agentId', 'state', '', '', 'stateChangeTime'] as const;

const form: ListForm = {
  wrappers: ['user', 'users', 'agent', 'agents'],
  labels: new Map([
    ...order.filter((name) => name !== '').map((name) => [plainWord(name), name] as const),
    ...['loginid', 'agentloginid', 'userid'].map((label) => [label, 'agentId'] as const),
    ...['pendingState', 'reasonCode', 'teamId', 'teamName'].map((name) => [plainWord(name), name] as const),
  ]),
};

/** The same for JSON, where `id` is an agent's, too. */
const jsonNames = new Map([...form.labels, ['id', 'agentId'] as const]);

const textNames: readonly string[] = [...order, 'pendingState', 'reasonCode', 'teamId', 'teamName'];

/** Text fields of `FirstName:…,LastName:…,Extension:…,…`; a list of objects or login ids; or objects or states by login id. */
export function readUsers(value: unknown, notes: Notes): User[] {
  return thingsOf(listed(value, notes), form, notes).map((thing) =>
    isRecord(thing) ? userOfJson(thing) : userOfText(thing, notes),
  );
}

/** Users by login id become a list; a login id alone becomes a user. */
function listed(value: unknown, notes: Notes): unknown {
  const content = unwrap(value, form.wrappers, notes);
  if (Array.isArray(content)) {
    return content.map((entry: unknown) => (isLoginId(entry) ? { agentId: entry } : entry));
  }
  if (!isRecord(content) || Object.keys(content).some((name) => jsonNames.has(plainWord(name)))) {
    return isLoginId(content) ? { agentId: content } : content;
  }
  return Object.entries(content).map(([agentId, user]) =>
    isRecord(user) ? { agentId, ...user } : { agentId, state: user },
  );
}

function isLoginId(entry: unknown): boolean {
  return typeof entry === 'number' || (typeof entry === 'string' && entry !== '' && !/[,:\s]/.test(entry));
}

function userOfJson(record: Readonly<Record<string, unknown>>): User {
  const user = textsOf(renamed(record, jsonNames));
  for (const name of Object.keys(user)) {
    if (textNames.includes(name)) {
      setOwn(user, name, readText(user[name]));
    }
  }
  return withWords(user);
}

function userOfText(text: string, notes: Notes): User {
  const user: Record<string, unknown> = {};
  const add = (name: string, value: string) => {
    if (readText(value) !== undefined && !Object.hasOwn(user, name)) {
      setOwn(user, name, notes.shorten(value.trim()));
    }
  };
  const parts = splitAtLabels(text, form.labels, notes);
  const unlabelled: (readonly [string, string])[] = [];
  parts.forEach(({ name, text: value }, index) => {
    const [own, ...others] = isFreeText(name, value, parts[index + 1]?.name)
      ? [[name ?? '', value] as [string, string]]
      : byPosition(name, value, notes);
    if (own !== undefined) {
      add(...own);
    }
    unlabelled.push(...others);
  });
  // What has a label is said for certain; positions fill what is left.
  unlabelled.forEach((pair) => {
    add(...pair);
  });
  return withWords(user);
}

/** Whether a comma in this part belongs to it: names may have commas, but then no number or nothing comes next. */
function isFreeText(name: string | undefined, value: string, next: string | undefined): boolean {
  const isName = name === 'firstName' || name === 'lastName';
  const isNextName = next === 'lastName' || next === 'extension' || next === 'firstName';
  const [, second = ''] = value.split(',', 2);
  return isName && (isNextName || !/^\s*\d*\s*$/.test(second));
}

/** What follows without a known label: by its position, or by a label of its own. */
function byPosition(name: string | undefined, value: string, notes: Notes): [string, string][] {
  const start = name === undefined ? 0 : order.findIndex((other) => other === name);
  if (start < 0) {
    return [[name ?? '', value]];
  }
  return notes
    .split(value, ',')
    .map((item, index) => [nameOf(item, start + index, index > 0), valueOf(item, index > 0)]);
}

function nameOf(item: string, position: number, mayHaveLabel: boolean): string {
  const name = order[position] || `field${position}`;
  const label = mayHaveLabel ? ownLabel(item) : undefined;
  return label === undefined
    ? name
    : looksLikeTime(valueOf(item, true))
      ? 'stateChangeTime'
      : decapitalise(label);
}

function valueOf(item: string, mayHaveLabel: boolean): string {
  return mayHaveLabel && ownLabel(item) !== undefined
    ? item.slice(item.indexOf(':') + 1).trim()
    : item.trim();
}

/** A label in front of a value; a time has colons of its own. */
function ownLabel(item: string): string | undefined {
  const colon = item.indexOf(':');
  return colon <= 0 || looksLikeTime(item) ? undefined : item.slice(0, colon).trim();
}

function withWords(user: Record<string, unknown>): User {
  for (const name of ['state', 'pendingState']) {
    if (name in user && readScalar(user[name]) !== undefined) {
      user[name] = readWord('agentState', user[name]);
    }
  }
  return user;
}
