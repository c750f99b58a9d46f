import type { DialPlan } from '../../numbers';
import { plain } from '../../protocol';

/** Something that GC lists. What is text may come as a number, too. */
export type Listed = Readonly<Record<string, unknown>>;

/**
 * Whether a contact is one that is looked for: each word is in the name, whatever the case and accents of its letters,
 * or in the number, whatever stands between its digits.
 */
export function matches({ firstName, lastName, phoneNumber }: Listed, wanted: string): boolean {
  const name = plain(`${asText(firstName)} ${asText(lastName)}`);
  const number = digitsOf(asText(phoneNumber));
  const words = plain(wanted).split(/\s+/);
  return words.every(
    (word) => name.includes(word) || (isPartOfNumber(word) && number.includes(digitsOf(word))),
  );
}

/**
 * Whether contacts have the number that is looked for, however it is written; without a dial plan, or if no number is
 * looked for, none has.
 */
export function sameNumber(plan: DialPlan | undefined, wanted: string): (contact: Listed) => boolean {
  const key = plan?.keyOf(wanted);
  if (plan === undefined || key === undefined) {
    return () => false;
  }
  const end = key.slice(-4);
  return ({ phoneNumber }) => {
    const written = asText(phoneNumber);
    // Reading a number takes longer than comparing its end.
    const mayBe = digitsOf(written).endsWith(end) || /[^\x20-\x40[-`{-~]/.test(written);
    return mayBe && plan.keyOf(written) === key;
  };
}

export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isPartOfNumber(word: string): boolean {
  return /^[+()/.-]*\d[\d()/.-]*$/.test(word);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
