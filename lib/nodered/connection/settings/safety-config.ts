import type { CallingHours, SafetyRules } from '../../../client';
import { flagOr, numberOr, oneOf, partsOf, textOf, type SavedField } from '../../fields/config-fields';

/** What the dialog of gc-connection saves on its tab Safety. */
export interface SafetyConfig {
  /** Patterns, separated by commas. */
  dialAllow?: string;
  dialDeny?: string;
  /** A gc-calendar, in place of the hours that follow. */
  callingCalendar?: string;
  callingDays?: readonly string[];
  callingFrom?: string;
  callingTo?: string;
  timeZone?: string;
  commandsPerSecond?: SavedField;
  agentCommandsPerSecond?: SavedField;
  maxCalls?: SavedField;
  /** Minutes. */
  repeatWithin?: SavedField;
  repeatedKey?: string;
  dryRun?: boolean;
}

/**
 * Reads the rules for what may be sent.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field.
 */
export function readSafety(config: SafetyConfig): SafetyRules {
  const rate = [0.01, 10_000] as const;
  return {
    dialAllow: partsOf(config.dialAllow),
    dialDeny: partsOf(config.dialDeny),
    callingHours: readCallingHours(config),
    commandsPerSecond: numberOr(undefined, 'commandsPerSecond', config.commandsPerSecond, rate),
    agentCommandsPerSecond: numberOr(
      undefined,
      'agentCommandsPerSecond',
      config.agentCommandsPerSecond,
      rate,
    ),
    maxCalls: numberOr(undefined, 'maxCalls', config.maxCalls, [1, 100_000]),
    repeatWithinMs: 60_000 * numberOr(10, 'repeatWithin', config.repeatWithin, [0.1, 1440]),
    repeatedKey: oneOf('repeatedKey', config.repeatedKey, ['refuse', 'answer']),
    dryRun: flagOr(false, 'dryRun', config.dryRun),
  };
}

/** The client checks days, times and time zone. */
function readCallingHours(config: SafetyConfig): CallingHours | undefined {
  const hours = {
    days: (config.callingDays ?? []) as CallingHours['days'],
    from: textOf('callingFrom', config.callingFrom),
    to: textOf('callingTo', config.callingTo),
    timeZone: textOf('timeZone', config.timeZone),
  };
  const isLimited = hours.days?.length || (hours.from ?? hours.to) !== undefined;
  return isLimited ? hours : undefined;
}
