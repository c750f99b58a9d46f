/** Parts separated by commas; they may have blanks within. */
export function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** States as a dialog or a message names them: `READY,NOT_READY`, or a list; `Not ready` is understood as well. */
export function statesIn(value: unknown): string[] {
  const words: unknown[] = Array.isArray(value) ? value : listOf(typeof value === 'string' ? value : '');
  const states = words.map((word) =>
    String(word)
      .trim()
      .toUpperCase()
      .replace(/[\s-]+/g, '_'),
  );
  return states.filter((state) => state !== '');
}
