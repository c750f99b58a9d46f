/**
 * ActiveMQ hands the bytes of a text to Java as "modified UTF-8": NUL is C0 80, and a character above U+FFFF
 * is its two surrogates with three bytes each. Plain UTF-8 makes the Java reader fail on such characters.
 * https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/io/DataInput.html#modified-utf-8
 */
const differsFromUtf8 = /[\0\ud800-\udfff]/;

export function encodeModifiedUtf8(text: string): Buffer {
  if (!differsFromUtf8.test(text)) {
    return Buffer.from(text, 'utf8');
  }
  const bytes = Buffer.alloc(3 * text.length);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0 && unit < 0x80) {
      bytes[length++] = unit;
    } else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6);
      bytes[length++] = continuation(unit);
    } else {
      bytes[length++] = 0xe0 | (unit >> 12);
      bytes[length++] = continuation(unit >> 6);
      bytes[length++] = continuation(unit);
    }
  }
  return bytes.subarray(0, length);
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** What plain UTF-8 makes of the modified form. */
const unreadable = '\ufffd';

/** Reads plain UTF-8 and the modified form: the bytes of the latter never occur in the former. */
export function decodeModifiedUtf8(bytes: Buffer): string {
  const plain = bytes.toString('utf8');
  return plain.includes(unreadable) ? decodeSequences(bytes) : plain;
}

/** U+E000, which takes the place of each surrogate while the rest is decoded at once. */
const [placeholder, placeholderBytes] = [0xe000, [0xee, 0x80, 0x80]] as const;

function decodeSequences(bytes: Buffer): string {
  const { plain, units } = takeOutSurrogates(bytes);
  const text = Buffer.from(plain.toString('utf8'), 'utf16le');
  let next = 0;
  for (let at = 0; at < text.length; at += 2) {
    if (text.readUInt16LE(at) === placeholder) {
      text.writeUInt16LE(units[next++] ?? placeholder, at);
    }
  }
  return text.toString('utf16le');
}

/** `plain`: plain UTF-8 with placeholders; `units`: what each of them stands for. */
function takeOutSurrogates(bytes: Buffer): { plain: Buffer; units: Uint16Array } {
  const plain = Buffer.alloc(bytes.length);
  const units = new Uint16Array(Math.ceil(bytes.length / 3));
  let [length, count] = [0, 0];
  for (let at = 0; at < bytes.length;) {
    const unit = unitAt(bytes, at);
    if (unit !== undefined) {
      units[count++] = unit;
      for (const byte of placeholderBytes) {
        plain[length++] = byte;
      }
      at += 3;
    } else {
      const isNul = bytes[at] === 0xc0 && bytes[at + 1] === 0x80;
      plain[length++] = isNul ? 0 : (bytes[at] ?? 0);
      at += isNul ? 2 : 1;
    }
  }
  return { plain: plain.subarray(0, length), units };
}

/** The surrogate, or the placeholder itself, that three bytes stand for. */
function unitAt(bytes: Buffer, at: number): number | undefined {
  const first = bytes[at];
  if (first !== 0xed && first !== 0xee) {
    return undefined;
  }
  const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
  const isSequence = (second & 0xc0) === 0x80 && (third & 0xc0) === 0x80;
  const unit = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  const isTaken = (unit >= 0xd800 && unit <= 0xdfff) || unit === placeholder;
  return isSequence && isTaken ? unit : undefined;
}
