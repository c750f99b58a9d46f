import { GcError } from '../protocol';
import type { Phrase } from '../common/phrase';
import { countries, type Country } from './countries';
import { sayOfDialPlan } from './phrases';

/** How a telephone system wants numbers to be dialled. */
export interface DialPlanSettings {
  /** Where the telephone system stands, as two letters (ISO 3166): `GB`. */
  readonly country: string;
  /** Of the place, such as `20` or `020` for London: for numbers written without an area code. Default: there are none. */
  readonly areaCode?: string | undefined;
  /** What gets an outside line, such as `9`; default: nothing. */
  readonly outsideLine?: string | undefined;
  /**
   * In front of a number of the own country; default: the one of the country, such as `0` or `1`. An empty text for none,
   * `+` for a system that wants E.164, such as `+442079460123`.
   */
  readonly nationalPrefix?: string | undefined;
  /** In front of the code of another country; default: the one of the own country, such as `00` or `011`. Or `+`. */
  readonly internationalPrefix?: string | undefined;
  /** Beginnings that are removed from a written number, such as a code that hides the caller's number (`*31`). */
  readonly strip?: readonly string[] | undefined;
  /** How many digits extensions have; such numbers are dialled as they are. */
  readonly extensionLengths?: readonly number[] | undefined;
  /** Whether emergency numbers are dialled; default `refused`. */
  readonly emergency?: 'refused' | 'allowed' | undefined;
}

/** Settings that have been checked; a prefix that is absent is that of the country. */
export interface CheckedSettings {
  readonly country: Country;
  readonly areaCode: string;
  readonly outsideLine: string;
  readonly nationalPrefix: string | undefined;
  readonly internationalPrefix: string | undefined;
  /** The longest first. */
  readonly strip: readonly string[];
  readonly extensionLengths: readonly number[];
  readonly allowsEmergency: boolean;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
export function checkSettings(settings: DialPlanSettings): CheckedSettings {
  const { areaCode = '', outsideLine = '', nationalPrefix, internationalPrefix } = settings;
  const { strip = [], extensionLengths = [], emergency = 'refused' } = settings;
  checkPrefix('areaCode', areaCode, /^[0-9]{0,8}$/);
  checkPrefix('outsideLine', outsideLine, /^[0-9*]{0,10}$/);
  checkPrefix('nationalPrefix', nationalPrefix ?? '', /^\+?[0-9*]{0,10}$/);
  checkPrefix('internationalPrefix', internationalPrefix ?? '', /^(\+|[0-9*]{0,10})$/);
  for (const beginning of strip) {
    checkPrefix('beginning', beginning, /^\+?[0-9*]{1,20}$/);
  }
  if (outsideLine !== '' && `${nationalPrefix ?? ''}${internationalPrefix ?? ''}`.includes('+')) {
    throw invalid(sayOfDialPlan('plusOutside'));
  }
  if (!extensionLengths.every((length) => Number.isInteger(length) && length >= 1 && length <= 15)) {
    throw invalid(sayOfDialPlan('extensionLengths'));
  }
  return {
    country: checkCountry(settings.country),
    areaCode,
    outsideLine,
    nationalPrefix,
    internationalPrefix,
    strip: [...strip].sort((one, other) => other.length - one.length),
    extensionLengths,
    allowsEmergency: checkEmergency(emergency) === 'allowed',
  };
}

/**
 * What the plan itself puts in front must not be stripped again.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION
 */
export function checkStrip(strip: readonly string[], outsideLine: string, prefixes: readonly string[]): void {
  const fronts = prefixes.flatMap((prefix) => [prefix, `${outsideLine}${prefix}`]);
  const given = strip.find((beginning) => fronts.some((front) => front.startsWith(beginning)));
  if (given !== undefined) {
    throw invalid(sayOfDialPlan('strip', { given }));
  }
}

function checkCountry(given: unknown): Country {
  const country = countries.find((known) => known === String(given).trim().toUpperCase());
  if (country === undefined) {
    throw invalid(sayOfDialPlan('country', { given: String(given).slice(0, 40) }));
  }
  return country;
}

function checkEmergency(given: unknown): 'refused' | 'allowed' {
  if (given !== 'refused' && given !== 'allowed') {
    throw invalid(sayOfDialPlan('emergencyChoice'));
  }
  return given;
}

type Prefix = 'areaCode' | 'outsideLine' | 'nationalPrefix' | 'internationalPrefix' | 'beginning';

function checkPrefix(what: Prefix, given: unknown, form: RegExp): void {
  if (typeof given !== 'string' || !form.test(given)) {
    const named = { what: sayOfDialPlan(what), given: String(given).slice(0, 40) };
    throw invalid(sayOfDialPlan('prefix', named));
  }
}

function invalid(detail: Phrase): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}
