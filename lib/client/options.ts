import type { Flavour } from '../protocol';
import type { Privacy } from '../privacy';
import type { BrokerAddress, StompOptions } from '../stomp';
import type { Store } from '../store';
import type { CommandSettings } from './command-settings';
import type { Delivery } from './delivery/delivery';
import type { RecoveryOptions } from './recovery';

export interface GcClientOptions extends CommandSettings {
  /** Cisco's contact centre behind GC, where it is known: some rules differ. */
  readonly contactCentre?: Flavour | undefined;
  /**
   * Whose extension completes a transfer or conference, where none is given: the one that was consulted (`other`, the
   * default) or that of the agent (`own`). The specification says "agent_extension"; another page about GC and a public
   * client have the other agent's.
   */
  readonly completeWith?: 'other' | 'own' | undefined;
  /**
   * What follows `Hello#`; default: the destination. The specification says "client_extension"; all other pages about GC
   * and a public client have the destination.
   */
  readonly helloArgument?: string | undefined;
  /** In order of priority. */
  readonly brokers: readonly BrokerAddress[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The queue on which GC listens; default `Connector1`. */
  readonly commandQueue?: string | undefined;
  /** Name of the topic on which GC shall publish for this client; no other client may use the same. */
  readonly destination: string;
  /**
   * Keeps what must outlive the client: the keys of commands. Default: a store in memory. The client does not close it,
   * so several can share one.
   */
  readonly store?: Store | undefined;
  /**
   * The room of the store for hints: what is known of open calls and of agents' states, for the client that is started
   * after this one with the same room. Figures are kept in a room with a similar name. No other client may use it at the
   * same time. Absent: nothing is kept.
   */
  readonly hintRoom?: string | undefined;
  /** How events reach the listeners of `event`; default: those of the topic, as they come. */
  readonly delivery?: Delivery | undefined;
  /** After how many unanswered heartbeats GC counts as silent; default 2. */
  readonly missedBeats?: number | undefined;
  /**
   * Conceals what is personal in errors, warnings, recordings, and the texts that GC sent. Commands go out as they are;
   * the snapshot and the store have all values. Clients can share one.
   */
  readonly privacy?: Privacy | undefined;
  /** With `privacy`: whether events and outcomes are concealed as well; default false. */
  readonly concealEvents?: boolean | undefined;
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
