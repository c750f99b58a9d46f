import type { EditorWidgetTypedInputTypeDefinition } from 'node-red';
import { LiveChoices, offerIn, type Offer } from './choices/live-choices';
import { prepareField, searchIn } from './choices/suggestions';

/** A type of a typed input: Node-RED's by name, or one of our own, whose check may say what is wrong. */
export type OwnType =
  | string
  | EditorWidgetTypedInputTypeDefinition
  | (Omit<EditorWidgetTypedInputTypeDefinition, 'validate'> & { validate(value: string): true | string });

/**
 * Makes a field a typed input, whose type is kept in the hidden field `<property>Type`. `own` are types that it offers
 * besides those of all our fields. For text, it offers what the connection knows of such a field.
 */
export function prepareTypedInput(node: object, property: string, ...own: OwnType[]): JQuery {
  const offer = offerIn(property);
  const choices = offer === undefined ? undefined : new LiveChoices(node, () => offer);
  return makeTypedInput(inputOf(property), [...own, textOf(node, property)], choices);
}

/** As {@link prepareTypedInput}, with choices that depend on other fields, and with a type of its own for them. */
export function prepareChoice(
  node: object,
  property: string,
  offer: () => Offer | undefined,
  type: Pick<EditorWidgetTypedInputTypeDefinition, 'value' | 'label' | 'icon'>,
): LiveChoices {
  const choices = new LiveChoices(node, offer);
  const asText = textOf(node, property);
  makeTypedInput(inputOf(property), [{ ...asText, ...type }, asText], choices);
  return choices;
}

/** Types of Node-RED for what only the runtime knows. */
const readTypes: readonly string[] = ['msg', 'flow', 'global', 'env', 'jsonata'];

/** Types in which something is typed that the connection may know. */
const choiceTypes: readonly string[] = ['reason', 'str'];

/** Makes it one with these types, and those of all our fields; what is typed as text, or as a reason, has these choices. */
export function makeTypedInput(input: JQuery, own: readonly OwnType[], choices?: LiveChoices): JQuery {
  const types = choices === undefined ? own : own.map((type) => withChoices(type, input, choices));
  input.typedInput({
    types: [...types, ...readTypes],
    default: 'msg',
    typeField: `#${String(input.attr('id'))}Type`,
  });
  labelForScreenReaders(input);
  forgetProperty(input);
  if (choices !== undefined) {
    prepareField(fieldOf(input), choices, () => choiceTypes.includes(String(input.typedInput('type'))));
  }
  return input;
}

/** Empties a field that names a property of the message, such as `payload`, when it becomes one for a text. */
function forgetProperty(input: JQuery): void {
  const named = [String(input.attr('id')).split('-').at(-1), 'payload'];
  let before = String(input.typedInput('type'));
  input.on('change', () => {
    const type = String(input.typedInput('type'));
    const isLeft = before === 'msg' && !readTypes.includes(type);
    before = type;
    if (isLeft && named.includes(String(input.typedInput('value')))) {
      input.typedInput('value', '');
    }
  });
}

/** Node-RED's type for text, which besides shows on the field what is wrong. */
export function textType(validate: (value: string) => true | string) {
  const label = RED._('typedInput.type.str');
  return { value: 'str', label, icon: 'red/images/typedInput/az.svg', validate };
}

function withChoices(type: OwnType, input: JQuery, choices: LiveChoices): OwnType {
  return typeof type === 'object' && choiceTypes.includes(type.value)
    ? {
        ...type,
        autoComplete: (typed, done) => {
          searchIn(fieldOf(input), choices)(typed, done);
        },
      }
    : type;
}

/** In which the widget lets the user type. */
function fieldOf(input: JQuery): JQuery {
  return input.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');
}

function inputOf(property: string): JQuery {
  const input = $(`#node-input-${property}`);
  removeTooltip(input);
  return input;
}

/** Node-RED has put it on the field that the widget hides; on the widget it is made anew. */
function removeTooltip(input: JQuery): void {
  const tooltip = input.data('tooltip') as { delete(): void } | undefined;
  tooltip?.delete();
  input.removeData('tooltip');
}

/** Text that the property's validator accepts. */
function textOf(node: object, property: string) {
  const { validate, required, label = '' } = (node as NodeInEditor)._def.defaults[property] ?? {};
  const isFree = (value: string) => (value === '' && required === false) || /^\$\{\w+\}$/.test(value);
  return textType((value) => isFree(value) || (validate?.call(node, value, { label }) ?? true));
}

/** The widget hides the labelled field behind fields of its own. */
export function labelForScreenReaders(input: JQuery): void {
  const id = String(input.attr('id'));
  $(`label[for="${id}"]`).attr('id', `${id}-label`);
  const widget = input.next('.red-ui-typedInput-container');
  widget.find('.red-ui-typedInput-input').attr('aria-labelledby', `${id}-label`);
  widget
    .find('.red-ui-typedInput-option-trigger')
    .attr({ id: `${id}-choice`, 'aria-labelledby': `${id}-label ${id}-choice` });
}

interface NodeInEditor {
  readonly _def: { readonly defaults: Readonly<Record<string, EditorProperty<unknown, object>>> };
}
