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
  for (const property of Object.keys(migrated).filter((name) => saved[name] === undefined)) {
    show(openInput(node, property), migrated[property]);
  }
  keepVersion(node, String(migrated.version));
}

function show(input: JQuery | undefined, value: unknown): void {
  if (typeof value === 'boolean') {
    input?.prop('checked', value);
  } else {
    input?.val(String(value));
  }
}

/** Node-RED saves what stands in an input with the name of a property. */
function keepVersion(node: object, version: string): void {
  const isConfig = (node as { _def: { category: string } })._def.category === 'config';
  const [form, prefix] = isConfig
    ? ['#node-config-dialog-edit-form', 'node-config-input']
    : ['#dialog-form', 'node-input'];
  $('<input>', { type: 'hidden', id: `${prefix}-version` })
    .val(version)
    .appendTo(form);
}
