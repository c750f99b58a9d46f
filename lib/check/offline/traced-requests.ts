import { confirmingEvents, misfits, type Expectation, type Misfit } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import { commandRow, decodeCommand, type CommandName, type Confirmation, type GcEvent } from '../../protocol';
import type { TracedCommand } from '../../trace';
import type { TracedAgents } from './traced-agents';

/** An event that came after a command, and how it compares with what confirms the command. */
export interface Answer {
  readonly line: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: GcEvent;
  readonly confirmation: Confirmation | undefined;
  /** Empty for an event that confirms the command. */
  readonly misfits: readonly Misfit[];
  /** The less, the nearer. */
  readonly distance: number;
  readonly body: string;
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
  /** The event that came nearest, where none confirms it. */
  nearest?: Answer;
}

/** A late answer is looked for within this time of the end of a time limit. */
const lateMs = 60_000;
const mostOpen = 10_000;

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
const farthest = 20;

/** The commands of a trace that wait for their outcome, or for a late answer. */
export class TracedRequests {
  readonly #open = new Map<number, TracedRequest>();

  constructor(private readonly agents: TracedAgents) {}

  /** Undefined for what is no command of GC. */
  add(line: number, entry: TracedCommand): TracedRequest | undefined {
    const decoded = decodeCommand(entry.jmsType ?? '', entry.body);
    if (decoded === undefined) {
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
    if (outcome !== 'GC_TIMEOUT') {
      this.#open.delete(id);
    }
    return request;
  }

  /** A new trace begins: its commands are counted from 1 again. */
  clear(): void {
    this.#open.clear();
  }

  /** Compares an event with all commands that it can belong to; returns those that have no outcome yet. */
  offer(event: GcEvent, line: number, at: number, body: string): TracedRequest[] {
    const concerned: TracedRequest[] = [];
    for (const request of this.#open.values()) {
      if (request.outcome !== undefined && at - request.at > (request.tookMs ?? 0) + lateMs) {
        this.#open.delete(request.id);
      } else if (isConcerned(request, event, body)) {
        this.#compare(request, event, line, at, body);
        concerned.push(request);
      }
    }
    return concerned.filter(({ outcome }) => outcome === undefined);
  }

  #compare(request: TracedRequest, event: GcEvent, line: number, at: number, body: string): void {
    const best = commandRow(request.name)
      .confirmedBy.map((confirmation) => ({
        confirmation,
        misfits: misfits(confirmation, event, request.expectation),
      }))
      .map((one) => ({ ...one, distance: this.#distanceOf(one.misfits, event) }))
      .reduce<Pick<Answer, 'confirmation' | 'misfits' | 'distance'> | undefined>(
        (nearest, one) => (nearest === undefined || one.distance < nearest.distance ? one : nearest),
        undefined,
      );
    const compared = best ?? { confirmation: undefined, misfits: [], distance: farthest };
    const answer: Answer = { line, at, event, body, ...compared };
    if (best?.misfits.length === 0) {
      request.answer ??= answer;
    } else if (answer.distance < Math.min(farthest, request.nearest?.distance ?? farthest)) {
      request.nearest = answer;
    }
  }

  #distanceOf(found: readonly Misfit[], event: GcEvent): number {
    if (event.type === 'Unknown') {
      return ofUnread;
    }
    const sum = found.reduce((total, { condition }) => total + distances[condition], 0);
    return sum + (found.length > 0 && this.#repeats(event) ? ofRepetition : 0);
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
