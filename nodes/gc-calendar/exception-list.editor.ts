import { text } from '../../lib/editor/text';
import { markField, markHours, problemOfDate } from './hours-field.editor';

/** Days with hours of their own, as they are saved. */
export interface SavedException {
  date: string;
  /** Empty for one day. */
  until: string;
  /** Empty for closed. */
  hours: string;
  name: string;
}

/** Shares of the row. */
const widths: Readonly<Record<keyof SavedException, number>> = { date: 6, until: 6, hours: 5, name: 5 };

/** Makes a list one of exceptions. `changed` is called after each change. */
export function prepareExceptions(
  list: JQuery,
  exceptions: readonly SavedException[],
  changed: () => void,
): void {
  list.editableList({
    removable: true,
    sortable: true,
    height: 'auto',
    addItem: (row: JQuery, _index: number, exception: Partial<SavedException>) => {
      row.css({ display: 'flex', gap: '5px' });
      const date = addField(row, 'date', exception, 'date');
      markField(date, (value) => problemOfDate(value, labelOf('date')));
      addField(row, 'until', exception, 'date');
      markHours(addField(row, 'hours', exception, 'text'), labelOf('hours'));
      addField(row, 'name', exception, 'text');
      row.on('input change', changed);
      // Node-RED gives it no name but a tooltip.
      row.siblings('.red-ui-editableList-item-remove').attr('aria-label', RED._('common.label.delete'));
    },
    removeItem: changed,
  });
  for (const exception of exceptions) {
    list.editableList('addItem', exception);
  }
}

/** What the list holds; rows in which nothing was typed do not count. */
export function exceptionsIn(list: JQuery): SavedException[] {
  const rows: JQuery[] = [];
  list.editableList('items').each((_index: number, row: HTMLElement) => {
    rows.push($(row));
  });
  return rows
    .map((row) => ({
      date: valueIn(row, 'date'),
      until: valueIn(row, 'until'),
      hours: valueIn(row, 'hours'),
      name: valueIn(row, 'name'),
    }))
    .filter((exception) => Object.values(exception).some((value) => value !== ''));
}

/** `type`: a date that is a variable is shown as a text. */
function addField(
  row: JQuery,
  name: keyof SavedException,
  exception: Partial<SavedException>,
  type: 'date' | 'text',
): JQuery {
  const label = labelOf(name);
  const value = exception[name] ?? '';
  return $('<input/>', {
    type: value.startsWith('${') ? 'text' : type,
    class: `gc-exception-${name}`,
    placeholder: label,
    title: label,
    'aria-label': label,
  })
    .css({ flex: `${widths[name]} 1 0`, minWidth: 0 })
    .val(value)
    .appendTo(row);
}

function labelOf(name: keyof SavedException): string {
  return text('gc-calendar', `exception.${name}`);
}

function valueIn(row: JQuery, name: keyof SavedException): string {
  return String(row.find(`.gc-exception-${name}`).val() ?? '').trim();
}
