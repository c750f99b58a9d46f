import { GcError } from '../protocol';

/** What a dialog saves in a text field; a flow that was not written by the dialog may hold a number, or nothing. */
export type Field = string | number | undefined;

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is a number between the two, or empty: then it is the default. */
export function numberOr<Default extends number | undefined>(
  otherwise: Default,
  what: string,
  field: Field,
  [min, max]: readonly [number, number],
): number | Default {
  if (isBlank(field)) {
    return otherwise;
  }
  const number = Number(field);
  if (!Number.isFinite(number) || number < min || number > max) {
    throw invalid(`${what} must be a number from ${String(min)} to ${String(max)}`);
  }
  return number;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is one of these, or empty: then it is the first. */
export function oneOf<const T extends string>(
  what: string,
  field: string | undefined,
  allowed: readonly [T, ...T[]],
): T {
  const found = isBlank(field) ? allowed[0] : allowed.find((one) => one === field);
  if (found === undefined) {
    throw invalid(`${what} must be one of ${allowed.join(', ')}`);
  }
  return found;
}

/** Parts separated by commas or blanks. */
export function partsOf(field: string | undefined): string[] {
  return (field ?? '').split(/[\s,]+/).filter((part) => part !== '');
}

/** The text, or undefined where there is none. */
export function textOf(field: string | undefined): string | undefined {
  const text = field?.trim();
  return text === '' ? undefined : text;
}

/**
 * Node-RED leaves `${NAME}` as it is where the variable does not exist.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming variable and field.
 */
export function rejectUnresolved(fields: object): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && /^\$(\{[^}]*\}|\([^)]*\))$/.test(value)) {
      throw invalid(`the environment variable ${value} of the field "${name}" does not exist`);
    }
    if (typeof value === 'object' && value !== null) {
      rejectUnresolved(value as object);
    }
  }
}

export function invalid(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}

function isBlank(field: Field): field is undefined | '' {
  return String(field ?? '').trim() === '';
}
