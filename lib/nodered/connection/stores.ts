import type { Node } from 'node-red';
import { memoryStore } from '../../store';

/** What outlives every deploy, but not the process. */
export const storeInMemory = memoryStore();

/** Where the keys of a connection are: by the place of its node, as ids within subflows are new with each deploy. */
export function keyRoomOf(node: Node & { readonly _path?: string }): string {
  return `keys of ${node._path ?? node.id}`;
}
