import { forgetOldest } from '../common/forget-oldest';
import type { Phrase } from '../common/phrase';
import { Numbering, type NumberOfPlan } from './numbering';
import { sayOfDialPlan } from './phrases';
import { checkSettings, checkStrip, type CheckedSettings, type DialPlanSettings } from './settings';
import { tidy } from './tidy';

/** A number as the telephone system dials it. */
export interface DialledNumber {
  /** `unknown`: neither an extension nor a number of a country; it is dialled as it is written, without separators. */
  readonly kind: 'extension' | 'national' | 'international' | 'emergency' | 'unknown';
  readonly dialled: string;
  /** The number as the whole world dials it, such as `+442079460123`; only of a national or international number. */
  readonly e164?: string;
}

/** A number that is not dialled. */
export interface RefusedNumber {
  /** An emergency number that is not allowed; or no telephone number at all. */
  readonly kind: 'emergency' | 'invalid';
  readonly dialled?: undefined;
  readonly e164?: undefined;
  /** Why, as a clause; its `text` is English. */
  readonly problem: Phrase;
}

/** Reads numbers as people write them. See {@link dialPlan}. */
export interface DialPlan {
  /** How a number is dialled. Never throws, whatever the text. */
  dial(written: string): DialledNumber | RefusedNumber;
  /** The same for all forms of a number: its E.164 form, or the digits of an extension. Undefined where it is no number. */
  keyOf(written: string): string | undefined;
  /** Whether two texts are the same number. */
  same(one: string, other: string): boolean;
}

/** In how many countries letters are written for digits: North America, Switzerland, Austria, Germany, Australia, New Zealand. */
const withVanityNumbers: readonly number[] = [1, 41, 43, 49, 61, 64];
/** As many readings are remembered: callers call again. */
const mostRemembered = 1000;

/**
 * A plan for dialling: numbers as people write them become numbers as a telephone system dials them. The numbering plans
 * of all countries (libphonenumber) are loaded with the first plan.
 *
 * @example
 * const plan = dialPlan({ country: 'GB', outsideLine: '9', extensionLengths: [4] });
 * plan.dial('+44 (0)20 7946-0123'); // { kind: 'national', dialled: '902079460123', e164: '+442079460123' }
 * plan.dial('0049 30 901820').dialled; // '9004930901820'
 * plan.dial('2002').dialled; // '2002'
 * plan.dial('9-999').kind; // 'emergency': it is not dialled, unless the settings allow it
 * plan.same('(020) 7946 0123', '+44 20 7946 0123'); // true
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used.
 */
export function dialPlan(settings: DialPlanSettings): DialPlan {
  return new Plan(checkSettings(settings));
}

class Plan implements DialPlan {
  readonly #numbering: Numbering;
  readonly #nationalPrefix: string;
  /** Undefined for that of the country. */
  readonly #ownNationalPrefix: string | undefined;
  readonly #internationalPrefix: string;
  /** With the code of the country, as it stands in front of a local number. */
  readonly #localPrefix: string | undefined;
  readonly #remembered = new Map<string, DialledNumber | RefusedNumber>();

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(private readonly settings: CheckedSettings) {
    this.#numbering = new Numbering(settings.country);
    const { nationalPrefix } = settings;
    this.#ownNationalPrefix = nationalPrefix === '+' ? `+${this.#numbering.callingCode}` : nationalPrefix;
    this.#nationalPrefix = this.#ownNationalPrefix ?? this.#numbering.nationalPrefix;
    this.#internationalPrefix = settings.internationalPrefix ?? this.#numbering.internationalPrefix;
    this.#localPrefix = this.#numbering.localPrefix(settings.areaCode);
    checkStrip(settings.strip, settings.outsideLine, [this.#nationalPrefix, this.#internationalPrefix]);
  }

  dial(written: string): DialledNumber | RefusedNumber {
    const known = this.#remembered.get(written);
    if (known !== undefined) {
      return known;
    }
    const tidied = tidy(written);
    const read = 'problem' in tidied ? refused(tidied.problem) : this.#read(this.#stripped(tidied.signs));
    if (written.length <= 100) {
      this.#remembered.set(written, read);
      forgetOldest(this.#remembered, mostRemembered);
    }
    return read;
  }

  keyOf(written: string): string | undefined {
    const { kind, e164, dialled } = this.dial(written);
    if (kind === 'emergency' && dialled === undefined) {
      const tidied = tidy(written);
      return 'signs' in tidied ? this.#stripped(tidied.signs) : undefined;
    }
    return e164 ?? dialled;
  }

  same(one: string, other: string): boolean {
    const key = this.keyOf(one);
    return key !== undefined && key === this.keyOf(other);
  }

  #read(signs: string): DialledNumber | RefusedNumber {
    if (this.#candidates(signs).some((digits) => this.#numbering.isEmergency(digits))) {
      return this.#emergency(signs);
    }
    if (/^\d+$/.test(signs) && this.settings.extensionLengths.includes(signs.length)) {
      return { kind: 'extension', dialled: signs };
    }
    const number = this.#numberIn(signs);
    if (number === undefined) {
      return this.#unknown(signs);
    }
    return /[A-Z]/.test(signs) && !isVanityNumber(number)
      ? refused(sayOfDialPlan('letters'))
      : this.#external(number, signs);
  }

  #external(number: NumberOfPlan, signs: string): DialledNumber | RefusedNumber {
    const { e164, callingCode, national, isValid } = number;
    const isNational = callingCode === this.#numbering.callingCode;
    if (isNational && this.#numbering.isEmergency(national)) {
      return this.#emergency(signs);
    }
    const digits = isNational
      ? `${this.#nationalPrefix}${national}`
      : `${this.#internationalPrefix}${callingCode}${national}`;
    return !isValid && this.#numbering.reachesEmergency(digits)
      ? this.#emergency(signs)
      : {
          kind: isNational ? 'national' : 'international',
          dialled: `${this.settings.outsideLine}${digits}`,
          e164,
        };
  }

  /** A service number or a code of the telephone system, perhaps. */
  #unknown(signs: string): DialledNumber | RefusedNumber {
    if (signs.startsWith('+')) {
      return refused(sayOfDialPlan('notPossible'));
    }
    if (/[A-Z]/.test(signs)) {
      return refused(sayOfDialPlan('letters'));
    }
    const outside = this.#candidates(signs).at(-1) ?? signs;
    const isOutside = this.settings.outsideLine === '' || outside !== signs;
    return isOutside && this.#numbering.reachesEmergency(outside)
      ? this.#emergency(signs)
      : { kind: 'unknown', dialled: signs };
  }

