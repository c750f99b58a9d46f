import type { DialPlanSettings } from '../numbers';
import type { PasswordEncryption } from '../protocol';
import type { SafetyRules } from './safety';
import type { SiteConfirmations } from './commands/site-confirmations';

/** How commands are sent. */
export interface CommandSettings {
  /** For a GC with `UseSecurePassword`; absent, agents' passwords are sent as they are. */
  readonly passwordEncryption?: PasswordEncryption | undefined;
  /** Time limit of a command, in milliseconds, from 1 to a week (as for every time here); default 10 000. */
  readonly timeoutMs?: number | undefined;
  /**
   * What becomes of a command while there is no connection to the broker. `fail`, the default: it fails at once with
   * GC_NOT_CONNECTED. `wait`: it waits for the connection, at most its own time limit, and fails with
   * GC_NOT_CONNECTED then; but never a command that makes, answers, moves, records or watches a call: what was meant
   * for a call must not reach another one later. At most 10 000 commands and 8 MB, and 200 commands of an agent, are
   * without an outcome at a time; more fail with GC_TOO_MANY_COMMANDS.
   */
  readonly whileAway?: 'fail' | 'wait' | undefined;
  /**
   * Lets the broker drop a command that GC has not fetched within its time limit (and 2 seconds), so that GC does not
   * carry it out minutes later, when it comes back; default true. The time is sent as one of the clock: switch it off
   * where the clocks of this machine, the broker and GC are not in step, or commands die before they are read.
   * ActiveMQ puts expired commands into its dead letter queue, except heartbeats and those with a password.
   */
  readonly expireCommands?: boolean | undefined;
  /** How often GC is asked whether it is there, in milliseconds; default 30 000. */
  readonly heartbeatMs?: number | undefined;
  /** What confirms commands at this site, where it is not what the catalogue says. */
  readonly confirmations?: SiteConfirmations | undefined;
  /**
   * How MakeCall, ConsultCall and Transfer_sst dial numbers as people write them. The safety rules see what is dialled,
   * and the outcome has it as `dialled`. Absent: numbers are sent as they are given.
   */
  readonly dialPlan?: DialPlanSettings | undefined;
  /** What may be sent at all; absent: anything. */
  readonly safety?: SafetyRules | undefined;
}
