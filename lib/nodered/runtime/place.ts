import type { Node, NodeAPI } from 'node-red';

/** The place of a node in the flows, the same after every deploy: ids within subflows are new with each. */
export function placeOf(node: Node & { readonly _path?: string }): string {
  return node._path ?? node.id;
}

interface StoredSettings {
  available?(): boolean;
  get?(name: string): unknown;
}

/** The place of a node among all Node-REDs that share a store: each goes on with its own messages. */
export function ownPlaceOf({ settings }: NodeAPI, node: Node): string {
  const stored = settings as StoredSettings;
  const instance = stored.available?.() ? stored.get?.('instanceId') : undefined;
  return typeof instance === 'string' ? `${instance}/${placeOf(node)}` : placeOf(node);
}
