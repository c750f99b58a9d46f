/** How far the deletion of the oldest entries of a large map or set has come. */
const positions = new WeakMap<object, Iterator<unknown>>();
/** A map or set with so few entries need not be remembered. */
const few = 256;

/**
 * Keeps a map or set from growing without end: they keep the order of insertion, so the first entry is the oldest. To be
 * called after each insertion; it deletes one entry at most.
 *
 * V8 leaves a hole where an entry was deleted, and a new iterator walks over all holes in front of the first entry. So for
 * a large limit one iterator goes on from where it was: what lies behind it is deleted.
 */
export function forgetOldest<K>(entries: Map<K, unknown> | Set<K>, limit: number): void {
  if (limit <= few) {
    if (entries.size > limit) {
      deleteNext(entries, entries.keys());
    }
  } else if (entries.size > limit) {
    const known = positions.get(entries) as Iterator<K> | undefined;
    if (known === undefined || !deleteNext(entries, known)) {
      const begun = entries.keys();
      positions.set(entries, begun);
      deleteNext(entries, begun);
    }
  } else {
    // An iterator that rests keeps what the map was before it was laid out anew.
    positions.delete(entries);
  }
}

/** Returns whether there was an entry to delete. */
function deleteNext<K>(entries: Map<K, unknown> | Set<K>, keys: Iterator<K>): boolean {
  const oldest = keys.next();
  return oldest.done !== true && entries.delete(oldest.value);
}
