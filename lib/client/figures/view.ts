import type { Amounts } from './counting/amounts';
import type { Book } from './counting/book';
import type { Period } from './counting/periods';
import type { FiguresPlan } from './plan';
import {
  figureRows,
  reasonRows,
  type FigureLevel,
  type FigureRow,
  type ReasonRow,
  type RowFrame,
  type RowSubject,
} from './rows';
import type { FiguredAgents, Who } from './who';

/** The end of a call may be told this much later than it was. */
const graceMs = 5000;

/** A correction of intervals that were told already waits for others for so long. */
const correctionMs = 60_000;

/** An interval that has ended. Its rows are those of now. */
export interface EndedInterval {
  /** Whether it was told before, and something has come late since then. */
  readonly corrected: boolean;
  rows(level: FigureLevel): FigureRow[];
  reasons(level: FigureLevel): ReasonRow[];
}

export type OnInterval = (ended: EndedInterval) => void;

/** The figures of one plan. */
export class View {
  readonly listeners = new Set<OnInterval>();
  /** The end of the last interval that was told. */
  toldTo: number;
  /** The earliest time within the intervals that were told from which something has come late. */
  #late = Infinity;
  #correctsAt = Infinity;

  constructor(
    readonly plan: FiguresPlan,
    readonly book: Book,
    private readonly figures: FiguredAgents,
    begunAt: number,
  ) {
    this.toldTo = plan.periods.at(begunAt).from;
  }

  rows(level: FigureLevel, now: number): FigureRow[] {
    return this.#rowsOf(this.#current(now), level, now);
  }

  reasons(level: FigureLevel, now: number): ReasonRow[] {
    return this.#reasonsOf(this.#current(now), level, now);
  }

  /** What came together on the connection until now. */
  total(now: number): Amounts | undefined {
    return this.#subjects(this.#current(now), 'connection', now)[0]?.amounts;
  }

  /** Something has happened at this time, perhaps in an interval that was told already. */
  noteTime(at: number): void {
    if (at < this.toldTo) {
      this.#late = Math.min(this.#late, at);
    }
  }

  /** Tells the intervals that have ended, once all about them can have come. */
  pass(now: number): void {
    if (this.plan.windowMs !== undefined) {
      return;
    }
    this.#correct(now);
    const { periods, kept } = this.plan;
    const ended = periods.at(now - graceMs).from;
    const due: Period[] = [];
    for (let to = ended; to > this.toldTo && due.length < kept - 1; to = due[0]?.from ?? 0) {
      due.unshift(periods.at(to - 1));
    }
    this.toldTo = Math.max(this.toldTo, ended);
    for (const period of due) {
      this.#tell(period, now, false);
    }
  }

  #correct(now: number): void {
    if (this.#late === Infinity) {
      return;
    }
    this.#correctsAt = Math.min(this.#correctsAt, now + correctionMs);
    if (now < this.#correctsAt) {
      return;
    }
    const { periods, kept } = this.plan;
    const earliest = this.#late;
    this.#late = Infinity;
    this.#correctsAt = Infinity;
    const late: Period[] = [];
    for (let to = this.toldTo; to > earliest && late.length < kept - 1; to = late[0]?.from ?? 0) {
      late.unshift(periods.at(to - 1));
    }
    for (const period of late) {
      this.#tell(period, now, true);
    }
  }

  #tell(period: Period, now: number, corrected: boolean): void {
    const ended: EndedInterval = {
      corrected,
      rows: (level) => this.#rowsOf(period, level, now),
      reasons: (level) => this.#reasonsOf(period, level, now),
    };
    for (const listener of this.listeners) {
      listener(ended);
    }
  }

  /** The interval that goes on, or the window up to now. */
  #current(now: number): Period {
    const { periods, windowMs } = this.plan;
    const current = periods.at(now);
    return windowMs === undefined ? current : { from: periods.at(now - windowMs).from, to: current.to };
  }

  #rowsOf(period: Period, level: FigureLevel, now: number): FigureRow[] {
    return figureRows(this.#subjects(period, level, now), this.#frame(period, now));
  }

  #reasonsOf(period: Period, level: FigureLevel, now: number): ReasonRow[] {
    return reasonRows(this.#subjects(period, level, now), this.#frame(period, now));
  }

  #frame(period: Period, now: number): RowFrame {
    const { zone, answeredWithin, windowMs } = this.plan;
    const until = Math.min(now, period.to);
    const shown = windowMs === undefined ? period : { from: period.from, to: until };
    return {
      period: shown,
      until,
      zone,
      answeredWithin,
      observation: this.figures.gaps.read({ from: period.from, to: until }),
      labelOf: (code) => this.figures.known.reasonLabel(code),
    };
  }

  #subjects(period: Period, level: FigureLevel, now: number): RowSubject[] {
    const all = this.#amountsIn(period, now);
    switch (level) {
      case 'agent':
        return [...all]
          .filter(([, amounts]) => !amounts.isEmpty)
          .map(([id, amounts]) => this.#agentSubject(id, amounts))
          .sort(byId);
      case 'team':
        return this.#teamSubjects(all);
      case 'connection':
        return [this.#sum({ level, id: '', name: undefined, team: undefined }, [...all.values()])];
    }
  }

  #amountsIn(period: Period, now: number): Map<string, Amounts> {
    const { book, figures } = this;
    const { agents, stepMs, writtenAt } = figures;
    const all = book.read(period);
    for (const [agentId, { course }] of agents) {
      for (const span of course.openSpans(now - stepMs, writtenAt)) {
        const { name, from, to, reason } = span;
        book.addOpen(all, agentId, { name, from: from + stepMs, to: to + stepMs, reason }, period);
      }
    }
    return all;
  }

  #agentSubject(id: string, amounts: Amounts): RowSubject {
    const who = this.figures.whoIs(id);
    const team = who.team?.name ?? who.team?.id;
    return { level: 'agent', id, name: nameOf(who), team, amounts, agents: Number(isStaffed(amounts)) };
  }

  #teamSubjects(all: ReadonlyMap<string, Amounts>): RowSubject[] {
    const teams = new Map<string, { name: string | undefined; members: Amounts[] }>();
    for (const [agentId, amounts] of all) {
      const { team } = this.figures.whoIs(agentId);
      if (team?.id !== undefined && !amounts.isEmpty) {
        const { name, members } = teams.get(team.id) ?? { name: undefined, members: [] };
        teams.set(team.id, { name: team.name ?? name, members: [...members, amounts] });
      }
    }
    return [...teams]
      .map(([id, { name, members }]) => this.#sum({ level: 'team', id, name, team: name ?? id }, members))
      .sort(byId);
  }

  #sum(who: Omit<RowSubject, 'amounts' | 'agents'>, parts: readonly Amounts[]): RowSubject {
    const amounts = this.book.newAmounts();
    for (const part of parts) {
      amounts.add(part);
    }
    return { ...who, amounts, agents: parts.filter(isStaffed).length };
  }
}

function isStaffed({ spans: { ready, reserved, talking, working, notReady, other } }: Amounts): boolean {
  return ready + reserved + talking + working + notReady + other > 0;
}

function nameOf({ agentName, firstName, lastName }: Who): string | undefined {
  return agentName ?? ([firstName, lastName].filter(Boolean).join(' ') || undefined);
}

/** Ids are mostly numbers. */
const order = new Intl.Collator('en', { numeric: true });

function byId({ id: a }: RowSubject, { id: b }: RowSubject): number {
  return order.compare(a, b);
}
