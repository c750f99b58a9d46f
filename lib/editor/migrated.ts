import { openInput } from './current-value';

/** Shows the default of each property that the node lacks: an earlier version, which did not have it, saved the flow. */
export function fillMissing(node: object): void {
  const { defaults } = (node as NodeInEditor)._def;
  for (const [property, { value }] of Object.entries(defaults)) {
    if ((node as Readonly<Record<string, unknown>>)[property] === undefined) {
      const input = openInput(node, property);
      if (typeof value === 'boolean') {
        input?.prop('checked', value);
      } else {
        input?.val(String(value));
      }
    }
  }
}

interface NodeInEditor {
  readonly _def: { readonly defaults: Readonly<Record<string, { value: unknown }>> };
}
