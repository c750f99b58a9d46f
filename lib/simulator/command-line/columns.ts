/** Letters of East Asia are twice as wide as others; accents and vowel signs have no width of their own. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const narrow = /\p{Mn}/gu;

/** Fills a text up with blanks to so many places on a screen. */
export function fill(text: string, width: number): string {
  const places = [...text].length + (text.match(wide)?.length ?? 0) - (text.match(narrow)?.length ?? 0);
  return text + ' '.repeat(Math.max(0, width - places));
}
