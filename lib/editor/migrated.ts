import { currentVersion, migrate } from '../migration';
import { openInput } from './current-value';

interface NodeInEditor {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Shows in a node's dialog, which has just opened, what a flow of an earlier version lacks, and lets it be saved. */
export function showMigrated(node: object): void {
  const saved = node as NodeInEditor;
  if (saved.version === currentVersion(saved.type)) {
    return;
  }
  const migrated: NodeInEditor = migrate(saved.type, { ...saved });
  for (const [property, value] of Object.entries({ ...migrated, version: String(migrated.version) })) {
    if (saved[property] !== value) {
      show(node, property, value);
    }
  }
}

/** Lists are shown and saved by the dialog itself. */
function show(node: object, property: string, value: unknown): void {
  const input = openInput(node, property);
  if (typeof value === 'boolean') {
    input?.prop('checked', value);
  } else if (typeof value === 'string') {
    (input ?? hiddenInput(node, property)).val(value);
  }
}

/** For what the dialog does not show. Node-RED saves what stands in an input with the name of a property. */
function hiddenInput(node: object, property: string): JQuery {
  const isConfig = (node as { _def: { category: string } })._def.category === 'config';
  const [form, prefix] = isConfig
    ? ['#node-config-dialog-edit-form', 'node-config-input']
    : ['#dialog-form', 'node-input'];
  return $('<input>', { type: 'hidden', id: `${prefix}-${property}` }).appendTo(form);
}
