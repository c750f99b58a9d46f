import type { Random } from './random';

/** Characters that mean something to a reader of GC's texts, of JSON or of STOMP, and some that none expects. */
const interesting = [
  '#',
  ',',
  '|',
  ':',
  '=',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\0',
  '\r',
  '\n',
  '__proto__',
  'null',
  '😀',
  '\ud800',
];

/** A text with one to four places changed: something inserted, something left out, or both. */
export function mutate(random: Random, text: string): string {
  let mutated = text;
  for (let times = 1 + random.below(4); times > 0; times -= 1) {
    const at = random.below(mutated.length + 1);
    const cut = random.next() < 0.5 ? 0 : random.below(12);
    const insert = random.next() < 0.6 ? random.pick(interesting) : String.fromCharCode(random.below(0x3000));
    mutated = mutated.slice(0, at) + insert + mutated.slice(at + cut);
  }
  return mutated;
}

/** A text with a piece of it repeated until it has about this many characters. */
export function swell(random: Random, text: string, length: number): string {
  const from = random.below(text.length);
  const to = from + 1 + random.below(Math.min(40, text.length - from));
  const piece = text.slice(from, to);
  return text.slice(0, to) + piece.repeat(Math.ceil(length / piece.length)) + text.slice(to);
}
