import type { Account, Book } from './counting/book';
import type { Ledger } from './counting/ledger';
import type { CountName, SpanName, TimedName } from './counting/names';

/** The books that are kept now, and how far the clock on the wall is ahead of the steady one. */
export interface Books {
  readonly books: readonly Book[];
  readonly stepMs: number;
  readonly begunAt: number;
}

/** Writes what happens to one agent into all books, by the clock on the wall. */
export class AgentLedger implements Ledger {
  #books: readonly Book[] = [];
  #accounts: readonly Account[] = [];

  constructor(
    private readonly agentId: string,
    private readonly all: Books,
  ) {}

  get begunAt(): number {
    return this.all.begunAt;
  }

  count(name: CountName, at: number): void {
    const moment = at + this.all.stepMs;
    for (const account of this.#all()) {
      account.at(moment)?.count(name);
    }
  }

  answer(seconds: number, at: number): void {
    const moment = at + this.all.stepMs;
    for (const account of this.#all()) {
      account.answer(seconds, moment);
    }
  }

  span(name: SpanName, from: number, to: number, reason: string): void {
    const { stepMs } = this.all;
    for (const account of this.#all()) {
      account.span(name, from + stepMs, to + stepMs, reason);
    }
  }

  duration(name: TimedName, seconds: number, at: number): void {
    const moment = at + this.all.stepMs;
    for (const account of this.#all()) {
      account.at(moment)?.addDuration(name, seconds);
    }
  }

  /** The agent's accounts in the books that are kept now. */
  #all(): readonly Account[] {
    const { books } = this.all;
    if (this.#books !== books) {
      this.#books = books;
      this.#accounts = books.map((book) => book.account(this.agentId));
    }
    return this.#accounts;
  }
}
