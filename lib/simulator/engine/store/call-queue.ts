import type { SiteQueue } from '../../site';

/** What waits in a queue; dialog ids count up. */
interface Waiting {
  readonly dialogId: string;
}

/** A queue, and the calls that wait in it. */
export class CallQueue<C extends Waiting = Waiting> {
  readonly #waiting: C[] = [];

  constructor(readonly profile: SiteQueue) {}

  /** The oldest first. */
  get waiting(): readonly C[] {
    return this.#waiting;
  }

  /** Adds a call. One that nobody has answered returns to its place. */
  put(call: C): void {
    const place = this.#waiting.findIndex((other) => byAge(call, other) < 0);
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, call);
  }

  remove(call: C): void {
    const place = this.#waiting.indexOf(call);
    if (place !== -1) {
      this.#waiting.splice(place, 1);
    }
  }
}

/** Orders calls, the oldest first. */
export function byAge(one: Waiting, other: Waiting): number {
  return Number(one.dialogId) - Number(other.dialogId);
}
