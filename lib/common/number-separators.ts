/**
 * What people write between the digits of a number: blanks, brackets, dots, slashes and all kinds of dashes; and the long
 * vowel of Japanese, which looks like one.
 */
export const numberSeparators = /[\s()[\]./\\\u00b7\u2027\u2212\u30fb\u30fc\p{Pd}]/gu;
