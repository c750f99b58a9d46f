import { forgetOldest } from '../../common/forget-oldest';
import type { EndedCall, OpenCall } from './course';

/** No agent has more calls at a time. */
const mostCalls = 20;

/** So many ended calls are remembered of an agent. */
const mostEnded = 20;

/** Times that two readings of the same event have differ by less. */
const sameMs = 1000;

/** The calls that an agent has, and those that have ended lately. */
export class OpenCalls {
  #calls: readonly OpenCall[] = [];
  /** When they ended, by their ids. */
  readonly #ended = new Map<string, number>();

  get all(): readonly OpenCall[] {
    return this.#calls;
  }

  get ended(): EndedCall[] {
    return Array.from(this.#ended, ([dialogId, endedAt]) => ({ dialogId, endedAt }));
  }

  /** The call with this id. */
  named(dialogId: string | undefined): OpenCall | undefined {
    for (const call of this.#calls) {
      if (call.dialogId === dialogId) {
        return call;
      }
    }
    return undefined;
  }

  /** Gives a call its id that GC names only in a later event. */
  name(dialogId: string | undefined): OpenCall | undefined {
    const nameless = dialogId === undefined ? undefined : this.named(undefined);
    if (nameless !== undefined) {
      nameless.dialogId = dialogId;
    }
    return nameless;
  }

  /** Another call, whose part has begun. */
  begin(dialogId: string | undefined, part: OpenCall['part'], since: number): OpenCall {
    const call: OpenCall = {
      dialogId,
      part,
      since,
      wrapUpAt: undefined,
      isTransferred: false,
      isConferenced: false,
    };
    this.#calls = [...this.#calls.slice(1 - mostCalls), call];
    return call;
  }

  /** A call is over. */
  end(call: OpenCall): void {
    this.#calls = this.#calls.filter((other) => other !== call);
  }

  /** Remembers when a call ended. */
  noteEnd(dialogId: string | undefined, endedAt: number): void {
    if (dialogId !== undefined) {
      this.#ended.delete(dialogId);
      this.#ended.set(dialogId, endedAt);
      forgetOldest(this.#ended, mostEnded);
    }
  }

  /** Whether this was before the end of a call with this id. */
  hasEnded(dialogId: string | undefined, at: number): boolean {
    const endedAt = dialogId === undefined ? undefined : this.#ended.get(dialogId);
    return endedAt !== undefined && at <= endedAt + sameMs;
  }

  /** Takes calls as they are found. */
  replace(calls: readonly OpenCall[]): void {
    this.#calls = calls.slice(0, mostCalls);
  }

  /** Takes in what another client knew. */
  takeStored(calls: readonly OpenCall[], ended: readonly EndedCall[]): void {
    const isNew = ({ dialogId }: OpenCall) => this.named(dialogId) === undefined;
    this.#calls = [...calls.filter(isNew), ...this.#calls].slice(-mostCalls);
    const later = this.ended;
    this.#ended.clear();
    for (const { dialogId, endedAt } of [...ended, ...later]) {
      this.noteEnd(dialogId, endedAt);
    }
  }
}
