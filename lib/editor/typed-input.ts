import type { EditorWidgetTypedInputTypeDefinition } from 'node-red';

/** A type of a typed input: Node-RED's by name, or one of our own, whose check may say what is wrong. */
type OwnType =
  | string
  | EditorWidgetTypedInputTypeDefinition
  | (Omit<EditorWidgetTypedInputTypeDefinition, 'validate'> & { validate(value: string): true | string });

/**
 * Makes a field a typed input, whose type is kept in the hidden field `<property>Type`. `own` are types that it offers
 * besides those of all our fields.
 */
export function prepareTypedInput(node: object, property: string, ...own: OwnType[]): JQuery {
  const input = $(`#node-input-${property}`);
  removeTooltip(input);
  input.typedInput({
    types: [...own, textType(node, property), 'msg', 'flow', 'global', 'env', 'jsonata'],
    default: 'msg',
    typeField: `#node-input-${property}Type`,
  });
  labelForScreenReaders(input);
  return input;
}

/** Node-RED has put it on the field that the widget hides; on the widget it is made anew. */
function removeTooltip(input: JQuery): void {
  const tooltip = input.data('tooltip') as { delete(): void } | undefined;
  tooltip?.delete();
  input.removeData('tooltip');
}

/** Node-RED's type for text, which besides shows on the field what the property's validator says. */
function textType(node: object, property: string) {
  const { validate, required, label = '' } = (node as NodeInEditor)._def.defaults[property] ?? {};
  const isFree = (value: string) => (value === '' && required === false) || /^\$\{\w+\}$/.test(value);
  return {
    value: 'str',
    label: RED._('typedInput.type.str'),
    icon: 'red/images/typedInput/az.svg',
    validate: (value: string) => isFree(value) || (validate?.call(node, value, { label }) ?? true),
  };
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
