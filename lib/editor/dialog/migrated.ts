import { currentVersion, migrate } from '../../migration';
import { openInput } from './current-value';

interface NodeInEditor {
  readonly type: string;
  readonly _def: {
    readonly category: string;
    readonly defaults: Readonly<Record<string, { value: unknown }>>;
  };
  readonly [property: string]: unknown;
}

/**
 * Shows in a node's dialog, which has just opened, what the flow lacks because an earlier version or a person has written
 * it, and lets it be saved.
 */
export function showMigrated(node: object): void {
  const saved = node as NodeInEditor;
  const migrated: NodeInEditor = migrate(saved.type, { ...saved });
  for (const [property, { value }] of Object.entries(saved._def.defaults)) {
    if (saved[property] === undefined) {
      show(openInput(node, property), migrated[property] ?? value);
    }
  }
  if (saved.version !== currentVersion(saved.type)) {
    keepVersion(saved, String(migrated.version));
  }
}

/** Lists are shown and saved by the dialog itself. */
function show(input: JQuery | undefined, value: unknown): void {
  if (typeof value === 'boolean') {
    input?.prop('checked', value);
  } else if (typeof value === 'string') {
    input?.val(value);
  }
}

/** Node-RED saves what stands in an input with the name of a property. */
function keepVersion({ _def }: NodeInEditor, version: string): void {
  const [form, prefix] =
    _def.category === 'config'
      ? ['#node-config-dialog-edit-form', 'node-config-input']
      : ['#dialog-form', 'node-input'];
  $('<input>', { type: 'hidden', id: `${prefix}-version` })
    .val(version)
    .appendTo(form);
}
