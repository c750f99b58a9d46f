import type { Phrase } from '../../common/phrase';
import type { StompError } from '../errors';

interface Expected {
  what: () => Phrase;
  resolve(): void;
  reject(error: StompError): void;
  deadline: NodeJS.Timeout;
}

/** The confirmations that the broker still owes us, each with a deadline. */
export class Receipts {
  readonly #expected = new Map<string, Expected>();
  #lastId = 0;

  constructor(private readonly onOverdue: (id: string, what: Phrase, limitMs: number) => void) {}

  /** `what` names the frame in errors, for example "the message to /queue/A". */
  expect(what: () => Phrase, limitMs: number): { id: string; confirmed: Promise<void> } {
    const id = String(++this.#lastId);
    const confirmed = new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => this.onOverdue(id, what(), limitMs), limitMs);
      this.#expected.set(id, { what, resolve, reject, deadline });
    });
    return { id, confirmed };
  }

  confirm(id: string | undefined): void {
    this.#take(id)?.resolve();
  }

  /** Returns false when nobody waits for this receipt. */
  reject(id: string | undefined, explain: (what: Phrase) => StompError): boolean {
    const expected = this.#take(id);
    expected?.reject(explain(expected.what()));
    return expected !== undefined;
  }

  rejectAll(explain: (what: Phrase) => StompError): void {
    for (const id of [...this.#expected.keys()]) {
      this.reject(id, explain);
    }
  }

  #take(id: string | undefined): Expected | undefined {
    const expected = this.#expected.get(id ?? '');
    if (!expected) {
      return undefined;
    }
    clearTimeout(expected.deadline);
    this.#expected.delete(id ?? '');
    return expected;
  }
}
