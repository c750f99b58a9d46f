const blankOrMark = /[\s,:{}[\]"]/;

/** What JSON says; undefined for what is none. */
export function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Where a text that begins here ends, its last quotation mark included. */
export function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(json, end)) {
    end = json.indexOf('"', end + 1);
  }
  return end < 0 ? json.length : end + 1;
}

/** Where a number or a word ends: what is none does not end at its first character either. */
export function endOfLiteral(json: string, start: number): number {
  let end = start + 1;
  while (end < json.length && !isBlankOrMark(json.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

function isBlankOrMark(code: number): boolean {
  // Digits, letters of ASCII, and what stands between them.
  const isPlain = (code > 44 && code < 58) || (code > 64 && code < 91) || (code > 93 && code < 123);
  return !isPlain && blankOrMark.test(String.fromCharCode(code));
}

function isEscaped(json: string, at: number): boolean {
  let slashes = 0;
  while (json.charCodeAt(at - 1 - slashes) === 92) {
    slashes += 1;
  }
  return slashes % 2 === 1;
}

/** What a raw text says; what is no JSON, as it stands. */
export function textOf(raw: string): string {
  const within = raw.slice(1, raw.length > 1 && raw.endsWith('"') ? -1 : undefined);
  if (!within.includes('\\')) {
    return within;
  }
  const text = parse(raw);
  return typeof text === 'string' ? text : within;
}

/** The raw form of a text that has become another: characters that were written as `\u0041` are so again. */
export function rewrite(raw: string, text: string, replaced: string): string {
  if (replaced.length !== text.length) {
    return JSON.stringify(replaced);
  }
  const end = raw.length > 1 && raw.endsWith('"') ? '"' : '';
  const within = raw.slice(1, raw.length - end.length);
  if (within === text) {
    return `"${replaced}${end}`;
  }
  const written: string[] = [];
  let at = 0;
  for (let position = 0; position < text.length; position += 1) {
    const slash = within.indexOf('\\', at);
    const plain = (slash < 0 ? within.length : slash) - at;
    written.push(replaced.slice(position, position + plain));
    at += plain;
    position += plain;
    if (slash >= 0) {
      const unit = within.slice(at, at + (within.startsWith('u', at + 1) ? 6 : 2));
      const isSame = replaced.charCodeAt(position) === text.charCodeAt(position);
      written.push(isSame ? unit : spelled(unit, replaced.charAt(position)));
      at += unit.length;
    }
  }
  return `"${written.join('')}${end}`;
}

/** A character in the place of an escape: of letters and digits, which need none, only the long form is kept. */
function spelled(escape: string, character: string): string {
  return escape.startsWith('\\u') ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character;
}
