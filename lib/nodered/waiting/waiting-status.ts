import type { WaitingMessages } from './waiting-messages';

const dayMs = 24 * 60 * 60_000;

/** Shows on a node how many messages wait in it, and when the next one leaves: "2 → 14:05:30". */
export class WaitingStatus {
  #isPlanned = false;

  /** `show` is given the text, or undefined where none waits. */
  constructor(
    private readonly waiting: () => Pick<WaitingMessages, 'count' | 'nextDueAt'>,
    private readonly show: (text: string | undefined) => void,
  ) {}

  /** There is one more, or one less. Of many at once, only the last is shown. */
  readonly update = (): void => {
    if (!this.#isPlanned) {
      this.#isPlanned = true;
      setImmediate(() => {
        this.#isPlanned = false;
        const { count, nextDueAt } = this.waiting();
        this.show(count === 0 ? undefined : `${count} → ${timeIn(nextDueAt - performance.now())}`);
      });
    }
  };
}

/** The time of day in so many milliseconds, by the clock of this machine; with the date where it is far away. */
function timeIn(ms: number): string {
  const at = new Date(Date.now() + ms);
  const time = at.toTimeString().slice(0, 8);
  const local = new Date(at.getTime() - 60_000 * at.getTimezoneOffset());
  return ms < dayMs ? time : `${local.toISOString().slice(0, 10)} ${time}`;
}
