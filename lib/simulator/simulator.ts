import type { EventFormat, Flavour } from '../protocol';
import type { BrokerAddress } from '../stomp';
import type { DialectChoice } from './dialects';
import type { Clock, IncomingCall, PreviewCall, WhichCall } from './engine';
import type { AgentTruth } from './engine/truth';
import type { FaultName, FaultOptions } from './faults';
import type { Load, LoadOptions } from './load';
import type { SimulatorLogEntry } from './log';
import type { ReplaySource } from './replay/reading/open-trace';
import type { Site, SiteAgent, SiteContent, SiteQueue } from './site';

export interface SimulatorOptions {
  /** Port of the embedded broker on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number | undefined;
  /** A broker to sit beside, or several in the order of their priority; then there is no embedded one. */
  readonly broker?: SimulatorBroker | readonly SimulatorBroker[] | undefined;
  /**
   * A trace to play, in place of a simulated contact centre: the path of its file, or its lines. It begins when the first
   * client says where it listens. Only `port`, `broker`, `commandQueue`, `speed`, `clock` and `onLog` count with it.
   */
  readonly replay?: ReplaySource | undefined;
  /** The queue on which commands come; default `Connector1`, or that of the trace. */
  readonly commandQueue?: string | undefined;
  /** How GC spells and formats what it says: by name, or what is different from one; default: that of the site. */
  readonly dialect?: DialectChoice | undefined;
  /** Short for the dialect of the specification in this format. */
  readonly format?: EventFormat | undefined;
  /** Default `ucce`. */
  readonly flavour?: Flavour | undefined;
  /** What is not the same as in the default site. */
  readonly site?: SiteContent | undefined;
  /** How many times as fast as on this machine time goes by, from 0.01 to 1000; default 1. */
  readonly speed?: number | undefined;
  /** The time of the simulation, in place of this machine's; a `SteppedClock` stands still until it is moved. */
  readonly clock?: Clock | undefined;
  /** A whole number that decides what happens by chance; default 1. */
  readonly seed?: number | undefined;
  /** Told of all commands, events and problems. */
  readonly onLog?: ((entry: SimulatorLogEntry) => void) | undefined;
}

/** With several, they are told the user and the password of the first. */
export interface SimulatorBroker extends BrokerAddress {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** What can be made to go wrong; `in-service` is the end of `out-of-service`. */
export type Fault = FaultName | 'in-service';

/** A running simulator of GC. */
export interface Simulator {
  /** Port of the broker through which it is reached. */
  readonly port: number;
  /** The agents there are, with their passwords; without those of the load. */
  readonly agents: readonly SiteAgent[];
  /** The queues that bring calls. */
  readonly queues: readonly SiteQueue[];
  /** The reasons that agents can choose from. */
  readonly reasonCodes: Site['reasonCodes'];
  /** The states and calls of all agents, to compare with what a client knows of them. */
  readonly truth: readonly AgentTruth[];
  /** The names of the faults that last, and are turned on. */
  readonly activeFaults: readonly FaultName[];
  /** The load that is running. */
  readonly load: Load | undefined;
  /**
   * Somebody outside calls an agent or a queue.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; CF_INVALID_OBJECT_STATE when the agent is not logged in, or busy;
   * GC_INVALID_PARAMETER
   */
  incomingCall(call: IncomingCall): string;
  /**
   * The party outside answers a call of an agent, before it would do so by itself.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; NO_DIALOG_ID when there is no such call
   */
  customerAnswers(call: WhichCall): string;
  /**
   * The party outside ends its call, or no longer waits in a queue.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; NO_DIALOG_ID when there is no such call
   */
  customerHangsUp(call: WhichCall): string;
  /**
   * A call has rung for long enough and is not answered: it is taken from the agent, or fails.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; NO_DIALOG_ID when there is no such call
   */
  noAnswer(call: WhichCall): string;
  /**
   * The dialer offers an agent who is ready a customer to call.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND, CF_INVALID_OBJECT_STATE, GC_INVALID_PARAMETER
   */
  previewCall(call: PreviewCall): string;
  /**
   * Makes something go wrong: once, or until it is ended. It works at once; a fault of the broker, when the promise
   * settles.
   *
   * Rejects with a GcError: GC_INVALID_PARAMETER; USER_NOT_FOUND; CF_INVALID_OBJECT_STATE when nobody is logged in
   * whom it could concern.
   */
  fault(name: Fault, options?: FaultOptions): Promise<void>;
  /** Ends a fault that lasts. Rejects with a GcError GC_INVALID_PARAMETER. */
  endFault(name: FaultName): Promise<void>;
  /**
   * Keeps more agents busy with calls to the queues of the site, in place of the load before.
   *
   * @throws {GcError} GC_INVALID_PARAMETER, or GC_INVALID_CONFIGURATION when the site has no queues
   */
  startLoad(options?: LoadOptions): Load;
  /** The agents of the load go home, and their customers hang up. */
  stopLoad(): void;
  /** Ends faults, load and calls, and logs everybody out; commands that GC has not taken yet are lost. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
