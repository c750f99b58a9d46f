import type { Finding, Place, Severity } from '../report/finding';
import { textOf, type Sight } from './sight';

/** How often something was found, and where first. */
export interface Count<T> {
  readonly value: T;
  readonly where: Place;
  count: number;
}

/** No report gets longer: what comes after so many kinds is only counted. */
const mostKinds = 200;

/** Counts findings by kind. */
export class Tally<T> {
  readonly #counts = new Map<string, Count<T>>();
  #others = 0;

  /** Says how many were of kinds for which there was no room; `what`: which kinds, such as "errors". */
  more(id: string, severity: Severity, what: string): Finding[] {
    return this.#others === 0
      ? []
      : [{ id, severity, what: `Further ${what} are not listed.`, count: this.#others }];
  }

  /** `value` is kept of the first of a kind. */
  add(kind: string, value: T, where: Where): void {
    const known = this.#counts.get(kind);
    if (known !== undefined) {
      known.count += 1;
    } else if (this.#counts.size < mostKinds) {
      this.#counts.set(kind, { value, where: placeOf(where), count: 1 });
    } else {
      this.#others += 1;
    }
  }

  /** In the order in which they were found. */
  all(): Count<T>[] {
    return [...this.#counts.values()];
  }
}

/** A place, or a line of which it is made when it is kept. */
export type Where = Place | Pick<Sight, 'line' | 'entry'>;

/** Where a line stands, for a report. */
export function placeOf(where: Where): Place {
  return 'entry' in where ? { line: where.line, text: textOf(where.entry) } : where;
}
