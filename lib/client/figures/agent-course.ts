import type { AgentStateChanged, DerivedCallEvent, DerivedEventOf } from '../../protocol';
import type { Ledger, Span } from './counting/ledger';
import { activityIn } from './counting/names';

/** The state of an agent, which lasts. */
export interface OpenState {
  readonly state: string;
  readonly reasonCode: string;
  readonly since: number;
  /** False of what another client has written down, until GC speaks of the agent. */
  readonly isConfirmed: boolean;
}

/** A call that an agent has, and the part of it that lasts. */
export interface OpenCall {
  dialogId: string | undefined;
  part: 'ring' | 'talk' | 'hold';
  since: number;
  /** Since when the agent does the work after it. */
  wrapUpAt: number | undefined;
  isTransferred: boolean;
  isConferenced: boolean;
}

/** A call that has ended, which the broker may tell again. */
export interface EndedCall {
  readonly dialogId: string;
  readonly endedAt: number;
}

/** What is written down of what an agent does. */
export interface Course {
  readonly state: OpenState | undefined;
  readonly calls: readonly OpenCall[];
  readonly ended: readonly EndedCall[];
}

/** No agent has more calls at a time. */
const mostCalls = 20;

/** So many ended calls are remembered of an agent. */
const mostEnded = 20;

/** Times that two readings of the same event have differ by less. */
const sameMs = 1000;

/**
 * What an agent does, from one event to the next: which state and which parts of calls last, and since when. What is
 * over goes into the ledger; what still lasts is told when somebody asks.
 */
export class AgentCourse implements Course {
  state: OpenState | undefined;
  calls: OpenCall[] = [];
  ended: EndedCall[] = [];

  constructor(private readonly ledger: Ledger) {}

  /** Takes in another state, or the first one that GC tells. */
  takeState({ state, reasonCode = '', at }: Pick<AgentStateChanged, 'state' | 'reasonCode' | 'at'>): void {
    const before = this.state;
    if (before !== undefined) {
      this.#endState(before, at);
    }
    const since = Math.max(at, before?.since ?? this.ledger.begunAt);
    this.state = { state, reasonCode, since, isConfirmed: true };
  }

  /** Takes in what happens to a call. Calls that are no calls of the agent's own do not count. */
  takeCall(event: DerivedCallEvent): void {
    if (!isCounted(event) || this.#isRepeated(event)) {
      return;
    }
    switch (event.type) {
      case 'CallOffered':
        this.#offer(event);
        break;
      case 'CallAnswered':
        this.#answer(event);
        break;
      case 'CallMissed':
        this.#miss(event);
        break;
      case 'CallHeld':
        this.#continueAs('hold', event);
        break;
      case 'CallRetrieved':
        this.#continueAs('talk', event);
        break;
      case 'CallTransferred':
        this.#transfer(event);
        break;
      case 'CallConferenced':
        this.#confer(event);
        break;
      case 'WrapUpStarted':
        this.#callOf(event).wrapUpAt = event.at;
        break;
      case 'CallEnded':
        this.#end(event);
        break;
      default:
    }
  }

  /** Takes in how an agent is found: counting begins in the middle. A phone that rings already is not counted. */
  find(state: Pick<AgentStateChanged, 'state' | 'reasonCode' | 'at'>, calls: readonly OpenCall[]): void {
    this.takeState(state);
    this.calls = calls.slice(0, mostCalls);
  }

  /** Takes in what another client knew. What this one has heard already follows it. */
  takeStored({ state, calls, ended }: Course): void {
    if (state !== undefined && this.state !== undefined) {
      this.#endState(state, this.state.since);
    }
    this.state ??= state;
    const isNew = ({ dialogId }: OpenCall) => !this.calls.some((call) => call.dialogId === dialogId);
    this.calls = [...calls.filter(isNew), ...this.calls].slice(-mostCalls);
    this.ended = [...ended, ...this.ended].slice(-mostEnded);
  }

  /** What lasts, up to `now`. Of what nobody has confirmed since a restart, up to when it was written down. */
  *openSpans(now: number, writtenAt: number): Generator<Span> {
    if (this.state !== undefined) {
      yield* spanOfState(this.state, this.state.isConfirmed ? now : writtenAt);
    }
    for (const { part, since, wrapUpAt } of this.calls) {
      yield { name: part, from: since, to: wrapUpAt ?? now, reason: '' };
      if (wrapUpAt !== undefined) {
        yield { name: 'wrapUp', from: wrapUpAt, to: now, reason: '' };
      }
    }
  }

