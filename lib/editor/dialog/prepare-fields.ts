import type { FormRow } from './field-table';
import { showMigrated } from './migrated';

interface NodeInEditor {
  readonly _def: {
    readonly defaults: Readonly<
      Record<string, { readonly row?: FormRow; prepare?: (node: object, property: string) => void }>
    >;
  };
}

/** Begins an open dialog: shows what an older flow lacks, and makes the inputs of its fields what they are. */
export function prepareFields(node: object): void {
  showMigrated(node);
  for (const [property, { prepare }] of Object.entries((node as NodeInEditor)._def.defaults)) {
    prepare?.(node, property);
  }
}
