const longest = 160;

/** A text of a trace as a report shows it: on one line, and shortened. */
export function shortened(text: string, characters: number = longest): string {
  const line = text.slice(0, 4 * characters).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\s]+/gu, ' ');
  return line.length > characters || text.length > 4 * characters
    ? `${line.slice(0, characters - 1)}…`
    : line;
}