  #endState(state: OpenState, at: number): void {
    for (const span of spanOfState(state, at)) {
      this.ledger.span(span);
    }
  }

  #offer(event: DerivedEventOf<'CallOffered'>): void {
    if (this.#find(event) === undefined) {
      this.#begin(event, 'ring');
      this.ledger.count('offered', event.at);
    }
  }

  #answer(event: DerivedEventOf<'CallAnswered'>): void {
    const call = this.#find(event);
    if (call?.part === 'ring') {
      this.#pass(call, 'talk', event.at);
      this.ledger.answer(event.seconds, event.at);
    } else if (call === undefined) {
      this.#begin(event, 'talk');
      if (event.direction === 'outgoing') {
        this.ledger.count('outbound', event.at);
      }
    }
  }

  #miss(event: DerivedEventOf<'CallMissed'>): void {
    if (this.#find(event)?.part === 'ring') {
      this.ledger.count(event.reason === 'caller-gave-up' ? 'abandoned' : 'missed', event.at);
      this.ledger.duration('ring', event.seconds, event.at);
    }
  }

  #continueAs(part: 'talk' | 'hold', event: DerivedCallEvent): void {
    this.#pass(this.#callOf(event), part, event.at);
  }

  #transfer(event: DerivedEventOf<'CallTransferred'>): void {
    const call = this.#callOf(event);
    if (event.role === 'transferring' && !call.isTransferred) {
      call.isTransferred = true;
      this.ledger.count('transferred', event.at);
    }
  }

  #confer(event: DerivedEventOf<'CallConferenced'>): void {
    const call = this.#callOf(event);
    if (!call.isConferenced) {
      call.isConferenced = true;
      this.ledger.count('conferenced', event.at);
    }
  }

  #end(event: DerivedEventOf<'CallEnded'>): void {
    const { answeredAt, endedAt, at, direction } = event;
    const call = this.#find(event);
    if (call !== undefined) {
      this.calls = this.calls.filter((other) => other !== call);
      this.ledger.span({ name: call.part, from: call.since, to: endedAt, reason: '' });
      this.ledger.span({ name: 'wrapUp', from: call.wrapUpAt ?? at, to: at, reason: '' });
    }
    if (answeredAt !== undefined) {
      this.#handle(event);
    } else if (direction === 'outgoing') {
      this.ledger.count('outbound', endedAt);
    }
    if (event.dialogId !== undefined) {
      this.ended = [...this.ended.slice(1 - mostEnded), { dialogId: event.dialogId, endedAt }];
    }
  }

  #handle({ durations, holds, at }: DerivedEventOf<'CallEnded'>): void {
    const { ledger } = this;
    ledger.count('handled', at);
    ledger.duration('talk', durations.talk, at);
    ledger.duration('handle', durations.talk + durations.hold + durations.wrapUp, at);
    if (holds > 0) {
      ledger.duration('hold', durations.hold, at);
    }
    if (durations.wrapUp > 0) {
      ledger.duration('wrapUp', durations.wrapUp, at);
    }
  }

  /** Goes on to another part of a call. */
  #pass(call: OpenCall, part: OpenCall['part'], at: number): void {
    if (call.part !== part && at >= call.since) {
      this.ledger.span({ name: call.part, from: call.since, to: at, reason: '' });
      call.part = part;
      call.since = at;
    }
  }

  /** The call that an event is about; one whose beginning nobody has seen is a conversation from now on. */
  #callOf(event: DerivedCallEvent): OpenCall {
    return this.#find(event) ?? this.#begin(event, 'talk');
  }

  #begin({ dialogId, at }: DerivedCallEvent, part: OpenCall['part']): OpenCall {
    const call: OpenCall = {
      dialogId,
      part,
      since: Math.max(at, this.ledger.begunAt),
      wrapUpAt: undefined,
      isTransferred: false,
      isConferenced: false,
    };
    this.calls = [...this.calls.slice(1 - mostCalls), call];
    return call;
  }

  /** By its id; GC names the id of some calls only in a later event. */
  #find({ dialogId, type }: DerivedCallEvent): OpenCall | undefined {
    const named = this.calls.find((call) => call.dialogId === dialogId);
    if (named !== undefined || dialogId === undefined || type === 'CallOffered') {
      return named;
    }
    const nameless = this.calls.find((call) => call.dialogId === undefined);
    if (nameless !== undefined) {
      nameless.dialogId = dialogId;
    }
    return nameless;
  }

  /** Whether the event is about a call that has ended, and was told before. */
  #isRepeated({ dialogId, at }: DerivedCallEvent): boolean {
    return (
      this.ended.length > 0 &&
      this.ended.some((call) => call.dialogId === dialogId && at <= call.endedAt + sameMs) &&
      !this.calls.some((call) => call.dialogId === dialogId)
    );
  }
}

/**
 * Whether a call counts as one of the agent: not the dialer's offer, not a call that is only listened to, and not the
 * agent's own question to a colleague while the call that it is about is on hold.
 */
function isCounted({ kind, leg, direction }: DerivedCallEvent): boolean {
  const isOwnConsult = leg === 'consult' || (kind === 'consult' && direction === 'outgoing');
  return kind !== 'preview' && kind !== 'monitored' && !isOwnConsult;
}

function* spanOfState({ state, reasonCode, since }: OpenState, to: number): Generator<Span> {
  const activity = activityIn(state);
  if (activity !== undefined) {
    yield { name: activity, from: since, to, reason: reasonCode };
  }
}

/** The same, with times that are so much later. */
export function laterBy(ms: number, { state, calls, ended }: Course): Course {
  return {
    state: state && { ...state, since: state.since + ms },
    calls: calls.map((call) => ({
      ...call,
      since: call.since + ms,
      wrapUpAt: call.wrapUpAt === undefined ? undefined : call.wrapUpAt + ms,
    })),
    ended: ended.map(({ dialogId, endedAt }) => ({ dialogId, endedAt: endedAt + ms })),
  };
}
