import type { Phrase } from '../../common/phrase';
import { GcError, readHost, sayOfValue, splitAddress, type HostAndPort } from '../../protocol';
import { fieldNames, type FieldName } from '../language/field-names';
import { say } from '../language/phrases';

/** What a dialog saves in a text field; a flow that was not written by the dialog may hold a number, or nothing. */
export type SavedField = string | number | undefined;

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is a number between the two, or empty: then it is the default. */
export function numberOr<Default extends number | undefined>(
  otherwise: Default,
  name: FieldName,
  field: SavedField,
  [min, max]: readonly [number, number],
): number | Default {
  if (isBlank(field)) {
    return otherwise;
  }
  const number = Number(field);
  if (!Number.isFinite(number) || number < min || number > max) {
    throw invalid(say('mustBeNumber', { what: fieldNames(name), min, max }));
  }
  return number;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is one of these, or empty: then it is the first. */
export function oneOf<const T extends string>(
  name: FieldName,
  field: string | undefined,
  allowed: readonly [T, ...T[]],
): T {
  const found = isBlank(field) ? allowed[0] : allowed.find((one) => one === field);
  if (found === undefined) {
    throw invalid(sayOfValue('oneOf', { what: fieldNames(name), choices: allowed.join(', ') }));
  }
  return found;
}

/** Parts separated by commas or blanks. */
export function partsOf(field: SavedField): string[] {
  return String(field ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
}

/**
 * The text, or undefined where there is none. A variable of a flow may hold a number.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION for anything else.
 */
export function textOf(name: FieldName, field: unknown): string | undefined {
  if (typeof field === 'object' && field !== null) {
    throw invalid(say('mustBeText', { what: fieldNames(name) }));
  }
  const text = asText(field).trim();
  return text === '' ? undefined : text;
}

/**
 * A host name or an address; the brackets of an IPv6 address are taken off.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION where there is none, or more than that, such as a port.
 */
export function hostOf(field: FieldName, value: unknown): string {
  const what = fieldNames(field);
  const text = textOf(field, value);
  if (text === undefined) {
    throw invalid(say('isMissing', { what }));
  }
  const host = readHost(text);
  if (host === undefined) {
    throw invalid(problemOfHost(what, splitAddress(text)));
  }
  return host;
}

function problemOfHost(what: Phrase, address: HostAndPort | undefined): Phrase {
  if (address === undefined) {
    return say('hostAlone', { what });
  }
  const { host, port } = address;
  return port === undefined
    ? say('hostInstead', { what, host })
    : say('hostAndPortInstead', { what, host, port });
}

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is true or false; a variable gives it as a text. */
export function flagOr(otherwise: boolean, name: FieldName, field: unknown): boolean {
  switch (asText(field).trim().toLowerCase()) {
    case '':
      return otherwise;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      throw invalid(say('mustBeFlag', { what: fieldNames(name) }));
  }
}

export function invalid(detail: Phrase, whatToDo?: Phrase): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail, whatToDo });
}

/** Of anything else than a text, a number or a flag, something that none of them is. */
function asText(field: unknown): string {
  switch (typeof field) {
    case 'string':
      return field;
    case 'number':
    case 'boolean':
      return String(field);
    default:
      return field === undefined || field === null ? '' : '{}';
  }
}

function isBlank(field: SavedField): field is undefined | '' {
  return String(field ?? '').trim() === '';
}
