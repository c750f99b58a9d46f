import { randomUUID } from 'node:crypto';
import { decodeCommand, type EventFormat, type Flavour } from '../protocol';
import { StompConnection } from '../stomp';
import type { BrokerAddress, IncomingMessage, StateChange, StompOptions } from '../stomp';
import { startBroker, type Broker } from './broker';
import { checkQuantity } from './check-quantity';
import { readDialect, writeEvent, type Dialect, type DialectChoice, type DialectName } from './dialects';
import { Engine, realClock } from './engine';
import type { Clock, IncomingCall, PreviewCall, Publish, WhichCall } from './engine';
import { closeDown } from './engine/calls/closing-time';
import { Timers } from './engine/timers';
import { truthAbout, type AgentTruth } from './engine/truth';
import { Faults, type FaultName, type FaultOptions } from './faults';
import { LoadGenerator, planLoad, type Load, type LoadOptions } from './load';
import { commandNews, type SimulatorLogEntry, type SimulatorNews } from './log';
import { Outbox } from './outbox';
import type { Outgoing } from './outgoing';
import { seeds, speeds } from './quantity';
import { Random } from './random';
import { readSite, type Site, type SiteAgent, type SiteContent, type SiteQueue } from './site';

export interface SimulatorOptions {
  /** Port of the embedded broker on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number | undefined;
  /** A broker to sit beside, or several in the order of their priority; then there is no embedded one. */
  readonly broker?: SimulatorBroker | readonly SimulatorBroker[] | undefined;
  /** The queue on which commands come; default `Connector1`. */
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

/**
 * Starts a simulated GC. With an embedded broker it is ready when this resolves; beside another broker it also
 * resolves when the first attempt to connect failed, and goes on trying.
 *
 * @example
 * const simulator = await startSimulator({ format: 'json', flavour: 'ucce' });
 * simulator.incomingCall({ to: '1081', from: '03001234567' });
 * @throws {GcError} GC_INVALID_CONFIGURATION, GC_INVALID_PARAMETER
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { broker, speed = 1, seed = 1 } = options;
  checkQuantity('speed', speed, speeds);
  checkQuantity('seed', seed, seeds);
  const site = readSite(options.site);
  if (broker === undefined) {
    return startEmbedded(options, site);
  }
  const brokers: readonly SimulatorBroker[] = [broker].flat();
  const { user, password } = brokers[0] ?? {};
  const simulator = new RunningSimulator(options, site, { brokers, user, password });
  await simulator.connect().catch(() => undefined); // told to the log
  return simulator;
}

/** No fault keeps the simulator itself away from its broker for longer than it lasts. */
async function startEmbedded(options: SimulatorOptions, site: Site): Promise<Simulator> {
  const login = { user: 'gc', password: randomUUID() };
  const broker = await startBroker({ port: options.port, spared: login });
  const way = {
    ...login,
    brokers: [{ host: '127.0.0.1', port: broker.port }],
    backoff: { minMs: 50, maxMs: 500 },
  };
  try {
    const simulator = new RunningSimulator(options, site, way, broker);
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
  readonly queues: readonly SiteQueue[];
  readonly #clock: Timers;
  /** For the commands that GC takes late. */
  readonly #lateClock: Timers;
  readonly #engine: Engine;
  readonly #dialect: Dialect;
  readonly #faults: Faults;
  #load: LoadGenerator | undefined;
  readonly #connection: StompConnection;
  readonly #early: IncomingMessage[] = [];
  /** What GC has published and is not sent yet. */
  #published: Outgoing[] = [];
  readonly #outbox = new Outbox((error) => {
    this.#logProblem(error instanceof Error ? error.message : String(error));
  });

