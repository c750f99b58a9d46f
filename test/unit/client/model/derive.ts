import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeCommand, type DerivedEvent, type GcEvent, parseEvent } from '../../../../lib/protocol';
import { readHint, recordOf } from '../../../../lib/client/hints/hint-record';
import { callEventsIn } from '../../../../lib/client/recovery';
import { Tracker } from '../../../../lib/client/model/tracker';
import type { DialectName } from '../../../../lib/simulator';

const folder = path.join(__dirname, '../../simulator/engine/sequences');

/** What the simulator tells in one of its golden sequences. */
export interface Sequence {
  readonly name: string;
  readonly dialect: DialectName;
  /** As they are written. */
  readonly lines: readonly string[];
  readonly steps: readonly Step[];
}

/** Something in a sequence: what GC tells on a destination, or a line about what happens otherwise. */
export type Step = { readonly at: number } & (
  | { readonly destination: string; readonly event: GcEvent }
  | { readonly text: string; readonly login?: { readonly agentId: string; readonly extension: string } }
);

/** When the clock of the sequences begins. */
const start = new Date(2025, 0, 15, 9, 30).getTime();

/** All golden sequences, in all named dialects. */
export function readSequences(): Sequence[] {
  return readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .trim()
      .split('\n\n')
      .map((part) => {
        const [heading = '', ...lines] = part.split('\n');
        return {
          name: path.parse(file).name,
          dialect: heading.slice(2) as DialectName,
          lines,
          steps: readSteps(lines),
        };
      }),
  );
}

/** What the lines of a transcript say. */
export function readSteps(lines: readonly string[]): Step[] {
  let at = start;
  return lines.map((line) => {
    at += Number(/^\* wait (\d+)$/.exec(line)?.[1] ?? 0);
    const [first = '', ...others] = line.slice(2).split(' ');
    const rest = others.join(' ');
    if (line.startsWith('< ')) {
      return { at, destination: first, event: parseEvent(rest) };
    }
    const { agentId, extension } = decodeCommand(first, rest)?.parameters ?? {};
    const isLogin = agentId !== undefined && extension !== undefined;
    return { at, text: line, ...(isLogin && { login: { agentId, extension } }) };
  });
}

/** Whether one client can be behind all destinations: there are several where more than one is told of an agent. */
export function isOneClient(steps: readonly Step[]): boolean {
  const destinations = new Map<string, string>();
  return steps.every((step) => {
    if (!('event' in step) || !('agentId' in step.event) || step.event.agentId === undefined) {
      return true;
    }
    const { agentId } = step.event;
    const before = destinations.get(agentId) ?? step.destination;
    destinations.set(agentId, before);
    return before === step.destination;
  });
}

/** Who hears of the agents in a sequence. */
class Clients {
  readonly #trackers = new Map<string, Tracker>();
  readonly #logins = new Map<string, string>();
  readonly #isOne: boolean;

  constructor(steps: readonly Step[]) {
    this.#isOne = isOneClient(steps);
  }

  all(): Tracker[] {
    return [...this.#trackers.values()];
  }

  /** Returns what is told. */
  take(step: Step): DerivedEvent[] {
    if ('event' in step) {
      return this.#hear(step.destination, step.event, step.at);
    }
    if (step.login !== undefined) {
      this.#logins.set(step.login.agentId, step.login.extension);
    }
    return this.pass(step.at);
  }

  /** Begins anew with no more than what was written down. */
  restart(at: number): void {
    for (const [key, tracker] of this.#trackers) {
      const next = restarted(tracker, at);
      this.#trackers.set(key, next);
      for (const { agentId, extension } of tracker.agents.all()) {
        if (extension !== undefined) {
          next.agents.learnExtension(agentId, extension); // the flow logs the agent in again
        }
      }
    }
  }

  pass(at: number): DerivedEvent[] {
    return this.all().flatMap((tracker) => tracker.pass(at));
  }

  #hear(destination: string, event: GcEvent, at: number): DerivedEvent[] {
    const key = this.#isOne ? '' : destination;
    const tracker = this.#trackers.get(key) ?? new Tracker();
    this.#trackers.set(key, tracker);
    if (event.type === 'AgentInfo') {
      tracker.agents.learnExtension(event.agentId, this.#logins.get(event.agentId) ?? '');
    }
    const told = tracker.apply(event, at);
    const found = callEventsIn(event, tracker.calls).map((call) => ({ ...call, recovered: true }) as const);
    return [...told, ...found.flatMap((call) => tracker.apply(call, at))];
  }
}

/** A tracker that knows what was written down of another one. */
function restarted(tracker: Tracker, at: number): Tracker {
  const next = new Tracker();
  const { agents, calls } = tracker.snapshot();
  const legs = calls.flatMap((call) => call.legs);
  for (const agentId of new Set([...agents, ...legs].map((each) => each.agentId))) {
    const hint = tracker.hintOf(agentId);
    const written = hint && (JSON.parse(JSON.stringify(recordOf(hint).value)) as unknown);
    next.takeHint(agentId, readHint(agentId, written, at), at);
  }
  return next;
}

/**
 * What is derived from a sequence, between the lines that say what happens; at the end the calls that go on. A line is
 * the time in seconds, the type, and every attribute that is there, but for those that only some formats tell anyway.
 * `restartsBefore`: whether the clients begin anew before the step with this index.
 */
export function record(
  { steps }: Pick<Sequence, 'steps'>,
  restartsBefore = (_index: number) => false,
): string[] {
  const clients = new Clients(steps);
  const lines = steps.flatMap((step, index) => {
    if (restartsBefore(index)) {
      clients.restart(step.at);
    }
    return [...('text' in step ? [step.text] : []), ...clients.take(step).map(lineOf)];
  });
  const end = (steps.at(-1)?.at ?? start) + 10_000;
  const legs = clients
    .all()
    .flatMap((tracker) => tracker.snapshot().calls)
    .flatMap((call) => call.legs)
    .filter(({ outcome }) => outcome === undefined);
  return [
    ...lines,
    ...clients.pass(end).map(lineOf),
    ...legs.map(({ agentId, dialogId, state }) => `= ${agentId} still has ${String(dialogId)} ${state}`),
  ];
}

/** What is derived from a sequence, and from ten seconds of silence after it. */
export function derivedIn({ steps }: Pick<Sequence, 'steps'>): DerivedEvent[] {
  const clients = new Clients(steps);
  const derived = steps.flatMap((step) => clients.take(step));
  return [...derived, ...clients.pass((steps.at(-1)?.at ?? start) + 10_000)];
}

const onlyInSome = ['participants', 'callVariables', 'team'];
const times = ['at', 'startedAt', 'answeredAt', 'endedAt'];

function lineOf(event: DerivedEvent): string {
  const { type, at, agentId, ...attributes } = event;
  const words = Object.entries(attributes).flatMap(([name, value]: [string, unknown]) => {
    if (onlyInSome.includes(name)) {
      return [];
    }
    return [`${name}=${times.includes(name) ? secondsOf(Number(value)) : wordOf(value)}`];
  });
  return [secondsOf(at), type, agentId, ...words].join(' ');
}

function secondsOf(time: number): string {
  return String((time - start) / 1000);
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.join(' ')}]`;
  }
  return typeof value === 'object' && value !== null
    ? `{${Object.entries(value)
        .map(([name, part]) => `${name}=${String(part)}`)
        .join(' ')}}`
    : String(value);
}
