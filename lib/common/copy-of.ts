/** V8 copies shorter parts of a text, and keeps the whole text alive for longer ones. */
const shortestShared = 13;

/** A text that keeps nothing else alive: for what is kept of a longer text. */
export function copyOf(text: string): string {
  return text.length < shortestShared ? text : ` ${text}`.slice(1);
}
