import type { TraceEntry, TraceHeader } from '../entries';
import { limits } from '../limits';

/** What becomes JSON: a field that is undefined is left out. */
export type Written<T> = { readonly [name in keyof T]: T[name] | undefined };

/** A line of a trace, without its end. */
export function lineOf(content: Written<TraceHeader> | Written<TraceEntry>): string {
  return JSON.stringify(content);
}

/** The last second of which a time was written, since 1970, and its text up to the milliseconds. */
let second = Number.NaN;
let textOfSecond = '';

/** A time, in milliseconds since 1970, as traces have it. */
export function timeOf(ms: number): string {
  const whole = Math.floor(ms / 1000);
  if (whole !== second) {
    textOfSecond = new Date(whole * 1000).toISOString().slice(0, -4);
    second = whole;
  }
  return `${textOfSecond}${String(Math.floor(ms) - whole * 1000).padStart(3, '0')}Z`;
}

/** Room for all of a line but the body. */
const roomForOthers = 48_000;
export const mostBodyBytes = limits.lineBytes - roomForOthers;

/** A text on one line, with `?` for control characters. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

/** A body as a line has room for it. */
export function cutBody(body: string): { readonly body: string; readonly cutFrom?: number } {
  return bytesIn(body) <= mostBodyBytes
    ? { body }
    : { body: body.slice(0, lengthWithin(body, mostBodyBytes)), cutFrom: body.length };
}

/** Backspace, tab, line feed, form feed, carriage return: `\n` and the like. */
const shortEscapes: readonly number[] = [8, 9, 10, 12, 13];

/** How many bytes a text has in a line of JSON in UTF-8, at most. */
export function bytesIn(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    bytes += bytesOf(text.charCodeAt(index));
  }
  return bytes;
}

/** How many characters of a text have so many bytes there. */
export function lengthWithin(text: string, bytes: number): number {
  let left = bytes;
  let length = 0;
  while (length < text.length && left >= bytesOf(text.charCodeAt(length))) {
    left -= bytesOf(text.charCodeAt(length));
    length += 1;
  }
  return length;
}

function bytesOf(code: number): number {
  if (code >= 0x20 && code < 0x80) {
    return code === 0x22 || code === 0x5c ? 2 : 1;
  }
  if (code < 0x20) {
    return shortEscapes.includes(code) ? 2 : 6;
  }
  // A half of a surrogate pair alone is written as \ud800; two of them have four bytes.
  return code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 6 : 3;
}
