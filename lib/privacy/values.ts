import { digitsIn, isNumber, mask, maskedNumber } from './mask';
import type { PrivacySettings } from './options';
import { pseudonymOf } from './pseudonym';

/** Numbers with no more digits are extensions of the telephone system. */
const mostDigitsOfExtension = 5;
/** Numbers with fewer digits are no telephone numbers. */
const fewestDigitsOfNumber = 6;
const mostExtensions = 20_000;
const mostNames = 8192;

const pseudonym = '(?:[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]-?){4}';
const wholePseudonym = new RegExp(`^${pseudonym}$`);
/** What is concealed already: a mask with the digits that stay, or a name that stands for a value. */
export const concealedPart = new RegExp(`(${mask}\\d*|\\b${pseudonym}(?![\\p{L}\\d-]))`, 'u');

/** Conceals single values: a number, or a text as a whole. */
export class Values {
  /** Longer ones of agents who are known. */
  readonly #extensions = new Set<string>();
  readonly #pseudonyms = new Map<string, string>();

  constructor(private readonly settings: PrivacySettings) {}

  /** Learns the extension of an agent. */
  learnExtension(extension: string): void {
    const digits = digitsIn(extension);
    if (digits.length > mostDigitsOfExtension && this.#extensions.size < mostExtensions) {
      this.#extensions.add(digits);
    }
  }

  /** Whether a number is one that is concealed: not the extension of an agent, unless agents are concealed as well. */
  isConcealed(number: string): boolean {
    const digits = digitsIn(number);
    const isExtension = digits.length <= mostDigitsOfExtension || this.#extensions.has(digits);
    return this.settings.agents || !isNumber(number) || !isExtension;
  }

  /** A number in a call, which stays where it is an extension. */
  number(number: string): string {
    return this.isConcealed(number) ? this.text(number) : number;
  }

  /** Whatever a text says. */
  text(text: string): string {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.startsWith(mask) || this.#isPseudonym(trimmed)) {
      return text;
    }
    const { key, keepDigits } = this.settings;
    const digits = digitsIn(trimmed);
    const isTelephone = isNumber(trimmed) && digits.length >= fewestDigitsOfNumber;
    if (key === undefined) {
      return isTelephone ? maskedNumber(trimmed, keepDigits) : mask;
    }
    return this.#pseudonym(isTelephone ? this.#sameDigits(trimmed, digits) : trimmed, key);
  }

  /** Digits that are the same for all forms of a number. */
  #sameDigits(number: string, digits: string): string {
    const numberKey = this.settings.dialPlan?.keyOf(number);
    return numberKey === undefined ? digits : digitsIn(numberKey);
  }

  #pseudonym(value: string, key: string): string {
    const known = this.#pseudonyms.get(value);
    if (known !== undefined) {
      return known;
    }
    if (this.#pseudonyms.size >= mostNames) {
      this.#pseudonyms.clear();
    }
    const made = pseudonymOf(value, key);
    this.#pseudonyms.set(value, made);
    return made;
  }

  /** Whether it is one already. */
  #isPseudonym(text: string): boolean {
    return this.settings.key !== undefined && wholePseudonym.test(text);
  }
}
