import { findError } from '../../../protocol';
import type { Finding, ReportPart } from '../../report/finding';
import { shortened } from '../../shortened';
import type { Sight, Watcher } from '../sight';
import { Tally } from '../tally';

/** Finds the errors that GC has reported, and those that no table knows. */
export class ErrorFindings implements Watcher {
  readonly #tally = new Tally<string>();

  take(sight: Sight): void {
    if (sight.event?.type === 'Error') {
      this.#tally.add(sight.event.code, sight.event.code, sight);
    }
  }

  part(): ReportPart {
    const findings = this.#tally.all().map(({ value, where, count }): Finding => {
      const row = findError(value);
      return row === undefined
        ? {
            id: 'error-unknown',
            severity: 'problem',
            what: `GC reported the error ${shortened(value, 80)}, which no table lists.`,
            where,
            count,
            whatToDo: 'Open an issue with this line, and with what made GC report it.',
          }
        : {
            id: 'error-known',
            severity: 'note',
            what: `GC reported ${shortened(value, 80)}: ${row.meaning}.`,
            where,
            count,
            whatToDo: row.whatToDo,
          };
    });
    const more = this.#tally.more('error-more', 'problem', 'errors of GC');
    return { id: 'errors', title: 'Errors of GC', findings: [...findings, ...more] };
  }
}
