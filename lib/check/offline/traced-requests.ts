import { misfits, type Expectation, type Misfit } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import {
  commandRow,
  confirmingEvents,
  decodeCommand,
  type CommandName,
  type Confirmation,
  type GcEvent,
} from '../../protocol';
import type { TracedCommand } from '../../trace';
import { shortened } from '../shortened';
import type { TracedAgents } from './traced-agents';

/** An event that came after a command, and how it compares with what confirms the command. */
export interface Answer {
  readonly line: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: GcEvent['type'];
  /** Empty where it has none. */
  readonly state: string;
  /** Whether it names the agent. */
  readonly isNamed: boolean;
  /** Why it could not be read; undefined where it could. */
  readonly unread: string | undefined;
  readonly confirmation: Confirmation | undefined;
  /** Empty for an event that confirms the command. */
  readonly misfits: readonly Misfit[];
  /** The less, the nearer. */
  readonly distance: number;
  /** Shortened. */
  readonly body: string;
}

/** What is remembered of an event; the event itself may be large. */
function remembered(event: GcEvent, line: number, at: number, body: string) {
  return {
    line,
    at,
    type: event.type,
    state: 'state' in event && typeof event.state === 'string' ? shortened(event.state, 80) : '',
    isNamed: 'agentId' in event && event.agentId !== undefined,
    unread: event.type === 'Unknown' ? event.reason : undefined,
    body: shortened(body),
  };
}

/** A command of a trace. */
export interface TracedRequest {
  readonly line: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: number;
  readonly name: CommandName;
  readonly subject: string;
  readonly parameters: Expectation['parameters'];
  readonly expectation: Expectation;
  /** `confirmed`, `sent`, or the code of an error; undefined until it has ended. */
  outcome?: string;
  /** Milliseconds since it was asked for. */
  tookMs?: number;
  /** The first event that confirms it. */
  answer?: Answer;
  /** The events that came nearest, where none confirms it: the first, and others as near. */
  near: readonly Answer[];
}

/** The first of the events that came nearest to a command. */
export function nearestTo({ near }: TracedRequest): Answer | undefined {
  return near[0];
}

/** A late answer is looked for within this time of the end of a time limit. */
const lateMs = 60_000;
/** No time limit is longer. */
const longestMs = 3_600_000;
const mostOpen = 2000;
/** No command has more characters. */
const mostBody = 10_000;
const mostNear = 5;

/** How far an event is from a confirmation by what does not fit. What is far beyond is nobody's answer. */
const distances: Readonly<Record<Misfit['condition'], number>> = {
  event: 8,
  agent: 100,
  of: 100,
  when: 1,
  unless: 2,
  same: 4,
  newDialog: 2,
  conference: 1,
  without: 2,
  teamOf: 2,
  otherReason: 4,
};
const ofUnread = 6;
const ofRepetition = 0.5;
/** What comes after the time limit mostly belongs to something else. */
const ofLateness = 2;
const farthest = 20;

type Comparison = Pick<Answer, 'confirmation' | 'misfits' | 'distance'>;

/** The commands of a trace that wait for their outcome, or for a late answer. */
export class TracedRequests {
  readonly #open = new Map<number, TracedRequest>();

  constructor(private readonly agents: TracedAgents) {}

