import type { Node } from 'node-red';
import { UsedKeys } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';

const mostConnections = 1000;

/** By the place of its node in the flows, which a deploy does not change: ids within subflows are new with each. */
const known = new Map<string, UsedKeys>();

/** The keys that have come to the connection of a node since this process began, whatever it was deployed with. */
export function usedKeysOf(node: Node & { readonly _path?: string }): UsedKeys {
  const place = node._path ?? node.id;
  const keys = known.get(place) ?? new UsedKeys();
  known.delete(place);
  known.set(place, keys);
  forgetOldest(known, mostConnections);
  return keys;
}
