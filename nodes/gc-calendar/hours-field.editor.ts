import { complaint } from '../../lib/editor/dialog/validators';
import { dayOf } from '../../lib/calendar/days';
import { spansIn } from '../../lib/calendar/spans';
import { isVariable } from '../../lib/editor/inputs/shown-value';

/** What is wrong with hours; undefined for nothing. An environment variable is checked when it is read. */
export function problemOfHours(hours: string, label: string): string | undefined {
  return isVariable(hours) || spansIn(hours) !== undefined ? undefined : complaint('hours', { label });
}

/** What is wrong with a date; undefined for nothing. */
export function problemOfDate(date: string, label: string): string | undefined {
  return isVariable(date) || dayOf(date) !== undefined ? undefined : complaint('date', { label });
}

/** Shows at a field for hours what is wrong with them, as Node-RED does it for properties. */
export function markHours(field: JQuery, label: string): void {
  markField(field, (value) => problemOfHours(value, label));
}

/** Shows at a field what is wrong with its value. */
export function markField(field: JQuery, problemOf: (value: string) => string | undefined): void {
  const mark = () => {
    const problem = problemOf(String(field.val()));
    field.toggleClass('input-error', problem !== undefined).attr('title', problem ?? '');
    field.attr('aria-invalid', String(problem !== undefined));
  };
  field.on('input change', mark);
  mark();
}
