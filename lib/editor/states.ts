import type { EditorWidgetTypedInputTypeDefinition } from 'node-red';
import { loggedInStates } from '../protocol/catalogue/agent-states';
import { currentValue } from './current-value';
import { complaint } from './validators';

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

/** Accepts states, or a sensible property, variable or expression. */
export function statesIn(property: string, isNeeded: (node: object) => boolean): Validator {
  return function (value, options) {
    if (!isNeeded(this)) return true;
    const type = currentValue(this, `${property}Type`);
    return type === 'states' || type === 'str'
      ? /[^\s,]/.test(String(value ?? '')) || complaint('states', options)
      : RED.utils.validateTypedProperty(value, type, options);
  };
}

/** The states a typed input is set to, as its label shows them; `…` where the message tells. */
export function shownStates(value: string, type: string): string {
  if (type !== 'states' && type !== 'str') return '…';
  return value.split(',').join(', ');
}
