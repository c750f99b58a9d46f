import { isRecord } from '../../common/is-record';
import { GcError } from '../../protocol';
import defaultSite from './default-site.json';
import { SiteProblem, type Path } from './problem';
import { siteForm, type Site, type SiteAgent, type SitePhonebook } from './site';

/**
 * Checks the content of a site file; the parts it does not have are taken from the default site.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the place that is wrong.
 */
export function readSite(content: unknown = {}): Site {
  try {
    return checkSite(content);
  } catch (error) {
    throw error instanceof SiteProblem
      ? invalidSite(`the site of the simulator is wrong: ${error.message}`)
      : error;
  }
}

export function invalidSite(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}

/** @throws {SiteProblem} */
export function checkSite(content: unknown): Site {
  if (!isRecord(content)) {
    throw new SiteProblem([], 'must be an object');
  }
  if (content.teams !== undefined && content.agents === undefined) {
    throw new SiteProblem(['agents'], 'is missing: the teams are not those of the default site');
  }
  const site = siteForm.read(complete(content), []);
  checkUnique(['agents'], 'agentId', site.agents);
  checkUnique(['agents'], 'extension', site.agents);
  checkUnique(['teams'], 'id', site.teams);
  checkUnique(['queues'], 'id', site.queues);
  checkUnique(['phonebooks'], 'id', site.phonebooks);
  site.agents.forEach((agent, index) => {
    checkSupervisor(agent, ['agents', index, 'teams']);
  });
  site.phonebooks.forEach((phonebook, index) => {
    checkOwner(phonebook, ['phonebooks', index, 'team']);
  });
  checkTeams(site);
  return site;
}

/** Objects are completed, lists replaced. A file with teams of its own has nothing to do with those of the default. */
function complete(content: Record<string, unknown>): Record<string, unknown> {
  const base: Record<string, unknown> =
    content.teams === undefined ? defaultSite : { ...defaultSite, queues: [], phonebooks: [] };
  const completed = Object.entries(content).map(([name, part]): [string, unknown] => {
    const other = base[name];
    return [name, isRecord(part) && isRecord(other) ? { ...other, ...part } : (part ?? other)];
  });
  return { ...base, ...Object.fromEntries(completed) };
}

function checkUnique<K extends string>(
  path: Path,
  name: K,
  entries: readonly Readonly<Record<K, string>>[],
): void {
  const seen = new Set<string>();
  for (const [index, { [name]: value }] of entries.entries()) {
    if (seen.has(value)) {
      throw new SiteProblem([...path, index, name], `is "${value}", which is taken`);
    }
    seen.add(value);
  }
}

/** Every team that is named must be there. */
function checkTeams(site: Site): void {
  const known = new Set(site.teams.map(({ id }) => id));
  const unknown = namedTeams(site).find(([, id]) => !known.has(id));
  if (unknown !== undefined) {
    const [path, id] = unknown;
    throw new SiteProblem(path, `is "${id}", which is none of the teams`);
  }
}

function namedTeams({ agents, queues, phonebooks }: Site): [Path, string][] {
  const each = (path: Path, ids: readonly string[]) =>
    ids.map((id, index): [Path, string] => [[...path, index], id]);
  return [
    ...agents.flatMap(({ team, teams = [] }, index): [Path, string][] => [
      [['agents', index, 'team'], team],
      ...each(['agents', index, 'teams'], teams),
    ]),
    ...queues.flatMap(({ teams }, index) => each(['queues', index, 'teams'], teams)),
    ...phonebooks.flatMap(({ team }, index): [Path, string][] =>
      team === undefined ? [] : [[['phonebooks', index, 'team'], team]],
    ),
  ];
}

/** Source: deployment guide of GC: every supervisor must have at least one team. */
function checkSupervisor({ supervisor, teams }: SiteAgent, path: Path): void {
  if (teams !== undefined && !supervisor) {
    throw new SiteProblem(path, 'is for supervisors only');
  }
  if (teams?.length === 0) {
    throw new SiteProblem(path, 'is empty: a supervisor leads at least one team');
  }
}

function checkOwner({ type, team }: SitePhonebook, path: Path): void {
  if (type === 'TEAM' && team === undefined) {
    throw new SiteProblem(path, 'is missing');
  }
  if (type === 'GLOBAL' && team !== undefined) {
    throw new SiteProblem(path, 'is for phonebooks of type TEAM only');
  }
}
