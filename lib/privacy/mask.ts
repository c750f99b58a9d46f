import { numberSeparators } from '../common/number-separators';

/** Stands where something is concealed. */
export const mask = '••••';

/** Digits of a number that can stay, at most. */
export const mostKeptDigits = 6;

/** Characters of a key for hashes, at least. */
export const shortestKey = 16;

/** Whether all of a text is a number that can be dialled, as GC or people write it. */
export function isNumber(text: string): boolean {
  const signs = text.replace(numberSeparators, '');
  return /^\+?[\d*#]+$/.test(signs) && /\d/.test(signs);
}

/** The digits in a text. */
export function digitsIn(text: string): string {
  return text.replace(/\D/g, '');
}

/** A number of which only the last digits can be seen: so many, but at most half of it. */
export function maskedNumber(number: string, keptDigits: number): string {
  const digits = digitsIn(number);
  const kept = Math.min(keptDigits, Math.floor(digits.length / 2));
  return kept === 0 ? mask : mask + digits.slice(-kept);
}
