import type { PrivacyOptions } from '../../privacy';
import { mostKeptDigits, shortestKey } from '../../privacy';
import { flagOr, invalid, numberOr, oneOf, partsOf, type SavedField } from '../fields/config-fields';
import { fieldNames } from '../language/field-names';
import { say } from '../language/phrases';

/** What the dialog of gc-connection saves on its tab Privacy. */
export interface PrivacyConfig {
  privacy?: string;
  privacyDigits?: SavedField;
  /** Separated by commas; `*` for all. */
  privacyVariables?: string;
  /** Separated by commas; empty: none is dropped. */
  privacyKeptVariables?: string;
  privacyAgents?: boolean;
  privacyEvents?: boolean;
}

export interface PrivacyCredentials {
  /** For hashes. */
  privacyKey?: string;
}

/** What a connection conceals. */
export interface PrivacyPlan extends PrivacyOptions {
  /** Also what nodes send into the flow. */
  readonly events: boolean;
}

/**
 * Reads what the dialog has saved; undefined where nothing is concealed.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field.
 */
export function readPrivacyPlan(
  config: PrivacyConfig,
  { privacyKey }: PrivacyCredentials,
): PrivacyPlan | undefined {
  const method = oneOf('privacy', config.privacy, ['off', 'mask', 'hash']);
  if (method === 'off') {
    return undefined;
  }
  const concealed = partsOf(config.privacyVariables ?? '*');
  const kept = partsOf(config.privacyKeptVariables);
  return {
    method,
    keepDigits: Math.round(numberOr(4, 'privacyDigits', config.privacyDigits, [0, mostKeptDigits])),
    key: method === 'hash' ? readKey(privacyKey) : undefined,
    variables: concealed.includes('*') ? undefined : concealed,
    keepVariables: kept.length === 0 ? undefined : kept,
    agents: flagOr(false, 'privacyAgents', config.privacyAgents),
    events: flagOr(false, 'privacyEvents', config.privacyEvents),
  };
}

function readKey(given: unknown): string {
  const key = typeof given === 'number' ? String(given) : given;
  const what = fieldNames('privacyKey');
  if (typeof key !== 'string' || key === '') {
    throw invalid(say('isMissing', { what }));
  }
  if (key.length < shortestKey) {
    throw invalid(say('tooShort', { what, least: shortestKey }));
  }
  return key;
}