  constructor(
    private readonly options: SimulatorOptions,
    site: Site,
    way: StompOptions,
    private readonly embedded?: Broker,
  ) {
    const { clock = realClock(options.speed), flavour = 'ucce' } = options;
    this.#dialect = chosenDialect(options, site);
    this.port = way.brokers[0]?.port ?? 0;
    this.agents = site.agents;
    this.queues = site.queues;
    this.#clock = new Timers(clock, this.#send);
    this.#lateClock = new Timers(this.#clock, () => undefined);
    this.#engine = new Engine({
      site,
      flavour,
      dialect: this.#dialect,
      clock: this.#clock,
      publish: this.#publish,
    });
    this.#faults = new Faults({
      engine: this.#engine,
      random: new Random(this.#seed),
      broker: embedded,
      write: this.#write,
      send: (outgoing) => {
        this.#published.push(outgoing);
      },
    });
    this.#connection = new StompConnection(way);
    this.#connection.on('state', this.#logState);
    this.#connection.subscribe({
      destination: `/queue/${options.commandQueue ?? 'Connector1'}`,
      onMessage: this.#receive,
      onError: (error) => {
        this.#logProblem(error.message);
      },
    });
  }

  get truth(): readonly AgentTruth[] {
    const { centre } = this.#engine;
    return [...centre.agents.values()].map((agent) => truthAbout(centre, agent));
  }

  get activeFaults(): readonly FaultName[] {
    return this.#faults.active;
  }

  get load(): Load | undefined {
    return this.#load?.load;
  }

  connect(): Promise<void> {
    return this.#connection.connect();
  }

  incomingCall(call: IncomingCall): string {
    return this.#happen(() => this.#engine.incomingCall(call));
  }

  customerAnswers(call: WhichCall): string {
    return this.#happen(() => this.#engine.customerAnswers(call));
  }

  customerHangsUp(call: WhichCall): string {
    return this.#happen(() => this.#engine.customerHangsUp(call));
  }

  noAnswer(call: WhichCall): string {
    return this.#happen(() => this.#engine.noAnswer(call));
  }

  previewCall(call: PreviewCall): string {
    return this.#happen(() => this.#engine.previewCall(call));
  }

  fault(name: Fault, options: FaultOptions = {}): Promise<void> {
    return name === 'in-service'
      ? this.endFault('out-of-service')
      : this.#happen(() => this.#faults.start(name, options));
  }

  endFault(name: FaultName): Promise<void> {
    return this.#happen(() => this.#faults.end(name));
  }

  startLoad(options: LoadOptions = {}): Load {
    const load = planLoad(options, this.#seed);
    const next = new LoadGenerator(this.#engine, this.#clock, load);
    this.stopLoad();
    this.#load = next;
    next.begin();
    return load;
  }

  stopLoad(): void {
    this.#happen(() => this.#load?.end());
    this.#load = undefined;
  }

  async reset(): Promise<void> {
    this.#lateClock.stop();
    const faultsEnd = this.#happen(() => this.#faults.endAll());
    this.stopLoad();
    this.#happen(() => {
      closeDown(this.#engine.centre);
    });
    await faultsEnd;
  }

  async close(): Promise<void> {
    this.#clock.stop();
    await this.#connection.close();
    await this.embedded?.close();
  }

  get #seed(): number {
    return this.options.seed ?? 1;
  }

  /** After a reconnect commands come before the answers to them could be sent. */
  readonly #receive = (message: IncomingMessage): void => {
    if (this.#connection.state === 'connected') {
      this.#take(message);
    } else {
      this.#early.push(message);
    }
  };

  #take({ type = '', body }: IncomingMessage): void {
    this.#log(commandNews(type, body));
    const delay = this.#faults.delay(decodeCommand(type, body)?.parameters.agentId);
    if (delay > 0) {
      this.#lateClock.schedule(delay, () => {
        this.#carryOut(type, body);
      });
    } else {
      this.#happen(() => {
        this.#carryOut(type, body);
      });
    }
  }

  #carryOut(type: string, body: string): void {
    const problem = this.#engine.receive(type, body);
    if (problem !== undefined) {
      this.#logProblem(`Nothing came of this: ${problem}.`);
    }
  }

  /** Something happens: what GC publishes thereby belongs together. */
  #happen<T>(what: () => T): T {
    try {
      return what();
    } finally {
      this.#send();
    }
  }

  readonly #publish: Publish = (destination, event, fullName) => {
    this.#load?.hear(destination, event);
    this.#published.push(this.#write(destination, event, fullName));
  };

  readonly #write = (...[destination, event, fullName]: Parameters<Publish>): Outgoing => {
    return { destination, event, ...writeEvent(event, this.#dialect, fullName) };
  };

  readonly #send = (): void => {
    const published = this.#published;
    this.#published = [];
    for (const { destination, body, type, event } of this.#faults.apply(published)) {
      this.#log({ kind: 'event', destination, body, event });
      this.#outbox.put(() =>
        this.#connection.send({
          destination: `/topic/${destination}`,
          body,
          ...(type !== undefined && { type }),
          persistent: false,
        }),
      );
    }
  };

  readonly #logState = ({ state, broker, reason }: StateChange): void => {
    if (reason !== undefined) {
      this.#logProblem(`${reason.message} Trying again.`);
    } else if (state === 'connected') {
      this.#log({ kind: 'connected', broker });
      for (const message of this.#early.splice(0)) {
        this.#take(message);
      }
    }
  };

  #logProblem(text: string): void {
    this.#log({ kind: 'problem', text });
  }

  #log(news: SimulatorNews): void {
    this.options.onLog?.({ at: this.#clock.now(), ...news });
  }
}

const dialectOfFormat: Readonly<Record<EventFormat, DialectName>> = {
  json: 'specified-json',
  text: 'specified-new',
  'text-old': 'specified-old',
};

/** @throws {GcError} GC_INVALID_CONFIGURATION */
function chosenDialect({ dialect, format }: SimulatorOptions, site: Site): Dialect {
  const choice = dialect ?? (format && dialectOfFormat[format]);
  return choice === undefined ? site.dialect : readDialect(choice);
}
