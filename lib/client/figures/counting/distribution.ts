/** A percentile is at most this far from the true one, as a share of it. */
export const relativeAccuracy = 0.01;

/** Bins by which a sketch grows: an agent has few calls in an interval. */
const chunk = 16;

/** What is used of a sketch. The types of its library need another library, which users do not have. */
interface Sketch {
  readonly store: {
    readonly bins: readonly number[];
    readonly offset: number;
    add(key: number, count: number): void;
  };
  zeroCount: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  accept(seconds: number): void;
  merge(other: Sketch): void;
  getValueAtQuantile(share: number): number;
}

/** Makes empty sketches. */
export type NewSketch = () => Sketch;

/** A distribution as it is written down: its bins with their counts, and what is known exactly. */
export interface StoredDistribution {
  readonly bins: readonly (readonly [key: number, count: number])[];
  readonly zeros: number;
  readonly sum: number;
  readonly longest: number;
}

/** What a row tells of the durations of calls, in seconds; nothing where there was no call. */
export interface DurationFigures {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly longest: number | null;
}

const nothing: DurationFigures = { mean: null, p50: null, p90: null, longest: null };

/** Loads the library of the sketches, which only those need who use figures. */
export async function loadSketches(): Promise<NewSketch> {
  const { DDSketch } = await import('@datadog/sketches-js');
  return () => {
    const sketch = new DDSketch({ relativeAccuracy });
    sketch.store.chunkSize = chunk;
    return sketch;
  };
}

/** Durations of calls, in seconds: a sketch, from which mean and longest come exactly and percentiles as estimates. */
export class Distribution {
  readonly #sketch: Sketch;

  constructor(newSketch: NewSketch) {
    this.#sketch = newSketch();
  }

  accept(seconds: number): void {
    this.#sketch.accept(seconds);
  }

  add(other: Distribution): void {
    this.#sketch.merge(other.#sketch);
  }

  read(): DurationFigures {
    const { count, sum, max } = this.#sketch;
    return count === 0
      ? nothing
      : {
          mean: rounded(sum / count),
          p50: this.#percentile(0.5),
          p90: this.#percentile(0.9),
          longest: rounded(max),
        };
  }

  get sum(): number {
    return this.#sketch.count === 0 ? 0 : rounded(this.#sketch.sum);
  }

  get count(): number {
    return this.#sketch.count;
  }

  toStored(): StoredDistribution {
    const { store, zeroCount, sum, max } = this.#sketch;
    const bins = store.bins.flatMap((count, index) =>
      count === 0 ? [] : [[index + store.offset, count] as const],
    );
    return { bins, zeros: zeroCount, sum, longest: max };
  }

  /** Takes in what was written down of another one. */
  addStored({ bins, zeros, sum, longest }: StoredDistribution): void {
    const sketch = this.#sketch;
    for (const [key, count] of bins) {
      sketch.store.add(key, count);
      sketch.count += count;
    }
    sketch.zeroCount += zeros;
    sketch.count += zeros;
    sketch.sum += sum;
    sketch.max = Math.max(sketch.max, longest);
    sketch.min = Math.min(sketch.min, 0);
  }

  /** An estimate is no longer than the longest. */
  #percentile(share: number): number {
    return rounded(Math.min(this.#sketch.getValueAtQuantile(share), this.#sketch.max));
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
