import type { TypedInput } from '../dialog/field-table';
import { typedInput } from '../dialog/typed-fields';
import { parameter } from '../dialog/validators';
import { text } from '../text';
import type { LiveChoices, Offer } from './choices/live-choices';
import { prepareChoice } from './typed-input';

interface ReasonOptions extends Pick<TypedInput, 'required' | 'prepare'> {
  readonly isNeeded?: (node: object) => boolean;
}

/** A field for a reason, given by its label or its code; `offer`: the reasons there are, as the node is set. */
export function reasonField(
  icon: string,
  offer: (node: object) => Offer | undefined,
  options: ReasonOptions,
): TypedInput {
  return typedInput(icon, parameter('wrapUpReason'), {
    value: '',
    type: 'reason',
    listed: 'reason',
    prepare: (node, property) => {
      prepareReason(node, property, offer);
    },
    ...options,
  });
}

/** Makes a field of the open dialog one for a reason. */
export function prepareReason(
  node: object,
  property: string,
  offer: (node: object) => Offer | undefined,
): LiveChoices {
  return prepareChoice(node, property, () => offer(node), reasonType());
}

/** The type of a typed input that holds the label or the code of a reason. */
export function reasonType() {
  return { value: 'reason', label: text('gc-connection', 'choices.reason'), icon: 'fa fa-comment-o' };
}
