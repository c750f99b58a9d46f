import { confirmedCommands, confirmingEvents } from '../../protocol/site/confirming';
import { text } from '../text';

/** What confirms a command at a site, as it is saved. */
export interface ConfirmationRow {
  command: string;
  /** A type of event; `sent` where GC does not answer the command. */
  event: string;
  /** Separated by commas; empty for any. */
  states: string;
}

/** Makes a list one of confirmations. */
export function prepareConfirmations(list: JQuery, rows: readonly ConfirmationRow[]): void {
  list.editableList({
    removable: true,
    height: 'auto',
    addItem: (row: JQuery, _index: number, { command, event, states }: Partial<ConfirmationRow>) => {
      addChoice(row, 'command', confirmedCommands, command);
      addChoice(row, 'event', ['sent', ...confirmingEvents], event);
      const label = text('gc-connection', 'confirmation.states');
      const field = $('<input/>', { type: 'text', placeholder: label, 'aria-label': label });
      addField(row, 'states', field, '26%').val(states ?? '');
      // Node-RED gives it no name but a tooltip.
      row.siblings('.red-ui-editableList-item-remove').attr('aria-label', RED._('common.label.delete'));
    },
  });
  addConfirmations(list, rows);
}

/** Shows these rows in place of those that the list has. */
export function replaceConfirmations(list: JQuery, rows: readonly Partial<ConfirmationRow>[]): void {
  list.editableList('empty');
  addConfirmations(list, rows);
}

function addConfirmations(list: JQuery, rows: readonly Partial<ConfirmationRow>[]): void {
  for (const row of rows) {
    list.editableList('addItem', row);
  }
}

/** What the list holds. */
export function confirmationsIn(list: JQuery): ConfirmationRow[] {
  const rows: JQuery[] = [];
  list.editableList('items').each((_index: number, row: HTMLElement) => {
    rows.push($(row));
  });
  return rows.map((row) => ({
    command: valueIn(row, 'command'),
    event: valueIn(row, 'event'),
    states: valueIn(row, 'states'),
  }));
}

function addChoice(
  row: JQuery,
  name: 'command' | 'event',
  values: readonly string[],
  chosen = String(values[0]),
): void {
  const list = $('<select/>', { 'aria-label': text('gc-connection', `confirmation.${name}`) });
  for (const value of values) {
    const label = value === 'sent' ? text('gc-connection', 'confirmation.sent') : value;
    list.append($('<option/>', { value }).text(label));
  }
  addField(row, name, list, '32%').val(chosen);
}

function addField(row: JQuery, name: keyof ConfirmationRow, field: JQuery, width: string): JQuery {
  return field.addClass(`gc-confirmation-${name}`).css({ width, marginRight: '5px' }).appendTo(row);
}

function valueIn(row: JQuery, name: keyof ConfirmationRow): string {
  return String(row.find(`.gc-confirmation-${name}`).val() ?? '').trim();
}
