import { createHash } from 'node:crypto';
import { unavailable } from '../failures';
import { say } from '../phrases';
import type { Entry } from '../records';

/** What became of a record: it is this from here on, or there is none. */
export interface LogItem {
  readonly room: string;
  readonly key: string;
  readonly entry: Entry | undefined;
}

/** What a log holds, and how many of its bytes are whole. */
export interface ReadLog {
  readonly items: readonly LogItem[];
  readonly wholeBytes: number;
}

/** `[room, key]`, or `[room, key, written at, ends at or 0, value]`; times in milliseconds since 1970. */
type Written = [string, string] | [string, string, number, number, unknown];

const version = 1;
const mark = 'gc-store';
const newline = 0x0a;
const checksumLength = 10;

/** The first line of a log. */
export const header = Buffer.from(`${mark} ${version}\n`);

/**
 * A line with changes that are made together or not at all: a checksum, a blank, and the changes as JSON. No line is
 * begun before the disk has confirmed the one before it.
 */
export function lineOf(items: readonly LogItem[]): Buffer {
  const json = `[${items.map(jsonOf).join(',')}]`;
  return Buffer.from(`${checksumOf(json)} ${json}\n`);
}

/**
 * Reads a log. What follows the last whole line was being written when the process died, and nobody was promised it.
 *
 * @throws {GcError} GC_STORE_UNAVAILABLE for the log of a newer version, another file, or a damaged line.
 */
export function readLog(file: string, content: Buffer): ReadLog {
  if (content.length < header.length && header.subarray(0, content.length).equals(content)) {
    return { items: [], wholeBytes: 0 };
  }
  checkHeader(file, content);
  const items: LogItem[] = [];
  let start = header.length;
  for (let number = 2; start < content.length; number += 1) {
    const end = content.indexOf(newline, start);
    const written = end < 0 ? undefined : readLine(content.toString('utf8', start, end));
    if (written === undefined) {
      // Only the last line can be one that was not finished.
      if (end >= 0 && end + 1 < content.length) {
        throw damaged(file, number);
      }
      return { items, wholeBytes: start };
    }
    items.push(...written.map(itemOf));
    start = end + 1;
  }
  return { items, wholeBytes: start };
}

function checkHeader(file: string, content: Buffer): void {
  const end = content.subarray(0, 100).indexOf(newline);
  const [first, written] = content.toString('utf8', 0, Math.max(0, end)).split(' ');
  if (first !== mark || !/^\d+$/.test(written ?? '')) {
    throw unavailable(say('noStore', { file }), say('moveFileAndForget'));
  }
  if (Number(written) > version) {
    throw unavailable(
      say('newerFile', { file, written: String(written), known: version }),
      say('installNewerOrMove'),
    );
  }
}

function damaged(file: string, line: number): Error {
  return unavailable(say('damaged', { file, line }), say('checkDisk'));
}

/** Undefined for a line that is not whole. */
function readLine(line: string): Written[] | undefined {
  const json = line.slice(checksumLength + 1);
  return line.startsWith(`${checksumOf(json)} `) ? (JSON.parse(json) as Written[]) : undefined;
}

function jsonOf({ room, key, entry }: LogItem): string {
  const name = `${JSON.stringify(room)},${JSON.stringify(key)}`;
  return entry === undefined
    ? `[${name}]`
    : `[${name},${entry.writtenAt},${entry.endsAt ?? 0},${entry.json}]`;
}

function itemOf([room, key, writtenAt, endsAt, value]: Written): LogItem {
  if (writtenAt === undefined) {
    return { room, key, entry: undefined };
  }
  return { room, key, entry: { json: JSON.stringify(value), writtenAt, endsAt: endsAt || undefined } };
}

function checksumOf(json: string): string {
  return createHash('sha1').update(json).digest('hex').slice(0, checksumLength);
}
