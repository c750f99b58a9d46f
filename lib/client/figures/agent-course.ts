import type { AgentStateChanged, DerivedCallEvent, DerivedEventOf } from '../../protocol';
import type { Ledger, Span } from './counting/ledger';
import { activityIn } from './counting/names';
import type { Course, EndedCall, OpenCall, OpenState } from './course';
import { OpenCalls } from './open-calls';

/**
 * What an agent does, from one event to the next: which state and which parts of calls last, and since when. What is
 * over goes into the ledger; what still lasts is told when somebody asks.
 */
export class AgentCourse implements Course {
  state: OpenState | undefined;
  readonly #calls = new OpenCalls();

  constructor(private readonly ledger: Ledger) {}

  get calls(): readonly OpenCall[] {
    return this.#calls.all;
  }

  get ended(): readonly EndedCall[] {
    return this.#calls.ended;
  }

  /** Takes in another state, or the first one that GC tells. */
  takeState({ state, reasonCode = '', at }: Pick<AgentStateChanged, 'state' | 'reasonCode' | 'at'>): void {
    const before = this.state;
    this.#endState(before, at);
    const since = Math.max(at, before?.since ?? this.ledger.begunAt);
    this.state = { state, reasonCode, since, isConfirmed: true };
  }

  /**
   * Takes in what happens to a call. Calls that are no calls of the agent's own do not count, nor does what the broker
   * tells once more of a call that has ended.
   */
  takeCall(event: DerivedCallEvent): void {
    if (!isCounted(event)) {
      return;
    }
    const { type, dialogId, at } = event;
    const named = this.#calls.named(dialogId);
    if (named !== undefined || !this.#calls.hasEnded(dialogId, at)) {
      // A call without an id that rings may be another one.
      this.#follow(event, named ?? (type === 'CallOffered' ? undefined : this.#calls.name(dialogId)));
    }
  }

  /** Takes in how an agent is found: counting begins in the middle. A phone that rings already is not counted. */
  find(state: Pick<AgentStateChanged, 'state' | 'reasonCode' | 'at'>, calls: readonly OpenCall[]): void {
    this.takeState(state);
    this.#calls.replace(calls);
  }

  /** Takes in what another client knew. What this one has heard already follows it. */
  takeStored({ state, calls, ended }: Course): void {
    if (this.state !== undefined) {
      this.#endState(state, this.state.since);
    }
    this.state ??= state;
    this.#calls.takeStored(calls, ended);
  }

  /** What lasts, up to `now`. Of what nobody has confirmed since a restart, up to when it was written down. */
  *openSpans(now: number, writtenAt: number): Generator<Span> {
    if (this.state !== undefined) {
      const { state, reasonCode, since, isConfirmed } = this.state;
      const name = activityIn(state);
      if (name !== undefined) {
        yield { name, from: since, to: isConfirmed ? now : writtenAt, reason: reasonCode };
      }
    }
    for (const { part, since, wrapUpAt } of this.calls) {
      yield { name: part, from: since, to: wrapUpAt ?? now, reason: '' };
      if (wrapUpAt !== undefined) {
        yield { name: 'wrapUp', from: wrapUpAt, to: now, reason: '' };
      }
    }
  }

  #endState(state: OpenState | undefined, at: number): void {
    const activity = state && activityIn(state.state);
    if (activity !== undefined && state !== undefined) {
      this.ledger.span(activity, state.since, at, state.reasonCode);
    }
  }

  /** `call`: the one that the event is about, if it is known. */
  #follow(event: DerivedCallEvent, call: OpenCall | undefined): void {
    switch (event.type) {
      case 'CallOffered':
        this.#offer(event, call);
        break;
      case 'CallAnswered':
        this.#answer(event, call);
        break;
      case 'CallMissed':
        this.#miss(event, call);
        break;
      case 'CallHeld':
        this.#pass(call ?? this.#begin(event, 'talk'), 'hold', event.at);
        break;
      case 'CallRetrieved':
        this.#pass(call ?? this.#begin(event, 'talk'), 'talk', event.at);
        break;
      case 'CallTransferred':
        this.#transfer(event, call ?? this.#begin(event, 'talk'));
        break;
      case 'CallConferenced':
        this.#confer(event, call ?? this.#begin(event, 'talk'));
        break;
      case 'WrapUpStarted':
        (call ?? this.#begin(event, 'talk')).wrapUpAt = event.at;
        break;
      case 'CallEnded':
        this.#end(event, call);
        break;
      default:
    }
  }

  #offer(event: DerivedEventOf<'CallOffered'>, call: OpenCall | undefined): void {
    if (call === undefined) {
      this.#begin(event, 'ring');
      this.ledger.count('offered', event.at);
    }
  }

  #answer(event: DerivedEventOf<'CallAnswered'>, call: OpenCall | undefined): void {
    const { seconds, direction, at } = event;
    if (call?.part === 'ring') {
      this.#pass(call, 'talk', at);
      this.ledger.answer(seconds, at);
    } else if (call === undefined) {
      this.#begin(event, 'talk');
      if (direction === 'outgoing') {
        this.ledger.count('outbound', at);
      }
    }
  }

  #miss({ reason, seconds, at }: DerivedEventOf<'CallMissed'>, call: OpenCall | undefined): void {
    if (call?.part === 'ring') {
      this.ledger.count(reason === 'caller-gave-up' ? 'abandoned' : 'missed', at);
      this.ledger.duration('ring', seconds, at);
    }
  }

  #transfer({ role, at }: DerivedEventOf<'CallTransferred'>, call: OpenCall): void {
    if (role === 'transferring' && !call.isTransferred) {
      call.isTransferred = true;
      this.ledger.count('transferred', at);
    }
  }

  #confer({ at }: DerivedEventOf<'CallConferenced'>, call: OpenCall): void {
    if (!call.isConferenced) {
      call.isConferenced = true;
      this.ledger.count('conferenced', at);
    }
  }

  #end(event: DerivedEventOf<'CallEnded'>, call: OpenCall | undefined): void {
    const { dialogId, answeredAt, endedAt, at, direction } = event;
    if (call !== undefined) {
      this.#calls.end(call);
      this.ledger.span(call.part, call.since, endedAt, '');
      this.ledger.span('wrapUp', call.wrapUpAt ?? at, at, '');
    }
    if (answeredAt !== undefined) {
      this.#handle(event);
    } else if (direction === 'outgoing') {
      this.ledger.count('outbound', endedAt);
    }
    this.#calls.noteEnd(dialogId, endedAt);
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
      this.ledger.span(call.part, call.since, at, '');
      call.part = part;
      call.since = at;
    }
  }

  /** A call whose beginning nobody has seen is a conversation from now on. */
  #begin({ dialogId, at }: DerivedCallEvent, part: OpenCall['part']): OpenCall {
    return this.#calls.begin(dialogId, part, Math.max(at, this.ledger.begunAt));
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
