import { text } from '../text';

/** Where a broker listens, as it is saved. */
export interface Broker {
  host: string;
  port: string;
}

/** Makes a list a list of brokers that can be put in order. */
export function prepareBrokers(list: JQuery, brokers: readonly Broker[]): void {
  list.editableList({
    removable: true,
    sortable: true,
    height: 'auto',
    addItem: (row: JQuery, _index: number, broker: Partial<Broker>) => {
      addField(row, 'host', '60%').val(broker.host ?? '');
      addField(row, 'port', '25%').val(broker.port ?? '61613');
      // Node-RED gives it no name but a tooltip.
      row.siblings('.red-ui-editableList-item-remove').attr('aria-label', RED._('common.label.delete'));
    },
  });
  for (const broker of brokers) {
    list.editableList('addItem', broker);
  }
}

/** What the list holds; rows without a host do not count. */
export function brokersIn(list: JQuery): Broker[] {
  const rows: JQuery[] = [];
  list.editableList('items').each((_index: number, row: HTMLElement) => {
    rows.push($(row));
  });
  return rows
    .map((row) => ({ host: valueIn(row, 'host'), port: valueIn(row, 'port') }))
    .filter(({ host }) => host !== '');
}

function addField(row: JQuery, name: keyof Broker, width: string): JQuery {
  const label = text('gc-connection', `label.${name}`);
  return $('<input/>', { type: 'text', class: `gc-broker-${name}`, placeholder: label, 'aria-label': label })
    .css({ width, marginRight: '5px' })
    .appendTo(row);
}

function valueIn(row: JQuery, name: keyof Broker): string {
  return String(row.find(`.gc-broker-${name}`).val() ?? '').trim();
}
