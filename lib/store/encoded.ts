import type { Text } from '../common/phrase';
import { GcError, thrownText } from '../protocol';
import { say } from './phrases';
import type { NewRecord } from './store';

/** Of the JSON of a value. */
const mostBytes = 1024 * 1024;
const mostCharacters = 500;
const centuryMs = 100 * 366 * 24 * 3_600_000;

/** A record whose bounds were checked. */
export interface EncodedRecord {
  readonly room: string;
  readonly key: string;
  /** The value as JSON. */
  readonly json: string;
  readonly keepMs: number | undefined;
}

/** @throws {GcError} GC_INVALID_PARAMETER, naming what breaks the bounds. */
export function encoded({ room, key, value, keepMs }: NewRecord): EncodedRecord {
  checkName('the room', room);
  checkName('the key', key);
  if (keepMs !== undefined && !(keepMs > 0 && keepMs <= centuryMs)) {
    throw refused(
      'the time for which a record is kept (keepMs) must be above 0 and at most a century, in milliseconds',
    );
  }
  return { room, key, json: jsonOf(value), keepMs };
}

/** @throws {GcError} GC_INVALID_PARAMETER unless PostgreSQL can hold the name, too. */
export function checkName(what: string, name: string): void {
  const isText = typeof name === 'string' && name.length > 0 && name.length <= mostCharacters;
  if (!isText || /[\0\p{Surrogate}]/u.test(name)) {
    throw refused(`${what} of a record must be a text of 1 to ${mostCharacters} characters`);
  }
}

function jsonOf(value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    throw refused(`the value of a record cannot be written as JSON: ${thrownText(error)}`);
  }
  if (json === undefined) {
    throw refused(`a value of type ${typeof value} cannot be written as JSON`);
  }
  const bytes = Buffer.byteLength(json);
  if (bytes > mostBytes) {
    const size = (bytes / mostBytes).toFixed(1);
    throw refused(say('tooLarge', { size }));
  }
  return json;
}

function refused(detail: Text): GcError {
  return new GcError('GC_INVALID_PARAMETER', { detail });
}
