/** Keeps a map or set from growing without end: they keep the order of insertion, so the first entry is the oldest. */
export function forgetOldest<K>(entries: Map<K, unknown> | Set<K>, limit: number): void {
  const oldest = entries.keys().next();
  if (entries.size > limit && !oldest.done) {
    entries.delete(oldest.value);
  }
}
