import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { isRecord } from '../../common/is-record';
import type { TraceEntry, TraceHeader } from '../entries';
import { limits } from '../limits';
import { Fields, LineProblem } from './fields';
import { readEntry } from './read-entry';
import { splitLines, type RawLine } from './split-lines';

/** A line of a trace, counted from 1, and what stands there, or what is wrong with it. */
export type TraceLine = { readonly line: number } & LineContent;

type LineContent =
  { readonly header: TraceHeader } | { readonly entry: TraceEntry } | { readonly problem: string };

/**
 * Reads a trace as it comes, a line at a time. Never throws on what a line has: what is no line of a trace comes as a
 * `problem`, a sentence without its full stop. Empty lines are left out. Where the first line is no header, a `problem`
 * of that line says so, and the line itself follows. Traces that stand one behind the other have a header each.
 *
 * It throws what the source throws, such as an error of the disk.
 */
export async function* readTrace(source: Readable | AsyncIterable<Buffer>): AsyncGenerator<TraceLine> {
  let isFirst = true;
  for await (const raw of splitLines(source as AsyncIterable<Buffer | string>)) {
    const text = textOf(raw, isFirst);
    if (text === '') {
      continue;
    }
    const content = typeof text === 'string' ? readLine(text, raw.isLast ?? false) : text;
    if (isFirst && 'entry' in content) {
      yield { line: raw.line, problem: 'the header of the trace is missing: it does not begin here' };
    }
    isFirst = false;
    yield { line: raw.line, ...content };
  }
}

function textOf({ bytes }: RawLine, isFirst: boolean): string | { problem: string } {
  if (bytes === undefined) {
    return { problem: `the line is longer than ${limits.lineBytes} bytes` };
  }
  if (bytes.includes(0)) {
    return { problem: 'the line has a NUL character: the file is damaged, or not in UTF-8' };
  }
  if (!isUtf8(bytes)) {
    return { problem: 'the line is not in UTF-8' };
  }
  const text = bytes.toString('utf8');
  return (isFirst ? text.replace(/^\uFEFF/, '') : text).trim();
}

function readLine(text: string, isLast: boolean): LineContent {
  const content = parse(text);
  if (content === undefined) {
    return { problem: isLast ? 'the line is cut off: the file ends in it' : 'the line is not JSON' };
  }
  if (!isRecord(content)) {
    return { problem: 'the line is JSON, but not an object' };
  }
  try {
    return readEntry(new Fields(content));
  } catch (error) {
    if (error instanceof LineProblem) {
      return { problem: error.message };
    }
    throw error;
  }
}

/** Undefined where the text is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
