import type { Book } from './counting/book';
import type { Ledger, Span } from './counting/ledger';
import type { CountName, TimedName } from './counting/names';

/** The books that are kept now, and how far the clock on the wall is ahead of the steady one. */
export interface Books {
  readonly books: readonly Book[];
  readonly stepMs: number;
  readonly begunAt: number;
}

/** Writes what happens to one agent into all books, by the clock on the wall. */
export class AgentLedger implements Ledger {
  constructor(
    private readonly agentId: string,
    private readonly all: Books,
  ) {}

  get begunAt(): number {
    return this.all.begunAt;
  }

  count(name: CountName, at: number): void {
    for (const book of this.all.books) {
      book.count(this.agentId, name, at + this.all.stepMs);
    }
  }

  answer(seconds: number, at: number): void {
    for (const book of this.all.books) {
      book.answer(this.agentId, seconds, at + this.all.stepMs);
    }
  }

  span(span: Span): void {
    const shifted = shift(span, this.all.stepMs);
    for (const book of this.all.books) {
      book.span(this.agentId, shifted);
    }
  }

  duration(name: TimedName, seconds: number, at: number): void {
    for (const book of this.all.books) {
      book.duration(this.agentId, name, seconds, at + this.all.stepMs);
    }
  }
}

/** The same, so much later. */
export function shift(span: Span, byMs: number): Span {
  return byMs === 0 ? span : { ...span, from: span.from + byMs, to: span.to + byMs };
}
