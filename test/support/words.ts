import fc from 'fast-check';

/** Texts of all alphabets, without what separates fields and parts of fields, and without blanks around them. */
export const words: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll(/[,#|=:{}\p{Cc}\u2028\u2029]/gu, '').trim())
  .filter((text) => text !== '');
