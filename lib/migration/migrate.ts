import { migrations, type Properties } from './migrations';

/** The version of the properties of a node type that this package saves. */
export function currentVersion(type: string): number {
  return migrationsOf(type).length + 1;
}

/** A node's properties as this version understands them, of a flow that any earlier one has saved. */
export function migrate<P extends object>(type: string, saved: P): P {
  const { version } = saved as { version?: unknown };
  const from = Number.isInteger(Number(version)) ? Math.max(1, Number(version)) : 1;
  const steps = migrationsOf(type).slice(from - 1);
  const migrated = steps.reduce((properties, step) => step(properties), saved as Properties);
  return { ...(migrated as P), version: Math.max(from, currentVersion(type)) };
}

function migrationsOf(type: string): (typeof migrations)[string] {
  return Object.hasOwn(migrations, type) ? (migrations[type] ?? []) : [];
}
