import type { EditorWidgetTypedInputTypeDefinition } from 'node-red';
import { loggedInStates } from '../../protocol/catalogue/agent-states';
import { complaint } from '../dialog/validators';

/** The states of an agent that a dialog offers. */
export const agentStates: readonly string[] = [...loggedInStates, 'LOGOUT'];

/** A type of a typed input whose value are states that can be ticked, as a text with commas. */
export function stateList(
  label: string,
  options: readonly { value: string; label: string }[],
): EditorWidgetTypedInputTypeDefinition {
  return {
    value: 'states',
    label,
    icon: 'fa fa-check-square-o',
    multiple: true,
    options: [...options],
    valueLabel(container) {
      container.text(this.value().split(',').join(', '));
    },
  };
}

/** Accepts a text with a state in it. */
export function someStates(this: object, value: Value, options: ValidatorOptions): true | string {
  return /[^\s,]/.test(String(value ?? '')) || complaint('states', options);
}

/** The states a typed input is set to, as its label shows them; `…` where the message tells. */
export function shownStates(value: string, type: string): string {
  if (type !== 'states' && type !== 'str') {
    return '…';
  }
  return value.split(',').join(', ');
}
