import { currentValue } from '../dialog/current-value';
import { showField } from '../dialog/show-field';
import { text, type NodeType } from '../text';
import { prepareTypedInput } from './typed-input';
import { complaint } from '../dialog/validators';

/** Which action a node is set to, as it is saved. */
export interface ActionProperties {
  action: string;
  actionType: string;
}

/** Offers the actions of a node in a list of their own, and shows only the fields that the chosen one needs. */
export function prepareAction<Field extends string>(
  node: object,
  type: NodeType,
  actions: object,
  fields: readonly Field[],
  needs: (action: string | undefined, field: Field) => boolean,
): void {
  const options = Object.keys(actions).map((value) => ({ value, label: text(type, `action.${value}`) }));
  const list = { value: 'action', label: text(type, 'label.action'), icon: 'fa fa-list-ul', options };
  const input = prepareTypedInput(node, 'action', list);
  input.on('change', () => {
    const action = String(input.typedInput('value'));
    const actionType = String(input.typedInput('type'));
    for (const field of fields) {
      showField(field, needs(fixedAction({ action, actionType }), field));
    }
  });
}

/** The action a node is set to; undefined when only the message tells. */
export function fixedAction({ action, actionType }: ActionProperties): string | undefined {
  return actionType === 'action' ? action : undefined;
}

/** As {@link fixedAction}, from the open dialog. */
export function currentAction(node: object): string | undefined {
  return fixedAction({ action: currentValue(node, 'action'), actionType: currentValue(node, 'actionType') });
}

/** Accepts an action of the list. */
export function knownAction(actions: object): Validator {
  return function (value, options) {
    return Object.hasOwn(actions, String(value)) || complaint('action', options);
  };
}
