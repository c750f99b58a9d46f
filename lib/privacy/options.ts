import { GcError } from '../protocol';
import { mostKeptDigits, shortestKey } from './mask';

/** Reads numbers as people write them, such as a dial plan. */
export interface NumberReader {
  /** The same text for all forms of a number; undefined where it is no number. */
  keyOf(written: string): string | undefined;
}

/** What is concealed in all that leaves the process, and how. */
export interface PrivacyOptions {
  /** `mask`: of a number, the last digits stay, of all else nothing; `hash`: a name stands for each value, always the same. */
  readonly method: 'mask' | 'hash';
  /** With `mask`: how many digits stay, from 0 to 6, but at most half of the number; default 4. */
  readonly keepDigits?: number | undefined;
  /** With `hash`: the key of HMAC-SHA-256, of 16 characters and more. With the same key, values have the same names. */
  readonly key?: string | undefined;
  /** With `hash`: gives a number the same name in all its forms, with and without the code of the country. Default: only separators are left out. */
  readonly dialPlan?: NumberReader | undefined;
  /** Names of the call variables whose values are concealed, whatever the case of their letters; default: all. */
  readonly variables?: readonly string[] | undefined;
  /** Names of the only call variables that are kept: all others are dropped. Default: none is dropped. */
  readonly keepVariables?: readonly string[] | undefined;
  /** Whether names and extensions of agents are concealed as well; default false: they are no customers. */
  readonly agents?: boolean | undefined;
}

export interface PrivacySettings {
  readonly keepDigits: number;
  /** Undefined: values are masked. */
  readonly key: string | undefined;
  readonly agents: boolean;
  readonly dialPlan: NumberReader | undefined;
  concealsVariable(name: string): boolean;
  dropsVariable(name: string): boolean;
}

const defaultKeptDigits = 4;

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function checkPrivacy(options: PrivacyOptions): PrivacySettings {
  const { method, keepDigits = defaultKeptDigits, key, dialPlan, agents = false } = options;
  if (!['mask', 'hash'].includes(method)) {
    throw invalid('the method of privacy must be mask or hash');
  }
  if (!Number.isInteger(keepDigits) || keepDigits < 0 || keepDigits > mostKeptDigits) {
    throw invalid(`keepDigits must be a whole number from 0 to ${mostKeptDigits}`);
  }
  if (method === 'hash' && (typeof key !== 'string' || key.length < shortestKey)) {
    throw invalid(`hashing needs a key of at least ${shortestKey} characters`);
  }
  const concealed = namesIn(options.variables);
  const kept = namesIn(options.keepVariables);
  return {
    keepDigits,
    key: method === 'hash' ? key : undefined,
    agents,
    dialPlan,
    concealsVariable: (name) => concealed?.has(name.toLowerCase()) ?? true,
    dropsVariable: (name) => kept?.has(name.toLowerCase()) === false,
  };
}

/** Undefined where nothing is said. */
function namesIn(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names && new Set(names.map((name) => name.toLowerCase()));
}

function invalid(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}
