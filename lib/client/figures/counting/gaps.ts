import { overlap, type Period } from './periods';

/** More gaps are not kept; the oldest are forgotten. */
const mostGaps = 200;

/** Longer ago than this, nothing is told any more. */
const keptMs = 3 * 24 * 60 * 60_000;

/** How well a stretch of time was observed. */
export interface Observation {
  /** Whether all of it was. */
  readonly complete: boolean;
  /** Since when it was observed without a gap, where there was one; null while nothing is heard of GC. */
  readonly since: number | null | undefined;
  readonly unobservedMs: number;
}

/** When nothing was heard of GC, so that figures of that time are not complete. */
export class Gaps {
  #gaps: Period[] = [];

  /** From this moment on, nothing is heard, until {@link close}. */
  open(at: number): void {
    if (!this.isOpen) {
      this.#gaps = [...this.#gaps.slice(1 - mostGaps), { from: at, to: Infinity }];
    }
  }

  close(at: number): void {
    this.#gaps = this.#gaps
      .map((gap) => (gap.to === Infinity ? { from: gap.from, to: Math.max(at, gap.from) } : gap))
      .filter(({ from, to }) => to > from && at - to < keptMs);
  }

  get isOpen(): boolean {
    return this.#gaps.at(-1)?.to === Infinity;
  }

  get all(): readonly Period[] {
    return this.#gaps;
  }

  /** Puts those of an earlier client in front. */
  takeEarlier(gaps: readonly Period[]): void {
    this.#gaps = [...gaps, ...this.#gaps].slice(-mostGaps);
  }

  /** Says how well a stretch of time was observed. */
  read(within: Period): Observation {
    const gaps = this.#gaps.filter(({ from, to }) => overlap(from, to, within) > 0);
    const last = gaps.at(-1);
    return {
      complete: last === undefined,
      since: last === undefined ? undefined : last.to >= within.to ? null : last.to,
      unobservedMs: gaps.reduce((sum, { from, to }) => sum + overlap(from, to, within), 0),
    };
  }
}
