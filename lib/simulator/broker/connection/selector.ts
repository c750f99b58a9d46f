import { RefusedFrame } from '../errors';

/** Whether a subscriber wants a message of this JMSType. */
export type Selector = (type: string | undefined) => boolean;

/** A pattern is compared with each message, at worst from each of its characters on. */
const maxLength = 256;

const wanted = /^\s*JMSType\s*(=|\sLIKE\s)\s*'((?:[^']|'')*)'\s*$/is;

/** Reads `JMSType = '…'` and `JMSType LIKE '…'` (% for any characters, _ for one); no selector wants all. */
export function parseSelector(text: string | undefined): Selector {
  if (text === undefined || text.trim() === '') {
    return () => true;
  }
  if (text.length > maxLength) {
    throw new RefusedFrame(`A selector may have ${maxLength} characters`);
  }
  const [, operator, quoted] = wanted.exec(text) ?? [];
  if (operator === undefined || quoted === undefined) {
    throw new RefusedFrame(
      `Selector not understood: ${text}. This broker knows JMSType = '…' and JMSType LIKE '…'`,
    );
  }
  const pattern = quoted.replaceAll("''", "'");
  if (operator === '=') {
    return (type) => type === pattern;
  }
  return (type) => type !== undefined && isLike(type, pattern);
}

/** SQL's LIKE, in a time that no pattern can blow up. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let wildcard = -1;
  let resumeAt = 0;
  let position = 0;
  while (position < text.length) {
    if (pattern[at] === '%') {
      wildcard = at++;
      resumeAt = position;
    } else if (pattern[at] === '_' || pattern[at] === text[position]) {
      at++;
      position++;
    } else if (wildcard >= 0) {
      at = wildcard + 1;
      position = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[at] === '%') {
    at++;
  }
  return at === pattern.length;
}
