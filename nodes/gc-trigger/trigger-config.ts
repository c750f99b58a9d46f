import type { NodeDef } from 'node-red';
import type { SavedField } from '../../lib/nodered';

export interface TriggerConfig extends NodeDef {
  connection?: string;
  /** What is watched: the states of agents, or queues. */
  watch?: string;
  /** Login ids, or ids of gc-agents, separated by commas; empty means all. */
  agents?: string;
  /** Ids or names of teams, separated by commas; empty means all. */
  teams?: string;
  states?: readonly string[];
  /** Separated by commas; empty means any. */
  reasonCodes?: string;
  seconds?: SavedField;
  /** From when the time counts for agents who are in the state already. */
  countFrom?: string;
  /** Names of queues, separated by commas; empty means all that the supervisor sees. */
  queues?: string;
  /** Id of the gc-agent for whom GC is asked; empty means any supervisor who is logged in. */
  supervisor?: string;
  measure?: string;
  from?: SavedField;
  /** Empty means the same value. */
  below?: SavedField;
  /** Seconds. */
  lasts?: SavedField;
  /** Seconds between questions to GC. */
  every?: SavedField;
  /** Seconds; empty means never. */
  repeat?: SavedField;
  /** Whether it is written down what counts and what was reported, so that both outlive a restart. */
  outlivesRestart?: boolean;
}

/** In seconds. More than a timer can count is not meant. */
export const timeBounds = [1, 1_000_000] as const;
