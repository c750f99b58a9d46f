import { wholeNumber } from '../dialog/validators';
import { text } from '../text';
import { hostAlone, splitIntoFields } from './host';

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
      const host = addField(row, 'host', '60%').val(broker.host ?? '');
      const port = addField(row, 'port', '25%').val(broker.port ?? '61613');
      splitIntoFields(host, port);
      markWhatIsWrong(host, hostAlone);
      markWhatIsWrong(port, portNumber);
      // Node-RED gives it no name but a tooltip.
      row.siblings('.red-ui-editableList-item-remove').attr('aria-label', RED._('common.label.delete'));
    },
  });
  for (const broker of brokers) {
    list.editableList('addItem', broker);
  }
}

const portNumber = wholeNumber(1, 65_535);

/** Accepts brokers that can be connected to. */
export function checkBrokers(this: object, value: unknown, _options: ValidatorOptions): true | string {
  const problems = ((value ?? []) as readonly Broker[])
    .flatMap(({ host, port }) => [
      problemWith(host, 'host', hostAlone),
      problemWith(port, 'port', portNumber),
    ])
    .filter((problem) => problem !== undefined);
  return problems[0] ?? true;
}

/** What Node-RED does for fields that are properties. */
function markWhatIsWrong(field: JQuery, check: Validator): void {
  const name = field.hasClass('gc-broker-host') ? 'host' : 'port';
  const mark = () => {
    const value = String(field.val());
    const problem = value === '' ? undefined : problemWith(value, name, check);
    field.toggleClass('input-error', problem !== undefined).attr('title', problem ?? '');
  };
  field.on('input change', mark);
  mark();
}

/** An environment variable is checked when it is read. */
function problemWith(value: string, name: keyof Broker, check: Validator): string | undefined {
  const isVariable = /^\$\{.+\}$/.test(value);
  const result = isVariable || check.call({}, value, { label: text('gc-connection', `label.${name}`) });
  return result === true ? undefined : result;
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
