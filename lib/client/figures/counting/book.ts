import { Amounts, type StoredAmounts } from './amounts';
import type { NewSketch } from './distribution';
import type { Span } from './ledger';
import type { SpanName } from './names';
import { overlap, type Period, type Periods } from './periods';

/** More agents than this are not real; others are not counted. */
const mostAgents = 10_000;

/** The amounts of each agent in one period. */
interface Page extends Period {
  readonly agents: Map<string, Amounts>;
  isForgotten: boolean;
}

/** A page of an agent as it is written down. */
export type StoredPage = readonly [from: number, amounts: StoredAmounts];

/** What came together for each agent, in periods that follow each other. Only the latest are kept. */
export class Book {
  readonly #pages = new Map<number, Page>();
  #last: Page | undefined;
  #forgottenTo: number;

  /**
   * `answeredWithinMs`: within what time a call is to be answered; `keptPeriods`: how many are kept, with the one that
   * goes on.
   */
  constructor(
    readonly periods: Periods,
    private readonly answeredWithinMs: number,
    private readonly keptPeriods: number,
    private readonly newSketch: NewSketch,
    begunAt: number,
  ) {
    this.#forgottenTo = periods.at(begunAt).from;
  }

  /** What an agent's amounts are written into. */
  account(agentId: string): Account {
    return new Account(this, agentId);
  }

  /** Whether somebody who was answered after so long was answered in time. */
  isInTime(seconds: number): boolean {
    return seconds * 1000 <= this.answeredWithinMs;
  }

  /** The beginning of what is kept. */
  get keptFrom(): number {
    return this.#forgottenTo;
  }

  /** What came together for each agent within a stretch of time whose edges are edges of periods. */
  read(within: Period): Map<string, Amounts> {
    const all = new Map<string, Amounts>();
    for (const page of this.#pages.values()) {
      if (page.from >= within.from && page.to <= within.to) {
        for (const [agentId, amounts] of page.agents) {
          this.sumIn(all, agentId)?.add(amounts);
        }
      }
    }
    return all;
  }

  /** Adds what lasts to what was read. */
  addOpen(all: Map<string, Amounts>, agentId: string, span: Span, within: Period): void {
    const ms = overlap(span.from, span.to, within);
    if (ms > 0) {
      this.sumIn(all, agentId)?.addSpan(span.name, ms, span.reason);
    }
  }

  newAmounts(): Amounts {
    return new Amounts(this.newSketch);
  }

  /** The amounts under this key, which are none at first; undefined where there are too many agents. */
  sumIn(all: Map<string, Amounts>, key: string): Amounts | undefined {
    const known = all.get(key);
    if (known !== undefined || all.size >= mostAgents) {
      return known;
    }
    const amounts = this.newAmounts();
    all.set(key, amounts);
    return amounts;
  }

  /** Forgets what is too old, now that it is `now`. */
  pass(now: number): void {
    let kept = this.periods.at(now);
    for (let count = 1; count < this.keptPeriods && kept.from > this.#forgottenTo; count += 1) {
      kept = this.periods.at(kept.from - 1);
    }
    if (kept.from > this.#forgottenTo) {
      this.#forgottenTo = kept.from;
      this.#last = undefined;
      for (const [from, page] of this.#pages) {
        if (page.to <= kept.from) {
          page.isForgotten = true;
          this.#pages.delete(from);
        }
      }
    }
  }

  /** What is kept of an agent, to be written down. */
  storedOf(agentId: string): StoredPage[] {
    return [...this.#pages.values()].flatMap(({ from, agents }) => {
      const amounts = agents.get(agentId);
      return amounts === undefined ? [] : [[from, amounts.toStored()] as const];
    });
  }

  /** Takes in what another client has written down of an agent. */
  takeStored(agentId: string, pages: readonly StoredPage[]): void {
    for (const [from, amounts] of pages) {
      this.#forgottenTo = Math.min(this.#forgottenTo, from);
      if (this.periods.at(from).from === from) {
        this.account(agentId).at(from)?.addStored(amounts);
      }
    }
  }

  /** The page of a moment; undefined where it is too long ago. */
  pageAt(at: number): Page | undefined {
    const last = this.#last;
    if (last !== undefined && at >= last.from && at < last.to) {
      return last;
    }
    const { from, to } = this.periods.at(at);
    if (from < this.#forgottenTo) {
      return undefined;
    }
    let page = this.#pages.get(from);
    if (page === undefined) {
      page = { from, to, agents: new Map<string, Amounts>(), isForgotten: false };
      this.#pages.set(from, page);
    }
    this.#last = page;
    return page;
  }
}

/** The amounts of one agent in a book. Remembers where it has written last: mostly, it goes on there. */
export class Account {
  #page: Page | undefined;
  #amounts: Amounts | undefined;

  constructor(
    private readonly book: Book,
    private readonly agentId: string,
  ) {}

  /** The amounts of a moment; undefined where it is too long ago, or where there are too many agents. */
  at(moment: number): Amounts | undefined {
    const page = this.#page;
    if (page !== undefined && moment >= page.from && moment < page.to && !page.isForgotten) {
      return this.#amounts;
    }
    this.#page = this.book.pageAt(moment);
    this.#amounts = this.#page && this.book.sumIn(this.#page.agents, this.agentId);
    return this.#amounts;
  }

  /** A call was answered after it had rung for so long. */
  answer(seconds: number, at: number): void {
    const amounts = this.at(at);
    if (amounts !== undefined) {
      amounts.count('answered');
      amounts.addDuration('ring', seconds);
      if (this.book.isInTime(seconds)) {
        amounts.count('answeredInTime');
      }
    }
  }

  /** Splits what lasted over the edges of periods. */
  span(name: SpanName, from: number, to: number, reason: string): void {
    let at = Math.max(from, this.book.keptFrom);
    while (at < to) {
      const amounts = this.at(at);
      const end = this.#page?.to ?? this.book.periods.at(at).to;
      amounts?.addSpan(name, Math.min(to, end) - at, reason);
      at = end;
    }
  }
}
