import { forgetOldest } from '../../common/forget-oldest';

/** Of more things than this, only what was set last is remembered. */
const most = 10_000;

/** When each thing that commands set on a connection was last asked to be set: an earlier value must not overtake it. */
export class LatestValues {
  readonly #saidAt = new Map<string, number>();
  readonly #followers = new Map<string, Set<() => void>>();

  /**
   * Takes in a new value for a thing; those who follow it are told. Returns when that was, as `performance.now()` tells
   * it, and never the same for two.
   */
  set(target: string): number {
    const saidAt = Math.max(performance.now(), (this.#saidAt.get(target) ?? 0) + 0.001);
    this.setAt(target, saidAt);
    return saidAt;
  }

  /** Takes in a value of another time, such as one that was written down before a restart. */
  setAt(target: string, saidAt: number): void {
    if (!this.isLatest(target, saidAt)) {
      return;
    }
    this.#saidAt.delete(target);
    this.#saidAt.set(target, saidAt);
    forgetOldest(this.#saidAt, most);
    this.#followers.get(target)?.forEach((tell) => {
      tell();
    });
  }

  isLatest(target: string, saidAt: number): boolean {
    return saidAt >= (this.#saidAt.get(target) ?? -Infinity);
  }

  /** Tells of each new value for a thing. Returns what ends this. */
  follow(target: string, tell: () => void): () => void {
    const followers = this.#followers.get(target) ?? new Set();
    this.#followers.set(target, followers.add(tell));
    return () => {
      followers.delete(tell);
      if (followers.size === 0 && this.#followers.get(target) === followers) {
        this.#followers.delete(target);
      }
    };
  }
}
