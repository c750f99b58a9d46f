import { createRequire } from 'node:module';
import type * as Library from 'google-libphonenumber';
import type { PhoneNumber, PhoneNumberUtil, ShortNumberInfo } from 'google-libphonenumber';
import type { Country } from './countries';

/** A number as the numbering plan of a country reads it. */
export interface NumberOfPlan {
  readonly e164: string;
  /** 44 in `+44 20 …`. */
  readonly callingCode: number;
  /** What stands behind the calling code. */
  readonly national: string;
  /** The plan has such a number; otherwise only its length is right. */
  readonly isValid: boolean;
  /** It is written with `+` or a prefix, so it is no extension or local number. */
  readonly isExplicit: boolean;
}

/** Where a mobile phone is connected to an emergency service, whatever the country (3GPP TS 22.101). */
const everywhere: readonly string[] = ['112', '911'];

/**
 * The numbering plan of a country, as libphonenumber has it. Its metadata (half a megabyte) is loaded with the first plan,
 * and is the public source of the emergency numbers, too.
 */
export class Numbering {
  readonly nationalPrefix: string;
  readonly internationalPrefix: string;
  readonly callingCode: number;
  readonly #util: PhoneNumberUtil;
  readonly #short: ShortNumberInfo;

  constructor(private readonly country: Country) {
    const library = loadLibrary();
    this.#util = library.PhoneNumberUtil.getInstance();
    this.#short = library.ShortNumberInfo.getInstance();
    this.callingCode = this.#util.getCountryCodeForRegion(country);
    this.nationalPrefix = this.#util.getNddPrefixForRegion(country, true) ?? '';
    this.internationalPrefix = this.#findInternationalPrefix();
  }

  /** The number; undefined where no number of any country has as many digits. `signs`: digits, letters, a leading `+`. */
  read(signs: string): NumberOfPlan | undefined {
    const number = this.#parse(signs);
    if (number === undefined) {
      return undefined;
    }
    const isValid = this.#util.isValidNumber(number);
    const isShort = this.isEmergency(this.#util.getNationalSignificantNumber(number));
    return isValid || isShort || this.#util.isPossibleNumber(number)
      ? { ...this.#partsOf(number), isValid, isExplicit: this.#isExplicit(number, signs) }
      : undefined;
  }

  /** What stands in front of a local number: `+4420` for the area code `020` or `20`. Undefined without an area code. */
  localPrefix(areaCode: string): string | undefined {
    const isWithPrefix = this.nationalPrefix !== '' && areaCode.startsWith(this.nationalPrefix);
    const code = isWithPrefix ? areaCode.slice(this.nationalPrefix.length) : areaCode;
    return code === '' ? undefined : `+${this.callingCode}${code}`;
  }

  isEmergency(digits: string): boolean {
    return everywhere.includes(digits) || this.#short.isEmergencyNumber(digits, this.country);
  }

  /** Whether the public network connects to an emergency service before it has all digits. */
  reachesEmergency(digits: string): boolean {
    return /^\d+$/.test(digits) && this.#short.connectsToEmergencyNumber(digits, this.country);
  }

  #parse(signs: string): PhoneNumber | undefined {
    try {
      return this.#util.parseAndKeepRawInput(signs, this.country);
    } catch {
      return undefined;
    }
  }

  #partsOf(number: PhoneNumber) {
    const callingCode = number.getCountryCodeOrDefault();
    const national = this.#util.getNationalSignificantNumber(number);
    return { e164: `+${callingCode}${national}`, callingCode, national };
  }

  #isExplicit(number: PhoneNumber, signs: string): boolean {
    const isInternational = internationalSources.includes(number.getCountryCodeSource());
    return isInternational || (this.nationalPrefix !== '' && signs.startsWith(this.nationalPrefix));
  }

  /** What stands in front of a number of another country; `00` where it depends on the carrier. */
  #findInternationalPrefix(): string {
    const other = this.#parse(this.callingCode === 49 ? '+12024561111' : '+49301234567');
    const written =
      other === undefined ? '' : this.#util.formatOutOfCountryCallingNumber(other, this.country);
    const [, prefix] = /^([\d~]+) \d/.exec(written) ?? [];
    return prefix?.replace('~', '') ?? '00';
  }
}

/** The calling code was written, behind `+` (1) or the international prefix (5); libphonenumber does not export these. */
const internationalSources: readonly (number | undefined)[] = [1, 5];

function loadLibrary(): typeof Library {
  return createRequire(__filename)('google-libphonenumber') as typeof Library;
}
