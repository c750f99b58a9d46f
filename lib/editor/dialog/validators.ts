import { findProblem } from '../../protocol/writing/check-parameter';
import type { ParameterName } from '../../protocol/catalogue/parameters';
import { standsForBytes } from '../../protocol/writing/password-key';
import { currentValue } from './current-value';
import { text } from '../text';

// Node-RED shows what a validator says only if it declares two parameters. It does not ask about `${ENV}`, nor
// about a blank where the property says `required: false`.

/** Accepts what GC takes as this parameter. */
export function parameter(name: ParameterName): Validator {
  return function (value, options) {
    // A flow that an earlier version saved lacks the property: the default counts.
    return value === undefined || findProblem(name, String(value)) === undefined || complaint(name, options);
  };
}

/** As {@link parameter}, for a list with commas. */
export function parameterList(name: ParameterName): Validator {
  return function (value, options) {
    const parts = String(value ?? '').split(',');
    const isFine = parts.every((part) => findProblem(name, part.trim()) === undefined);
    return isFine || complaint(name, options);
  };
}

/** For a typed input: what GC takes as this parameter, or a sensible property, variable or expression. */
export function typedParameter(
  property: string,
  name: ParameterName,
  isNeeded?: (node: object) => boolean,
): Validator {
  return typed(property, parameter(name), isNeeded);
}

/**
 * For a typed input: what the check accepts, or a sensible property, variable or expression. `listed` is the type of
 * the field's own list, whose values are checked like text.
 */
export function typed(
  property: string,
  check: Validator,
  isNeeded: (node: object) => boolean = () => true,
  listed = 'str',
): Validator {
  return function (value, options) {
    if (!isNeeded(this)) {
      return true;
    }
    const type = currentValue(this, `${property}Type`);
    return type === 'str' || type === listed
      ? check.call(this, value, options)
      : RED.utils.validateTypedProperty(value, type, options);
  };
}

/** Accepts what fits a pattern, blanks around it aside; otherwise the catalogue says what is wrong, under `error.<key>`. */
export function matching(pattern: RegExp, key: string): Validator {
  return function (value, options) {
    // A flow that an earlier version saved lacks the property: the default counts.
    return value === undefined || pattern.test(String(value).trim()) || complaint(key, options);
  };
}

/** Accepts a whole number between two bounds. */
export function wholeNumber(min: number, max: number): Validator {
  return numberLike(/^\d+$/, 'wholeNumber', min, max);
}

/** Accepts a number between two bounds. */
export function number(min: number, max: number): Validator {
  return numberLike(/^\d+(\.\d+)?$/, 'anyNumber', min, max);
}

/** Accepts the seconds that a command may take. */
export const timeLimit = number(0.1, 3600);

function numberLike(pattern: RegExp, key: string, min: number, max: number): Validator {
  return function (value, options) {
    // A flow that an earlier version saved lacks the property: the default counts.
    if (value === undefined) {
      return true;
    }
    const isFine = pattern.test(String(value)) && Number(value) >= min && Number(value) <= max;
    return isFine || complaint(key, options, { min: String(min), max: String(max) });
  };
}

/** What Node-RED shows in place of a password that it keeps. */
const keptPassword = '__PWRD__';

/** Accepts a key of so many bytes, as text or as hex digits. */
export function keyOfBytes(bytes: number): Validator {
  return function (value, options) {
    const isFine = value === keptPassword || standsForBytes(value, bytes);
    return isFine || complaint('bytes', options, { bytes: String(bytes), digits: String(2 * bytes) });
  };
}

/** Accepts a secret of so many characters and more. */
export function secretOf(characters: number): Validator {
  return function (value, options) {
    const isFine = value === keptPassword || String(value ?? '').length >= characters;
    return isFine || complaint('characters', options, { characters: String(characters) });
  };
}

/** What is wrong, after the name of the field. */
export function complaint(
  key: string,
  { label = '' }: ValidatorOptions,
  values: Readonly<Record<string, string>> = {},
): string {
  return `${label}: ${text('gc-connection', `error.${key}`, values)}`;
}
