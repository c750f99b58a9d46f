import { findProblem, GcError, printable, type ParameterName, type ReasonCode } from '../protocol';
import defaultSite from './default-site.json';

export interface SiteAgent {
  /** Login id. */
  readonly agentId: string;
  readonly password: string;
  readonly extension: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly supervisor: boolean;
  /** Id of the agent's team. */
  readonly team: string;
}

export interface SiteTeam {
  readonly id: string;
  readonly name: string;
}

/** What the simulated contact centre consists of. */
export interface Site {
  readonly agents: readonly SiteAgent[];
  readonly teams: readonly SiteTeam[];
  readonly reasonCodes: {
    readonly WrapUp: readonly ReasonCode[];
    readonly LOGOUT: readonly ReasonCode[];
    readonly NOT_READY: readonly ReasonCode[];
  };
  /** Numbers outside that cannot be reached; all others answer. */
  readonly numbers: {
    readonly busy: readonly string[];
    readonly unknown: readonly string[];
  };
  /** In milliseconds. */
  readonly timers: {
    /** How long a number outside rings before it answers. */
    readonly ringing: number;
    /** After how long a failed call ends by itself. */
    readonly failedCall: number;
  };
}

type Reader<T> = (value: unknown, place: string) => T;

/** A text that GC's formats can carry. */
const label = parameter('wrapUpReason');

const readWhole = shape<Site>({
  agents: listOf(
    shape<SiteAgent>({
      agentId: parameter('agentId'),
      password: parameter('password'),
      extension: parameter('extension'),
      firstName: label,
      lastName: label,
      supervisor: flag,
      team: parameter('teamId'),
    }),
  ),
  teams: listOf(shape<SiteTeam>({ id: parameter('teamId'), name: label })),
  reasonCodes: shape<Site['reasonCodes']>({
    WrapUp: listOf(readReasonCode),
    LOGOUT: listOf(readReasonCode),
    NOT_READY: listOf(readReasonCode),
  }),
  numbers: shape<Site['numbers']>({
    busy: listOf(parameter('number')),
    unknown: listOf(parameter('number')),
  }),
  timers: shape<Site['timers']>({ ringing: milliseconds, failedCall: milliseconds }),
});

/**
 * Checks the content of a site file; the parts it does not have are taken from the default site.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the place that is wrong.
 */
export function readSite(content: unknown = {}): Site {
  if (!isRecord(content)) {
    throw wrong('the content', 'must be an object');
  }
  const site = readWhole({ ...defaultSite, ...content }, '');
  checkUnique('agents', 'agentId', site.agents);
  checkUnique('agents', 'extension', site.agents);
  checkUnique('teams', 'id', site.teams);
  for (const [index, { team }] of site.agents.entries()) {
    if (!site.teams.some(({ id }) => id === team)) {
      throw wrong(`agents[${index}].team`, `is "${team}", which is none of the teams`);
    }
  }
  return site;
}

function checkUnique<K extends string>(
  list: string,
  name: K,
  entries: readonly Readonly<Record<K, string>>[],
): void {
  const values = entries.map((entry) => entry[name]);
  const repeated = values.findIndex((value, index) => values.indexOf(value) < index);
  if (repeated >= 0) {
    throw wrong(`${list}[${repeated}].${name}`, `is "${values[repeated]}", which is taken`);
  }
}

function shape<T>(readers: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> {
  const known: [string, Reader<unknown>][] = Object.entries(readers);
  const names = known.map(([name]) => name);
  return (value, place) => {
    if (!isRecord(value)) {
      throw wrong(place, `must be an object with ${names.join(', ')}`);
    }
    const at = (name: string) => (place === '' ? name : `${place}.${name}`);
    const surplus = Object.keys(value).find((name) => !names.includes(name));
    if (surplus !== undefined) {
      throw wrong(at(printable(surplus)), `is not known here; there are ${names.join(', ')}`);
    }
    return Object.fromEntries(known.map(([name, read]) => [name, read(value[name], at(name))])) as T;
  };
}

function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) {
      throw wrong(place, 'must be a list');
    }
    return value.map((entry: unknown, index) => read(entry, `${place}[${index}]`));
  };
}

/** A value that is also a parameter of GC's commands, and looks like one. */
function parameter(name: ParameterName): Reader<string> {
  return (value, place) => {
    const problem = findProblem(name, value);
    if (problem !== undefined) {
      throw wrong(place, problem);
    }
    return String(value);
  };
}

function readReasonCode(value: unknown, place: string): ReasonCode {
  return shape<ReasonCode>({ code: parameter('reasonCode'), label })(value, place);
}

function flag(value: unknown, place: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw wrong(place, 'must be true or false');
  }
  return value ?? false;
}

function milliseconds(value: unknown, place: string): number {
  const hour = 3_600_000;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > hour) {
    throw wrong(place, `must be a number of milliseconds from 0 to ${hour}`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(place: string, problem: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', {
    detail: `the site of the simulator is wrong: ${place} ${problem}`,
  });
}
