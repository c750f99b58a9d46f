/** So many are sent before the first of them is confirmed. */
const mostUnderWay = 40;
const mostWaiting = 10_000;

/** Sends in the order in which things are put in, as fast as they are confirmed. */
export class Outbox {
  readonly #waiting: (() => Promise<void>)[] = [];
  #underWay = 0;

  constructor(private readonly onFailure: (error: unknown) => void) {}

  /** How many are not sent yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  put(send: () => Promise<void>): void {
    if (this.#waiting.length >= mostWaiting) {
      this.onFailure(new Error(`More than ${mostWaiting} events wait for the broker: one was dropped.`));
      return;
    }
    this.#waiting.push(send);
    this.#sendNext();
  }

  #sendNext(): void {
    const send = this.#underWay < mostUnderWay ? this.#waiting.shift() : undefined;
    if (send === undefined) {
      return;
    }
    this.#underWay += 1;
    void send()
      .catch(this.onFailure)
      .finally(() => {
        this.#underWay -= 1;
        this.#sendNext();
      });
  }
}