  #emergency(signs: string): DialledNumber | RefusedNumber {
    return this.settings.allowsEmergency && /^[0-9*]+$/.test(signs)
      ? { kind: 'emergency', dialled: signs }
      : { kind: 'emergency', problem: sayOfDialPlan('emergency', { number: signs }) };
  }

  /** The signs as they are, and without the outside line if they begin with it. */
  #candidates(signs: string): string[] {
    const { outsideLine } = this.settings;
    const isOutside = outsideLine !== '' && signs.startsWith(outsideLine) && signs !== outsideLine;
    return isOutside ? [signs, signs.slice(outsideLine.length)] : [signs];
  }

  /**
   * The best reading: one that is written with its prefix before one that is not, a local one before one with an area code,
   * a valid one before a possible one.
   */
  #numberIn(signs: string): NumberOfPlan | undefined {
    const candidates = this.#candidates(signs);
    const readings = candidates.flatMap((text) => this.#readingsOf(text));
    return (
      readings.find(({ isExplicit, isValid }) => isExplicit && isValid) ??
      readings.find(({ isExplicit }) => isExplicit) ??
      candidates.flatMap((text) => this.#localReadingOf(text) ?? []).at(0) ??
      readings.find(({ isValid }) => isValid)
    );
  }

  #localReadingOf(digits: string): NumberOfPlan | undefined {
    const isLocal = this.#localPrefix !== undefined && /^\d+$/.test(digits);
    if (!isLocal || this.#numbering.reachesEmergency(digits)) {
      return undefined;
    }
    const number = this.#numbering.read(`${this.#localPrefix}${digits}`);
    return number?.isValid ? number : undefined;
  }

  /** As the country reads it, and as the telephone system does, whose prefixes may be others. */
  #readingsOf(signs: string): NumberOfPlan[] {
    const { internationalPrefix } = this.settings;
    const nationalPrefix = this.#ownNationalPrefix;
    const texts = signs.includes('*') ? [] : [signs];
    if (internationalPrefix && signs.startsWith(internationalPrefix)) {
      texts.push(`+${signs.slice(internationalPrefix.length)}`);
    }
    if (nationalPrefix && signs.startsWith(nationalPrefix)) {
      texts.push(`+${this.#numbering.callingCode}${signs.slice(nationalPrefix.length)}`);
    }
    return texts.flatMap((text) => this.#numbering.read(text) ?? []);
  }

  #stripped(signs: string): string {
    const found = this.settings.strip.find((start) => signs.startsWith(start) && signs !== start);
    return found === undefined ? signs : this.#stripped(signs.slice(found.length));
  }
}

function isVanityNumber({ callingCode, isValid }: NumberOfPlan): boolean {
  return isValid && withVanityNumbers.includes(callingCode);
}

function refused(problem: Phrase): RefusedNumber {
  return { kind: 'invalid', problem };
}
