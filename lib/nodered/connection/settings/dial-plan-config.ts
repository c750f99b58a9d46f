import type { DialPlanSettings } from '../../../numbers';
import { flagOr, invalid, oneOf, partsOf, textOf, type SavedField } from '../../fields/config-fields';
import { say } from '../../language/phrases';

/** What the dialog of gc-connection saves on its tab Numbers. */
export interface DialPlanConfig {
  dialPlan?: boolean;
  /** Two letters (ISO 3166). */
  dialCountry?: string;
  dialAreaCode?: SavedField;
  /** How the telephone system wants numbers of the public network. */
  dialForm?: string;
  dialOutsideLine?: SavedField;
  /** Both count only for prefixes of the system's own; empty for none. */
  dialNationalPrefix?: SavedField;
  dialInternationalPrefix?: SavedField;
  /** Beginnings, separated by commas. */
  dialStrip?: SavedField;
  /** Lengths, separated by commas. */
  dialExtensions?: SavedField;
  dialEmergency?: string;
}

/**
 * Reads how numbers are dialled; undefined where they are dialled as they are given. The client checks country and digits.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field.
 */
export function readDialPlan(config: DialPlanConfig): DialPlanSettings | undefined {
  if (!flagOr(false, 'dialPlan', config.dialPlan)) {
    return undefined;
  }
  const country = textOf('dialCountry', config.dialCountry);
  if (country === undefined) {
    throw invalid(say('noDialCountry'));
  }
  return {
    country,
    areaCode: textOf('dialAreaCode', config.dialAreaCode),
    ...readForm(config),
    strip: partsOf(config.dialStrip),
    extensionLengths: partsOf(config.dialExtensions).map(Number),
    emergency: oneOf('dialEmergency', config.dialEmergency, ['refused', 'allowed']),
  };
}

/** What stands in front of a number of the public network. */
function readForm(
  config: DialPlanConfig,
): Pick<DialPlanSettings, 'outsideLine' | 'nationalPrefix' | 'internationalPrefix'> {
  const form = oneOf('dialForm', config.dialForm, ['country', 'e164', 'own']);
  if (form === 'e164') {
    return { nationalPrefix: '+', internationalPrefix: '+' };
  }
  const outsideLine = textOf('dialOutsideLine', config.dialOutsideLine);
  return form === 'country'
    ? { outsideLine }
    : {
        outsideLine,
        nationalPrefix: textOf('dialNationalPrefix', config.dialNationalPrefix) ?? '',
        internationalPrefix: textOf('dialInternationalPrefix', config.dialInternationalPrefix) ?? '',
      };
}
