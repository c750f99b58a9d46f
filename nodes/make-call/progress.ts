import { findError, GcError, type EventOf } from '../../lib/protocol';
import { say, type AnyEvent } from '../../lib/nodered';

/** How far a call has to be before the message goes on; `sent`: the broker has the command. */
export const stages = ['accepted', 'sent', 'ringing', 'answered'] as const;
export type Stage = (typeof stages)[number];
export type LaterStage = Exclude<Stage, 'accepted' | 'sent'>;

type CallEvent = EventOf<'InboundCall'>;

const statesOf: Readonly<Record<LaterStage, readonly string[]>> = {
  ringing: ['ALERTING', 'ACTIVE', 'HELD'],
  answered: ['ACTIVE', 'HELD'],
};

const lost: readonly string[] = ['FAILED', 'DROP', 'DROPPED', 'WRAP_UP'];

/** What events tell of a call, from the moment in which it is asked for. */
export class DialProgress {
  readonly #events: CallEvent[] = [];

  /** `others`: the calls that the agent has before. */
  constructor(
    private readonly agentId: string,
    private readonly others: readonly string[],
  ) {}

  add(event: AnyEvent): void {
    const isOther = event.type !== 'InboundCall' || this.others.includes(event.dialogId ?? '');
    if (!isOther) {
      this.#events.push(event);
    }
  }

  /**
   * The event with which the call has come so far; undefined while it has not.
   *
   * @throws {GcError} when it cannot come so far any more: BUSY, BAD_DESTINATION, GC_CALL_FAILED
   */
  find(stage: LaterStage, dialogId: string | undefined): CallEvent | undefined {
    const wanted = statesOf[stage];
    const decisive = this.#events.find(
      (event) => isAbout(event, dialogId) && [...wanted, ...lost].includes(event.state),
    );
    if (decisive !== undefined && !wanted.includes(decisive.state)) {
      throw this.#failure(decisive, dialogId);
    }
    return decisive;
  }

  /** The cause that GC gives is the code, where it is one. */
  #failure({ cause, state }: CallEvent, dialogId: string | undefined): GcError {
    const context = { command: 'MakeCall', agentId: this.agentId, dialogId };
    if (cause !== undefined && findError(cause) !== undefined) {
      return new GcError(cause, context);
    }
    const why = cause ?? say(state === 'FAILED' ? 'gcDoesNotSay' : 'hasEnded');
    return new GcError('GC_CALL_FAILED', { ...context, detail: say('callNotPutThrough', { why }) });
  }
}

/** The old text format does not name the call in most of its events. */
function isAbout(event: CallEvent, dialogId: string | undefined): boolean {
  return dialogId === undefined || event.dialogId === undefined || event.dialogId === dialogId;
}
