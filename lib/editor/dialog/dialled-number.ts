import { tidy } from '../../numbers/tidy';
import { currentValue } from './current-value';
import type { TypedInput } from './field-table';
import { typedInput, type TypedOptions } from './typed-fields';
import { complaint, parameter } from './validators';

/** A typed input for a number that GC dials: with a dial plan on the connection, as people write it. */
export function dialledNumber(icon: string, options?: TypedOptions): TypedInput {
  return typedInput(icon, checkDialledNumber, options);
}

/** Accepts what can be dialled by way of the node's connection. */
export function checkDialledNumber(this: object, value: Value, options: ValidatorOptions): true | string {
  if (value === undefined || !hasDialPlan(this)) {
    return parameter('number').call(this, value, options);
  }
  return 'signs' in tidy(String(value)) || complaint('writtenNumber', options);
}

function hasDialPlan(node: object): boolean {
  return RED.nodes.node(currentValue(node, 'connection'))?.['dialPlan'] === true;
}
