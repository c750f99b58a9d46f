import { checkDialledNumber } from '../../lib/editor/dialog/dialled-number';
import { parameter } from '../../lib/editor/dialog/validators';
import { LiveChoices, offerIn } from '../../lib/editor/inputs/choices/live-choices';
import { makeTypedInput, textType, type OwnType } from '../../lib/editor/inputs/typed-input';
import { reasonType } from '../../lib/editor/inputs/reason';
import { text } from '../../lib/editor/text';
import type { CommandName } from '../../lib/protocol/catalogue/commands';
import { parameters, type ParameterName } from '../../lib/protocol/catalogue/parameters';
import { askedParameters, type AskedParameter } from './parameters';

/** A typed input, as it is saved. */
export interface TypedValue {
  value: string;
  type: string;
}

export type TypedValues = Partial<Record<ParameterName, TypedValue>>;

/** The typed inputs of the parameters of one command after the other. */
export class ParameterForm {
  #asked: readonly AskedParameter[] = [];
  #values: TypedValues;

  constructor(
    private readonly node: object,
    private readonly rows: JQuery,
    saved: TypedValues,
  ) {
    this.#values = saved;
  }

  /** Shows the parameters of this command. What was typed for those of another stays, where both have it. */
  show(command: CommandName | undefined): void {
    this.#values = { ...this.#values, ...this.values };
    this.#asked = command === undefined ? [] : askedParameters(command);
    this.rows.empty();
    for (const asked of this.#asked) {
      const offer = offerIn(asked.name, command);
      const choices = offer === undefined ? undefined : new LiveChoices(this.node, () => offer);
      addRow(this.node, this.rows, asked, this.#values[asked.name], choices);
    }
  }

  /** What is typed now. */
  get values(): TypedValues {
    const values = this.#asked.map(({ name }): [string, TypedValue] => {
      const input = $(`#${idOf(name)}`);
      return [name, { value: String(input.typedInput('value')), type: String(input.typedInput('type')) }];
    });
    return Object.fromEntries(values);
  }
}

/** What is wrong with the parameters of a command, as far as it is known before the message comes. */
export function problemWith(node: object, command: CommandName, values: TypedValues): string | undefined {
  const results = askedParameters(command).map((asked) => check(node, asked, valueIn(values, asked.name)));
  return results.find((result) => result !== true);
}

/** Where nothing is said, the message tells. */
function valueIn(values: TypedValues, name: ParameterName): TypedValue {
  return values[name] ?? { value: name, type: 'msg' };
}

function check(
  node: object,
  { name, isOptional }: AskedParameter,
  { value, type }: TypedValue,
): true | string {
  const options = { label: labelOf(name) };
  if ((value === '' && isOptional) || /^\$\{\w+\}$/.test(value)) {
    return true;
  }
  const isText = type === 'str' || type === 'reason';
  return isText
    ? checkOf(name).call(node, value, options)
    : RED.utils.validateTypedProperty(value, type, options);
}

/** A reason may be given by its label. */
function checkOf(name: ParameterName): Validator {
  return name === 'number' ? checkDialledNumber : parameter(isReason(name) ? 'wrapUpReason' : name);
}

function addRow(
  node: object,
  rows: JQuery,
  asked: AskedParameter,
  saved: TypedValue | undefined,
  choices: LiveChoices | undefined,
): void {
  const { name, isOptional } = asked;
  const { value, type } = saved ?? { value: name, type: 'msg' };
  const id = idOf(name);
  const row = $('<div/>', { class: 'form-row' }).appendTo(rows);
  const icon = $('<i/>', { class: 'fa fa-angle-right' });
  $('<label/>', { for: id })
    .append(icon, ' ', $('<span/>').text(labelOf(name)))
    .appendTo(row);
  row.append(' '); // as wide as the line break in a form that is written
  const input = $('<input/>', { type: 'text', id }).css('width', '70%').val(value).appendTo(row);
  $('<input/>', { type: 'hidden', id: `${id}Type` })
    .val(type)
    .appendTo(row);
  makeTypedInput(input, typesOf(node, asked), choices);
  if (isOptional) {
    const field = input.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');
    field.attr('placeholder', text('gc-command', 'placeholder.optional'));
  }
}

function typesOf(node: object, asked: AskedParameter): OwnType[] {
  if (parameters[asked.name].type === 'flag') {
    return ['bool'];
  }
  const asText = textOf(node, asked);
  return isReason(asked.name) ? [{ ...asText, ...reasonType() }, asText] : [asText];
}

function isReason(name: ParameterName): boolean {
  return name === 'reasonCode' || name === 'wrapUpReason';
}

/** Text that can be sent as this parameter. */
function textOf(node: object, asked: AskedParameter) {
  return textType((value) => check(node, asked, { value, type: 'str' }));
}

function idOf(name: ParameterName): string {
  return `node-input-parameter-${name}`;
}

function labelOf(name: ParameterName): string {
  return text('gc-command', `parameter.${name}`);
}
