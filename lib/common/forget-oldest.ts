/** How far large maps and sets have been deleted from their beginning. */
const positions = new WeakMap<object, Iterator<unknown>>();
/** Of so few entries the first one is found at once. */
const few = 256;

/**
 * Keeps a map or set from growing without end: they keep the order of insertion, so the first entry is the oldest. To be
 * called after each insertion.
 */
export function forgetOldest<K>(entries: Map<K, unknown> | Set<K>, limit: number): void {
  const oldest = oldestBeyond(entries, limit);
  if (oldest !== undefined) {
    entries.delete(oldest);
  }
}

/**
 * The oldest entry of a map or set that has more than it may; the caller deletes it at once. To be called after each
 * insertion.
 *
 * V8 leaves a hole where an entry was deleted, and a new iterator walks over all holes in front of the first entry. So for
 * a large limit one iterator goes on from where it was: all that lies behind it is deleted.
 */
export function oldestBeyond<K>(entries: Map<K, unknown> | Set<K>, limit: number): K | undefined {
  if (entries.size <= limit) {
    // An iterator that rests would keep what the map was before it was laid out anew.
    positions.delete(entries);
    return undefined;
  }
  if (limit <= few) {
    return entries.keys().next().value;
  }
  const known = (positions.get(entries) as Iterator<K, undefined> | undefined)?.next();
  if (known?.done === false) {
    return known.value;
  }
  const keys = entries.keys();
  positions.set(entries, keys);
  return keys.next().value;
}
