/** What a property of a node holds now: in its dialog while that is open, otherwise as it was saved. */
export function currentValue(node: object, property: string): string {
  const { category } = (node as NodeInEditor)._def;
  const input = $(`#${category === 'config' ? 'node-config-input' : 'node-input'}-${property}`);
  const isOpen = input.length > 0 && RED.editor.getEditStack().includes(node);
  const value = isOpen ? input.val() : (node as Readonly<Record<string, unknown>>)[property];
  return typeof value === 'string' ? value : '';
}

interface NodeInEditor {
  readonly _def: { readonly category: string };
}
