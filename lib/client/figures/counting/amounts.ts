import { forgetOldest } from '../../../common/forget-oldest';
import { Distribution, type NewSketch, type StoredDistribution } from './distribution';
import { countNames, spanNames, timedNames, type CountName, type SpanName, type TimedName } from './names';

/** No agent has more reasons in one interval. */
const mostReasons = 100;

/** Amounts as they are written down: only what is not zero. */
export interface StoredAmounts {
  readonly counts: Readonly<Partial<Record<CountName, number>>>;
  /** In milliseconds. */
  readonly spans: Readonly<Partial<Record<SpanName, number>>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly durations: Readonly<Partial<Record<TimedName, StoredDistribution>>>;
}

/** Copied for each agent and interval, which is quicker than to make them anew. */
const noCounts = zeros(countNames);
const noSpans = zeros(spanNames);

/** What has come together for one agent, or for several, in some time. */
export class Amounts {
  readonly counts = { ...noCounts };
  /** In milliseconds. */
  readonly spans = { ...noSpans };
  /** For how long somebody was not ready, by the code of the reason, in milliseconds. */
  readonly reasons = new Map<string, number>();
  readonly durations: Partial<Record<TimedName, Distribution>> = {};

  constructor(private readonly newSketch: NewSketch) {}

  count(name: CountName): void {
    this.counts[name] += 1;
  }

  /** `reason`: with which the agent was not ready. */
  addSpan(name: SpanName, ms: number, reason: string): void {
    this.spans[name] += ms;
    if (name === 'notReady') {
      this.#addReason(reason, ms);
    }
  }

  addDuration(name: TimedName, seconds: number): void {
    this.#durationsOf(name).accept(seconds);
  }

  add(other: Amounts): void {
    for (const name of countNames) {
      this.counts[name] += other.counts[name];
    }
    for (const name of spanNames) {
      this.spans[name] += other.spans[name];
    }
    for (const [reason, ms] of other.reasons) {
      this.#addReason(reason, ms);
    }
    for (const name of timedNames) {
      const durations = other.durations[name];
      if (durations !== undefined) {
        this.#durationsOf(name).add(durations);
      }
    }
  }

  /** Whether nothing has happened at all. */
  get isEmpty(): boolean {
    return (
      countNames.every((name) => this.counts[name] === 0) && spanNames.every((name) => this.spans[name] === 0)
    );
  }

  toStored(): StoredAmounts {
    const durations = timedNames.flatMap((name) => {
      const its = this.durations[name];
      return its === undefined ? [] : [[name, its.toStored()]];
    });
    return {
      counts: withoutZeros(this.counts),
      spans: withoutZeros(this.spans),
      reasons: Object.fromEntries(this.reasons),
      durations: Object.fromEntries(durations) as StoredAmounts['durations'],
    };
  }

  addStored({ counts, spans, reasons, durations }: StoredAmounts): void {
    for (const name of countNames) {
      this.counts[name] += counts[name] ?? 0;
    }
    for (const name of spanNames) {
      this.spans[name] += spans[name] ?? 0;
    }
    for (const [reason, ms] of Object.entries(reasons)) {
      this.#addReason(reason, ms);
    }
    for (const name of timedNames) {
      const its = durations[name];
      if (its !== undefined) {
        this.#durationsOf(name).addStored(its);
      }
    }
  }

  #addReason(reason: string, ms: number): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + ms);
    forgetOldest(this.reasons, mostReasons);
  }

  #durationsOf(name: TimedName): Distribution {
    return (this.durations[name] ??= new Distribution(this.newSketch));
  }
}

function withoutZeros<N extends string>(amounts: Readonly<Record<N, number>>): Partial<Record<N, number>> {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0)) as Partial<
    Record<N, number>
  >;
}

function zeros<N extends string>(names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<N, number>;
}
