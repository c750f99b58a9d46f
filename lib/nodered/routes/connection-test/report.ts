import type * as live from '../../../check/live';

/**
 * What a test of a connection has found, step by step; a step that took too long is `late`. After one that has failed,
 * or is late, the others are skipped.
 */
export interface TestReport {
  /** In the order in which they are tried. */
  readonly brokers: readonly BrokerResult[];
  readonly gc: GcResult;
  readonly login: LoginResult;
  /** Absent for a store in memory. */
  readonly store?: StoreResult;
}

export interface StoreResult {
  /** `withheld`: it is not the deployed one, and would have been told what is known to Node-RED only. */
  readonly outcome: 'well' | 'unavailable' | 'late' | 'withheld';
  readonly detail?: string;
}

export interface BrokerResult extends Pick<live.BrokerResult, 'broker' | 'detail'> {
  /**
   * `withheld`: nothing was sent, because the broker is not the deployed one, and what would have been sent is known to
   * Node-RED only: a stored password, or an environment variable.
   */
  readonly outcome: live.BrokerResult['outcome'] | 'withheld';
}

export interface GcResult extends Pick<live.GcResult, 'detail'> {
  /** `refused`, `unreachable`: the broker does not let in the client that would ask. */
  readonly outcome: live.GcResult['outcome'] | 'refused' | 'unreachable' | 'skipped';
}

export interface LoginResult extends Pick<live.LoginResult, 'detail'> {
  readonly agentId?: string;
  /** `withheld`: the broker is not the deployed one, so it does not get the stored password. */
  readonly outcome:
    live.LoginResult['outcome'] | 'no-password' | 'not-deployed' | 'no-agent' | 'withheld' | 'skipped';
}