  /** Undefined for what is no command of GC. */
  add(line: number, entry: TracedCommand): TracedRequest | undefined {
    const decoded = decodeCommand(entry.jmsType ?? '', entry.body);
    if (decoded === undefined || entry.body.length > mostBody) {
      return undefined;
    }
    const { name, parameters } = decoded;
    const subject = String(parameters[commandRow(name).subject]);
    const request: TracedRequest = {
      line,
      at: Date.parse(entry.at),
      id: entry.id,
      name,
      subject,
      parameters,
      expectation: this.#expectationOf(subject, parameters),
      near: [],
    };
    this.#open.set(entry.id, request);
    forgetOldest(this.#open, mostOpen);
    return request;
  }

  /** The command that ends with an outcome; one whose time limit was over still waits for a late answer. */
  end(id: number | undefined, outcome: string, tookMs: number): TracedRequest | undefined {
    const request = id === undefined ? undefined : this.#open.get(id);
    if (request === undefined || id === undefined) {
      return undefined;
    }
    request.outcome = outcome;
    request.tookMs = tookMs;
    if (!maySettle(request)) {
      this.#open.delete(id);
    }
    return request;
  }

  /** Compares an event with all commands that it can belong to; returns those that have no outcome yet. */
  offer(event: GcEvent, line: number, at: number, body: string): TracedRequest[] {
    const concerned: TracedRequest[] = [];
    for (const request of this.#open.values()) {
      if (at - request.at > (request.tookMs ?? longestMs) + lateMs) {
        this.#open.delete(request.id);
      } else if (isConcerned(request, event, body)) {
        this.#compare(request, event, line, at, body);
        concerned.push(request);
      }
    }
    return concerned.filter(({ outcome }) => outcome === undefined);
  }

  #compare(request: TracedRequest, event: GcEvent, line: number, at: number, body: string): void {
    const best = this.#bestFor(request, event);
    const nearest = nearestTo(request)?.distance ?? farthest;
    if (best === undefined || best.distance > nearest || best.distance >= farthest) {
      return;
    }
    const isAsNear = best.distance === nearest;
    if (best.misfits.length === 0) {
      request.answer ??= { ...remembered(event, line, at, body), ...best };
    } else if (!isAsNear || request.near.length < mostNear) {
      request.near = [...(isAsNear ? request.near : []), { ...remembered(event, line, at, body), ...best }];
    }
  }

  /** How an event compares with the confirmation that it is nearest to. */
  #bestFor({ name, expectation, outcome }: TracedRequest, event: GcEvent): Comparison | undefined {
    const lateness = outcome === 'GC_TIMEOUT' ? ofLateness : 0;
    return commandRow(name)
      .confirmedBy.map((confirmation): Comparison => {
        const found = misfits(confirmation, event, expectation);
        const distance = found.length === 0 ? 0 : this.#distanceOf(found, event) + lateness;
        return { confirmation, misfits: found, distance };
      })
      .reduce<Comparison | undefined>(
        (best, one) => (best === undefined || one.distance < best.distance ? one : best),
        undefined,
      );
  }

  #distanceOf(found: readonly Misfit[], event: GcEvent): number {
    if (event.type === 'Unknown') {
      return ofUnread;
    }
    const sum = found.reduce((total, { condition }) => total + distances[condition], 0);
    return sum + (this.#repeats(event) ? ofRepetition : 0);
  }

  /** Whether an event says again what was known. */
  #repeats(event: GcEvent): boolean {
    if (!('agentId' in event) || event.agentId === undefined || !('state' in event)) {
      return false;
    }
    const { state, calls } = this.agents.get(event.agentId);
    const dialogId = 'dialogId' in event ? event.dialogId : undefined;
    return event.state === (dialogId === undefined ? state : calls.get(dialogId)?.state);
  }

  #expectationOf(subject: string, parameters: Expectation['parameters']): Expectation {
    const { agents } = this;
    const { state, reasonCode } = agents.get(subject);
    return {
      subject,
      parameters,
      earlier: { state, reasonCode, calls: agents.callsOf(subject).map((call) => ({ ...call })) },
      isIncoming: (dialogId) => agents.isIncoming(subject, dialogId),
      teamOf: (agentId) => agents.get(agentId).team,
    };
  }
}

/** Whether an event may still show what confirms a command that has ended: late, or after a setting has ended it. */
function maySettle({ name, outcome }: TracedRequest): boolean {
  const isSetSent = outcome === 'sent' && commandRow(name).confirmedBy.length > 0;
  return outcome === 'GC_TIMEOUT' || isSetSent;
}

/** Whether an event can be about a command. What cannot be read is about it where it names the agent. */
function isConcerned({ name, subject, parameters }: TracedRequest, event: GcEvent, body: string): boolean {
  if (commandRow(name).subject === 'destination') {
    return event.type === 'System';
  }
  if (event.type === 'Unknown') {
    return body.includes(subject);
  }
  if (!confirmingEvents.some((type) => type === event.type) && event.type !== 'Error') {
    return false;
  }
  const { agentId } = event as { agentId?: string };
  return agentId === undefined || agentId === subject || agentId === parameters.memberId;
}
