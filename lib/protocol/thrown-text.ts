const mostCharacters = 1000;

/** What somebody has thrown or rejected with, as a text of bounded length. Never throws, whatever the value is. */
export function thrownText(thrown: unknown): string {
  try {
    const text: unknown = thrown instanceof Error ? thrown.message : String(thrown);
    return typeof text === 'string' ? text.slice(0, mostCharacters) : typeof text;
  } catch {
    return 'something that has no text';
  }
}
