import { GcError } from '../../protocol';
import { callLimit, type KnownDialogs } from './call-limit';
import { callingCalendar, callingHours, type CallingCalendar, type CallingHours } from './calling-hours';
import { dialPatterns } from './dial-patterns';
import { rateLimit } from './rate-limit';
import { contextOf } from './first-outcome';
import type { KeyRules } from './keys';
import type { AskedCommand, OnOutcome, SafetyRule } from './rule';

/**
 * What a connection lets its users do. Each rule refuses a command before anything is sent, with a code of its own.
 * What the client sends by itself (heartbeats, recovery) is not held up by them.
 */
export interface SafetyRules extends KeyRules {
  /**
   * The numbers that may be dialled (MakeCall, ConsultCall, Transfer_sst), as patterns; absent or empty: all. In a
   * pattern a digit, `+` or `*` is itself, `X` any digit, and a `*` at the end anything or nothing: `2XXX`, `0049*`.
   * A number is compared as it is dialled: `+49…` and `0049…` need a pattern each. Refusal: GC_NUMBER_NOT_ALLOWED.
   */
  readonly dialAllow?: readonly string[] | undefined;
  /** The numbers that may not be dialled even where `dialAllow` has them, such as `0900*`. */
  readonly dialDeny?: readonly string[] | undefined;
  /**
   * When customers may be called (MakeCall, AcceptOutboundPreview); absent: always. Consulting and transferring
   * within a call is possible at any time. Refusal: GC_OUTSIDE_CALLING_HOURS.
   */
  readonly callingHours?: CallingHours | undefined;
  /**
   * Finds the calendar that says when customers may be called, in place of `callingHours`. While its holidays are not
   * known, or where it is not there, they may not. Refusal: GC_OUTSIDE_CALLING_HOURS.
   */
  readonly callingCalendar?: (() => CallingCalendar | undefined) | undefined;
  /**
   * How many commands may go out in any second; absent: any number. A fraction is a pause: 0.5 is one command every
   * two seconds. Refusal: GC_TOO_FAST, which makes sense to try again.
   */
  readonly commandsPerSecond?: number | undefined;
  /** The same for each agent by itself. */
  readonly agentCommandsPerSecond?: number | undefined;
  /**
   * How many calls may go on at once for MakeCall to make another one; absent: any number. All calls count that this
   * client knows of, incoming and consult calls too. Refusal: GC_TOO_MANY_CALLS, which makes sense to try again.
   */
  readonly maxCalls?: number | undefined;
  /** True: everything is checked and nothing is sent; a command that would have been ends with `dry-run`. */
  readonly dryRun?: boolean | undefined;
}

/** The rules of a connection as one: a command may be sent when all of them agree. */
export class Safety {
  readonly isDryRun: boolean;
  readonly #rules: readonly SafetyRule[];

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(rules: SafetyRules, calls: KnownDialogs) {
    const { commandsPerSecond, agentCommandsPerSecond, maxCalls } = rules;
    this.isDryRun = rules.dryRun ?? false;
    this.#rules = [
      dialPatterns(rules.dialAllow ?? [], rules.dialDeny ?? []),
      ...hoursOf(rules),
      ...(maxCalls === undefined ? [] : [callLimit(maxCalls, calls)]),
      ...(commandsPerSecond === undefined ? [] : [rateLimit(commandsPerSecond, 'connection')]),
      ...(agentCommandsPerSecond === undefined ? [] : [rateLimit(agentCommandsPerSecond, 'agent')]),
    ];
  }

  /**
   * Looks whether a command may go out.
   *
   * @throws {GcError} with the code of the first rule that refuses it.
   */
  check(command: AskedCommand): void {
    for (const rule of this.#rules) {
      const refusal = rule.check(command);
      if (refusal !== undefined) {
        throw new GcError(refusal.code, { ...contextOf(command), detail: refusal.detail });
      }
    }
  }

  /**
   * Lets a command go out, and returns what must be told when it has its outcome.
   *
   * @throws {GcError} as {@link check}
   */
  admit(command: AskedCommand): OnOutcome {
    this.check(command);
    const endings = this.#rules.map((rule) => rule.take?.(command));
    return (wasSent) => {
      endings.forEach((end) => end?.(wasSent));
    };
  }
}

function hoursOf({ callingCalendar: find, callingHours: hours }: SafetyRules): SafetyRule[] {
  if (find !== undefined) {
    return [callingCalendar(find)];
  }
  return hours === undefined ? [] : [callingHours(hours)];
}
