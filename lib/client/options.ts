import type { BrokerAddress, StompOptions } from '../stomp';
import type { CommandSettings } from './commands';
import type { Delivery } from './delivery';
import type { RecoveryOptions } from './recovery';

export interface GcClientOptions extends CommandSettings {
  /** In order of priority. */
  readonly brokers: readonly BrokerAddress[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The queue on which GC listens; default `Connector1`. */
  readonly commandQueue?: string | undefined;
  /** Name of the topic on which GC shall publish for this client; no other client may use the same. */
  readonly destination: string;
  /** How events reach the listeners of `event`; default: those of the topic, as they come. */
  readonly delivery?: Delivery | undefined;
  /** After how many unanswered heartbeats GC counts as silent; default 2. */
  readonly missedBeats?: number | undefined;
  /** How agents are brought back after an outage. */
  readonly recovery?: RecoveryOptions | undefined;
  /** For how long calls that are over stay in the snapshot, in milliseconds; default 60 000. */
  readonly forgetEndedCallsMs?: number | undefined;
  /**
   * The time zone in which GC tells times: a name such as `Europe/Berlin`, or a distance from UTC such as `-05:00`.
   * Absent: this machine's, until events show another one.
   */
  readonly timeZone?: string | undefined;
  /** GC is asked for calls of which nothing was heard for so long, in milliseconds; default 300 000. */
  readonly resyncMs?: number | undefined;
  /** Timing of the connection to the broker. */
  readonly stomp?: Omit<StompOptions, 'brokers' | 'user' | 'password'> | undefined;
}
