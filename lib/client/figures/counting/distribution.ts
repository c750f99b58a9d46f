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

/** So many durations are kept as they are: few agents have more calls in an interval. */
const mostLoose = 256;

/** Durations of calls, in seconds: mean and longest come exactly, percentiles as estimates of a sketch. */
export class Distribution {
  #sketch: Sketch | undefined;
  /** Those that are not in the sketch yet. */
  #loose: number[] = [];

  constructor(private readonly newSketch: NewSketch) {}

  accept(seconds: number): void {
    this.#loose.push(seconds);
    if (this.#loose.length > mostLoose) {
      this.#whole();
    }
  }

  add(other: Distribution): void {
    if (other.#sketch !== undefined) {
      this.#whole().merge(other.#sketch);
    }
    for (const seconds of other.#loose) {
      this.accept(seconds);
    }
  }

  read(): DurationFigures {
    const sketch = this.#whole();
    const { count, sum, max } = sketch;
    return count === 0
      ? nothing
      : {
          mean: rounded(sum / count),
          p50: percentile(sketch, 0.5),
          p90: percentile(sketch, 0.9),
          longest: rounded(max),
        };
  }

  toStored(): StoredDistribution {
    const { store, zeroCount, sum, max } = this.#whole();
    const bins = store.bins.flatMap((count, index) =>
      count === 0 ? [] : [[index + store.offset, count] as const],
    );
    return { bins, zeros: zeroCount, sum, longest: max };
  }

  /** Takes in what was written down of another one. */
  addStored({ bins, zeros, sum, longest }: StoredDistribution): void {
    const sketch = this.#whole();
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

  /** The sketch with all of them in it. */
  #whole(): Sketch {
    const sketch = (this.#sketch ??= this.newSketch());
    for (const seconds of this.#loose) {
      sketch.accept(seconds);
    }
    this.#loose = [];
    return sketch;
  }
}

/** An estimate is no longer than the longest. */
function percentile(sketch: Sketch, share: number): number {
  return rounded(Math.min(sketch.getValueAtQuantile(share), sketch.max));
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
