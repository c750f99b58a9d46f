import { formatEvent, GcError, printable, type EventFormat, type Flavour } from '../protocol';
import { StompConnection, type BrokerAddress, type IncomingMessage, type StateChange } from '../stomp';
import { startBroker, type Broker } from './broker';
import { Engine, type IncomingCall, type Publish } from './engine';
import { commandEntry, type SimulatorLogEntry } from './log';
import { Outbox } from './outbox';
import { readSite, type Site, type SiteAgent } from './site';

export interface SimulatorOptions {
  /** Port of the embedded broker on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number | undefined;
  /** A broker to sit beside; then there is no embedded one. */
  readonly broker?: SimulatorBroker | undefined;
  /** The queue on which commands come; default `Connector1`. */
  readonly commandQueue?: string | undefined;
  /** Default `json`. */
  readonly format?: EventFormat | undefined;
  /** Default `ucce`. */
  readonly flavour?: Flavour | undefined;
  /** What is not the same as in the default site. */
  readonly site?: Partial<Site> | undefined;
  /** Told of all commands, events and problems. */
  readonly onLog?: ((entry: SimulatorLogEntry) => void) | undefined;
}

export interface SimulatorBroker extends BrokerAddress {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** What can be made to go wrong, and right again. */
export type Fault = 'out-of-service' | 'in-service';

const faults: Readonly<Record<Fault, (engine: Engine) => void>> = {
  'out-of-service': (engine) => {
    engine.setInService(false);
  },
  'in-service': (engine) => {
    engine.setInService(true);
  },
};

/** A running simulator of GC. */
export interface Simulator {
  /** Port of the broker through which it is reached. */
  readonly port: number;
  /** The agents there are, with their passwords. */
  readonly agents: readonly SiteAgent[];
  /**
   * Somebody outside calls an agent, who is named by login id or extension.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; CF_INVALID_OBJECT_STATE when the agent is not logged in, or busy;
   * GC_INVALID_PARAMETER
   */
  incomingCall(call: IncomingCall): string;
  /**
   * The party outside ends its call with the agent, who is named by login id or extension.
   *
   * @returns the dialog id
   * @throws {GcError} USER_NOT_FOUND; NO_DIALOG_ID when there is no such call
   */
  customerHangsUp(call: { readonly to: string }): string;
  /** @throws {GcError} GC_INVALID_PARAMETER */
  fault(name: Fault): void;
  close(): Promise<void>;
}

/**
 * Starts a simulated GC. With an embedded broker it is ready when this resolves; beside another broker it also
 * resolves when the first attempt to connect failed, and goes on trying.
 *
 * @example
 * const simulator = await startSimulator({ format: 'json', flavour: 'ucce' });
 * simulator.incomingCall({ to: '1081', from: '03001234567' });
 * @throws {GcError} GC_INVALID_CONFIGURATION
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const site = readSite(options.site);
  const { broker } = options;
  if (broker === undefined) {
    return startEmbedded(options, site);
  }
  const simulator = new RunningSimulator(options, site, broker);
  await simulator.connect().catch(() => undefined); // told to the log
  return simulator;
}

async function startEmbedded(options: SimulatorOptions, site: Site): Promise<Simulator> {
  const broker = await startBroker({ port: options.port });
  try {
    const simulator = new RunningSimulator(options, site, { host: '127.0.0.1', port: broker.port }, broker);
    await simulator.connect();
    return simulator;
  } catch (error) {
    await broker.close();
    throw error;
  }
}

class RunningSimulator implements Simulator {
  readonly port: number;
  readonly agents: readonly SiteAgent[];
  readonly #engine: Engine;
  readonly #connection: StompConnection;
  readonly #outbox = new Outbox((error) => {
    this.#logProblem(error instanceof Error ? error.message : String(error));
  });

  constructor(
    private readonly options: SimulatorOptions,
    site: Site,
    { user, password, ...address }: SimulatorBroker,
    private readonly embedded?: Broker,
  ) {
    this.port = address.port;
    this.agents = site.agents;
    this.#engine = new Engine({ site, flavour: options.flavour ?? 'ucce', publish: this.#publish });
    this.#connection = new StompConnection({ brokers: [address], user, password });
    this.#connection.on('state', this.#logState);
    this.#connection.subscribe({
      destination: `/queue/${options.commandQueue ?? 'Connector1'}`,
      onMessage: this.#receive,
      onError: (error) => {
        this.#logProblem(error.message);
      },
    });
  }

  connect(): Promise<void> {
    return this.#connection.connect();
  }

  incomingCall(call: IncomingCall): string {
    return this.#engine.incomingCall(call);
  }

  customerHangsUp(call: { readonly to: string }): string {
    return this.#engine.customerHangsUp(call);
  }

  fault(name: Fault): void {
    if (!Object.hasOwn(faults, name)) {
      const known = Object.keys(faults).join(', ');
      throw new GcError('GC_INVALID_PARAMETER', {
        detail: `the simulator knows no fault "${printable(String(name))}", but ${known}`,
      });
    }
    faults[name](this.#engine);
  }

  async close(): Promise<void> {
    this.#engine.close();
    await this.#connection.close();
    await this.embedded?.close();
  }

  readonly #receive = ({ type = '', body }: IncomingMessage): void => {
    const entry = commandEntry(type, body);
    this.#log(entry);
    const problem = this.#engine.receive(type, body);
    if (problem !== undefined) {
      this.#logProblem(`Nothing came of this: ${problem}.`);
    }
  };

  readonly #publish: Publish = (destination, event, fullName) => {
    const body = formatEvent(event, this.options.format ?? 'json', { fullName });
    this.#log({ kind: 'event', destination, body });
    this.#outbox.put(() =>
      this.#connection.send({ destination: `/topic/${destination}`, body, persistent: false }),
    );
  };

  readonly #logState = ({ state, broker, reason }: StateChange): void => {
    if (reason !== undefined) {
      this.#logProblem(`${reason.message} Trying again.`);
    } else if (state === 'connected') {
      this.#log({ kind: 'connected', broker });
    }
  };

  #logProblem(text: string): void {
    this.#log({ kind: 'problem', text });
  }

  #log(entry: SimulatorLogEntry): void {
    this.options.onLog?.(entry);
  }
}
