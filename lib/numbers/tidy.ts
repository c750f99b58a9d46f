import { numberSeparators } from '../common/number-separators';
import type { Phrase } from '../common/phrase';
import { sayOfDialPlan } from './phrases';

/** What stands in a written number: digits, `*`, letters, and a `+` in front; or why it is no number. */
export type Tidied = { readonly signs: string } | { readonly problem: Phrase };

/** Nobody writes a number in more characters; more are not even looked at. */
const mostCharacters = 200;
/** E.164 has 15 digits, the prefixes of a telephone system and of a carrier come in front. */
const mostSigns = 40;

const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const extension =
  /(?:;ext=|(?:ext(?:ension|n)?|x|durchwahl|dw|poste|interno|ramal|toestel)[.:]?)\s*(\d{1,10})$/iu;

/** Where the digits of other scripts begin: Arabic, Persian and Urdu, Devanagari, Bengali. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6];
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g;

/** Reads a number as people write it, with everything that only serves the eye. */
export function tidy(written: string): Tidied {
  if (written.length > mostCharacters) {
    return { problem: sayOfDialPlan('tooLong') };
  }
  const text = withoutUri(inPlainSigns(written));
  const [named, digits] = extension.exec(text) ?? [];
  if (named !== undefined && digits !== undefined && /\d/.test(text.slice(0, -named.length))) {
    return { problem: sayOfDialPlan('withExtension', { extension: named.trim() }) };
  }
  return checked(text.replace(numberSeparators, '').toUpperCase());
}

function checked(signs: string): Tidied {
  if (!/^\+?[0-9*A-Z]*$/.test(signs)) {
    return { problem: sayOfDialPlan('signs') };
  }
  if (signs.length > mostSigns) {
    return { problem: sayOfDialPlan('tooLong') };
  }
  return /[0-9*]/.test(signs) ? { signs } : { problem: sayOfDialPlan('empty') };
}

/** Full-width signs become plain ones, digits of other scripts 0 to 9, and what nobody sees goes. */
function inPlainSigns(written: string): string {
  return written
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(otherDigits, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - Math.max(...zeros.filter((zero) => zero <= code)));
    })
    .trim();
}

/** A `tel:` URI as a number (RFC 3966): without its parameters, but with the beginning that `phone-context` names. */
function withoutUri(text: string): string {
  const [, uri] = /^tel:(.*)$/is.exec(text) ?? [];
  if (uri === undefined) {
    return text;
  }
  const [number = '', ...parameters] = uri.replaceAll('%20', ' ').split(';');
  const ext = parameters.find((parameter) => /^ext=\d/i.test(parameter));
  const [, context = ''] = /;phone-context=(\+[\d().-]+)(?:;|$)/i.exec(uri) ?? [];
  return `${number.trim().startsWith('+') ? '' : context}${number}${ext === undefined ? '' : `;${ext}`}`;
}
