import { isVariable } from '../inputs/shown-value';
import { openInput } from './current-value';
import type { Field } from './field-table';

interface LineOptions extends Pick<Field<string>, 'required' | 'validate'> {
  readonly value?: string;
  /** Key of the placeholder in the catalogue of the node. */
  readonly placeholder?: string;
}

/** A line of text. */
export function line(icon: string, { value = '', placeholder, ...rest }: LineOptions = {}): Field<string> {
  const row = { kind: 'line' as const, icon, ...(placeholder === undefined ? {} : { placeholder }) };
  return { value, ...rest, row };
}

/** One of several values, the first where nothing else is said. Their words are in the catalogue under `<name>.<value>`. */
export function select(
  icon: string,
  options: readonly [string, ...string[]],
  value = options[0],
): Field<string> {
  return { value, prepare: offerVariable, row: { kind: 'select', icon, options } };
}

export function checkbox(value: boolean): Field<boolean> {
  return { value, row: { kind: 'checkbox' } };
}

/** A config node of a type. */
export function configNode(
  icon: string,
  type: string,
  options: Pick<Field<string>, 'required' | 'filter'>,
): Field<string> {
  return { value: '', type, ...options, row: { kind: 'line', icon } };
}

/** A list, which the dialog shows and saves itself in an input of this name. */
export function tickList<Item>(
  icon: string,
  input: string,
  value: Item[],
  options: Pick<Field<Item[]>, 'validate'> = {},
): Field<Item[]> {
  return { value, ...options, row: { kind: 'list', icon, input } };
}

/** A property without a row of its own: the dialog shows and saves it itself. */
export function kept<Value>(value: Value, options: Pick<Field<Value>, 'validate'> = {}): Field<Value> {
  return { value, ...options };
}

/** Adds the variable, such as `${STAGE}` in a subflow, that a list holds in place of one of its values. */
function offerVariable(node: object, property: string): void {
  const variable = (node as Readonly<Record<string, unknown>>)[property];
  if (isVariable(variable)) {
    const option = $('<option>').val(variable).text(variable);
    openInput(node, property)?.append(option).val(variable);
  }
}
