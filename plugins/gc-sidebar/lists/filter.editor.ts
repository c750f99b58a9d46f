/** Whether these texts hold every word of a filter, whatever its case. */
export function passesFilter(texts: readonly (string | undefined)[], filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/);
  const all = texts.join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}
