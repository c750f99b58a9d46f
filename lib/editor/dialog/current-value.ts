/** What a property of a node holds now: in its dialog while that is open, otherwise as it was saved. */
export function currentValue(node: object, property: string): string {
  const input = openInput(node, property);
  const value = input ? input.val() : savedValue(node, property);
  return typeof value === 'string' ? value : '';
}

/** As {@link currentValue}, for a property with a checkbox. */
export function isTicked(node: object, property: string): boolean {
  const input = openInput(node, property);
  return (input ? input.prop('checked') : savedValue(node, property)) === true;
}

/** The input of a property, while the node's dialog is open. */
export function openInput(node: object, property: string): JQuery | undefined {
  const { category } = (node as NodeInEditor)._def;
  const input = $(`#${category === 'config' ? 'node-config-input' : 'node-input'}-${property}`);
  return input.length > 0 && RED.editor.getEditStack().includes(node) ? input : undefined;
}

function savedValue(node: object, property: string): unknown {
  return (node as Readonly<Record<string, unknown>>)[property];
}

interface NodeInEditor {
  readonly _def: { readonly category: string };
}
