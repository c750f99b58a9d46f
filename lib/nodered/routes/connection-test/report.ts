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

export interface BrokerResult {
  /** `host:port`, as they were typed. */
  readonly broker: string;
  /**
   * `withheld`: nothing was sent, because the broker is not the deployed one, and what would have been sent is known to
   * Node-RED only: a stored password, or an environment variable.
   */
  readonly outcome: 'well' | 'refused' | 'unreachable' | 'late' | 'withheld';
  /** In English, for whoever looks closer; never with a secret. */
  readonly detail?: string;
}

export interface GcResult {
  readonly outcome: 'well' | 'silent' | 'out-of-service' | 'late' | 'skipped';
  readonly detail?: string;
}

export interface LoginResult {
  /**
   * `busy`: the agent is logged in already, and is left alone; `unclear`: GC does not tell whether it is; `stuck`: the
   * login works, but the agent could not be logged out again; `withheld`: the broker is not the deployed one, so it does
   * not get the stored password.
   */
  readonly outcome:
    | 'well'
    | 'busy'
    | 'unclear'
    | 'stuck'
    | 'refused'
    | 'late'
    | 'no-password'
    | 'not-deployed'
    | 'no-agent'
    | 'withheld'
    | 'skipped';
  readonly agentId?: string;
  readonly detail?: string;
}
