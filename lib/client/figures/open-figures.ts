import type { FigureLevel, FigureRow, ReasonRow } from './rows';
import type { EndedInterval, OnInterval, View } from './view';

/** The figures that somebody has asked for, which are counted until they are closed. */
export class OpenFigures {
  readonly #listeners = new Set<OnInterval>();

  /** `now`: by the clock on the wall. */
  constructor(
    private readonly view: View,
    private readonly now: () => number,
    private readonly onClose: () => void,
  ) {}

  /** The rows of the interval that goes on, or of the window up to now. */
  rows(level: FigureLevel): FigureRow[] {
    return this.view.rows(level, this.now());
  }

  /** The same, by the reasons for which agents were not ready. */
  reasons(level: FigureLevel): ReasonRow[] {
    return this.view.reasons(level, this.now());
  }

  /** Has somebody told of each interval that has ended, and again if it is corrected. Returns what ends this. */
  onInterval(listener: (ended: EndedInterval) => void): () => void {
    const own: OnInterval = (ended) => {
      listener(ended);
    };
    this.#listeners.add(own);
    this.view.listeners.add(own);
    return () => {
      this.#listeners.delete(own);
      this.view.listeners.delete(own);
    };
  }

  /** Ends the counting, unless somebody else wants the same figures. */
  close(): void {
    for (const listener of this.#listeners) {
      this.view.listeners.delete(listener);
    }
    this.#listeners.clear();
    this.onClose();
  }
}
