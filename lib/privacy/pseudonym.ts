import { createHmac } from 'node:crypto';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/**
 * A name for a value that is always the same, and from which nobody gets back to the value without the key: 64 bits of
 * HMAC-SHA-256, written as four proquints ("Identifiers that are Readable, Spellable, and Pronounceable"), such as
 * `lusab-babad-gutih-tugad`.
 */
export function pseudonymOf(value: string, key: string): string {
  const digest = createHmac('sha256', key).update(value).digest();
  return [0, 2, 4, 6].map((offset) => proquint(digest.readUInt16BE(offset))).join('-');
}

/** Sixteen bits in five letters: consonants of four bits, vowels of two. */
export function proquint(bits: number): string {
  return (
    consonants.charAt(bits >> 12) +
    vowels.charAt((bits >> 10) & 3) +
    consonants.charAt((bits >> 6) & 15) +
    vowels.charAt((bits >> 4) & 3) +
    consonants.charAt(bits & 15)
  );
}
