import { decodeCommand } from '../protocol';
import type { StompOptions } from '../stomp';
import type { Broker } from './broker';
import { BrokerLink } from './broker-link';
import { dialectOfFormat, readDialect, writeEvent, type Dialect } from './dialects';
import { Engine, realClock } from './engine';
import type { IncomingCall, PreviewCall, Publish, WhichCall } from './engine';
import { closeDown } from './engine/calls/closing-time';
import { Timers } from './engine/timers';
import { truthAbout, type AgentTruth } from './engine/truth';
import { Faults, type FaultName, type FaultOptions } from './faults';
import { LoadGenerator, planLoad, type Load, type LoadOptions } from './load';
import { commandNews, type SimulatorNews } from './log';
import type { OutgoingEvent } from './outgoing-event';
import { Random } from './random';
import type { Fault, Simulator, SimulatorOptions } from './simulator';
import type { Site, SiteAgent, SiteQueue } from './site';

/** A GC that takes its commands from a broker and publishes what its engine says there. */
export class RunningSimulator implements Simulator {
  readonly port: number;
  readonly agents: readonly SiteAgent[];
  readonly queues: readonly SiteQueue[];
  readonly reasonCodes: Site['reasonCodes'];
  readonly #clock: Timers;
  /** For the commands that GC takes late. */
  readonly #lateClock: Timers;
  readonly #engine: Engine;
  readonly #dialect: Dialect;
  readonly #faults: Faults;
  #load: LoadGenerator | undefined;
  readonly #link: BrokerLink;
  /** What GC has published and is not sent yet. */
  #published: OutgoingEvent[] = [];

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
    this.reasonCodes = site.reasonCodes;
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
    this.#link = new BrokerLink(way, options.commandQueue ?? 'Connector1', {
      onCommand: this.#take,
      onConnected: (address) => {
        this.#log({ kind: 'connected', broker: address });
      },
      onProblem: (text) => {
        this.#logProblem(text);
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
    return this.#link.connect();
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
    await this.#link.close();
    await this.embedded?.close();
  }

  get #seed(): number {
    return this.options.seed ?? 1;
  }

  readonly #take = (type: string, body: string): void => {
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
  };

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

  readonly #write = (...[destination, event, fullName]: Parameters<Publish>): OutgoingEvent => {
    return { destination, event, ...writeEvent(event, this.#dialect, fullName) };
  };

  readonly #send = (): void => {
    const published = this.#published;
    this.#published = [];
    for (const { destination, body, type, event } of this.#faults.apply(published)) {
      this.#log({ kind: 'event', destination, body, event });
      this.#link.publish({ destination, body, type });
    }
  };

  #logProblem(text: string): void {
    this.#log({ kind: 'problem', text });
  }

  #log(news: SimulatorNews): void {
    this.options.onLog?.({ at: this.#clock.now(), ...news });
  }
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
function chosenDialect({ dialect, format }: SimulatorOptions, site: Site): Dialect {
  const choice = dialect ?? (format && dialectOfFormat[format]);
  return choice === undefined ? site.dialect : readDialect(choice);
}
