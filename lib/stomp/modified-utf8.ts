/**
 * ActiveMQ hands the bytes of a text to Java as "modified UTF-8": NUL is C0 80, and a character above U+FFFF
 * is its two surrogates with three bytes each. Plain UTF-8 makes the Java reader fail on such characters.
 * https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/io/DataInput.html#modified-utf-8
 */
const differsFromUtf8 = /[\0\ud800-\udfff]/;

export function encodeModifiedUtf8(text: string): Buffer {
  if (!differsFromUtf8.test(text)) return Buffer.from(text, 'utf8');
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) bytes.push(...encodeUnit(text.charCodeAt(index)));
  return Buffer.from(bytes);
}

function encodeUnit(unit: number): number[] {
  if (unit > 0 && unit < 0x80) return [unit];
  if (unit < 0x800) return [0xc0 | (unit >> 6), continuation(unit)];
  return [0xe0 | (unit >> 12), continuation(unit >> 6), continuation(unit)];
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** What plain UTF-8 makes of the modified form. */
const unreadable = '\ufffd';

/** These bytes never occur in plain UTF-8, so both forms can be told apart even within one text. */
const modifiedSequence = /\xc0\x80|\xed[\xa0-\xbf][\x80-\xbf]/g;

/** Reads plain UTF-8 and the modified form. */
export function decodeModifiedUtf8(bytes: Buffer): string {
  const plain = bytes.toString('utf8');
  return plain.includes(unreadable) ? decodeSequences(bytes) : plain;
}

function decodeSequences(bytes: Buffer): string {
  let text = '';
  let start = 0;
  for (const { 0: sequence, index } of bytes.toString('latin1').matchAll(modifiedSequence)) {
    text += bytes.toString('utf8', start, index) + decodeSequence(sequence);
    start = index + sequence.length;
  }
  return text + bytes.toString('utf8', start);
}

function decodeSequence(sequence: string): string {
  if (sequence.length === 2) return '\0';
  const bits = (position: number) => sequence.charCodeAt(position) & 0x3f;
  return String.fromCharCode(0xd000 | (bits(1) << 6) | bits(2));
}
