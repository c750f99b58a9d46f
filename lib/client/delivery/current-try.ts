import type { WorkTry } from './work';

/** A try as the work sees it, until its end no longer counts. */
export class CurrentTry implements WorkTry {
  #controller: AbortController | undefined;
  #callback: (() => void) | undefined;
  #isOver = false;

  constructor(
    readonly number: number,
    readonly redelivered: boolean,
    readonly messageId?: string,
  ) {}

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Made for whoever asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isOver) {
      this.#controller.abort();
    }
    return this.#controller.signal;
  }

  onOver(callback: () => void): void {
    this.#callback = callback;
  }

  /** Its end no longer counts. */
  end(): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#controller?.abort();
      this.#callback?.();
    }
  }
}
