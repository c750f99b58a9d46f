/** Short ways, character by character, to what mostly stands in GC's texts; the rest is for regular expressions. */

/** Blanks have codes up to this one, apart from a few beyond ASCII. */
const lastBlank = 32;
const lastAscii = 127;
const zero = 48;
const nine = 57;
const underscore = 95;
const bar = 124;

/** A text without blanks around it; mostly there are none. */
export function trim(text: string): string {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim();
}

/** Whether a character is one of ASCII, and no blank. */
function isInk(code: number): boolean {
  return code > lastBlank && code <= lastAscii;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** Whether a text begins with a digit. */
export function startsWithDigit(text: string): boolean {
  return isDigitAt(text, 0);
}

/** Whether a digit stands in this place of a text. */
export function isDigitAt(text: string, index: number): boolean {
  return isDigit(text.charCodeAt(index));
}

/** The digit in this place of a text; a number beyond 0 to 9 where there is none. */
export function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - zero;
}

/** Whether a text has nothing but digits. */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isDigit(text.charCodeAt(index))) {
      return false;
    }
  }
  return true;
}

/** Whether a text begins with so many letters, digits, `_` and `|`. */
export function startsWithName(text: string, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!isLetter && !isDigit(code) && code !== underscore && code !== bar) {
      return false;
    }
  }
  return true;
}

/** A time as GC writes it, where `0` is any digit. */
const usualTime = '0000-00-00 00:00:00';

/** Whether a text is a time as in `2019-09-17 12:46:21`. */
export function isUsualTime(text: string): boolean {
  if (text.length !== usualTime.length) {
    return false;
  }
  for (let index = 0; index < usualTime.length; index += 1) {
    const code = text.charCodeAt(index);
    const expected = usualTime.charCodeAt(index);
    if (expected === zero ? !isDigit(code) : code !== expected) {
      return false;
    }
  }
  return true;
}

/** The parts of a text; short texts with few separators are split sooner so than by `split`. */
export function splitShort(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
    parts.push(text.slice(start, end));
    start = end + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}
