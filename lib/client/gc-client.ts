import { EventEmitter } from 'node:events';
import {
  GcError,
  thrownText,
  type CommandName,
  type CommandParameters,
  type EventOf,
  type Flavour,
  type GcEvent,
} from '../protocol';
import { runSafely, type IncomingMessage } from '../stomp';
import type { AgentSnapshot } from './model/agents';
import type { NamedLegSnapshot } from './model/calls';
import { Commands } from './commands/commands';
import { checkChoice } from './configuration';
import { Counting, type Counters } from './metrics/counters';
import { queueSettings, type Delivery } from './delivery/delivery';
import type { DerivedEvent } from './model/derived-events';
import { checkDestination, checkHelloArgument } from './connection/destinations';
import { extensionToComplete } from './model/extension-to-complete';
import { EventQueue } from './delivery/event-queue';
import type { Health } from './connection/health';
import { Knowledge } from './model/knowledge';
import { Link } from './connection/link';
import { logIn, type AgentLogin, type Run } from './commands/login';
import type { GcClientOptions } from './options';
import type { CommandOptions, Outcome } from './commands/outcome';
import { readMessage, type Receipt } from './delivery/receipt';
import {
  callEventsIn,
  checkCall,
  isNews,
  Recovery,
  SessionKeeper,
  Sessions,
  type CallEvent,
  type GcSide,
} from './recovery';
import { SilentCalls } from './recovery/silent-calls';
import { inTurn, tellAll, type Telling } from './delivery/telling';
import type { TrackerSnapshot } from './model/tracker';

/** How often it is looked for what only time tells. */
const tickMs = 1000;

/** What is known now. */
export interface Snapshot extends TrackerSnapshot {
  readonly health: Health;
  readonly counters: Counters;
}

interface GcClientEvents {
  event: [event: GcEvent, receipt: Receipt];
  /** What the client concludes from events: about calls and agents' states. */
  derived: [event: DerivedEvent, receipt: Receipt];
  /** Each of both, once the snapshot has it, however listeners of these get their events. Nobody waits for this one. */
  live: [event: GcEvent | DerivedEvent];
  health: [health: Health];
  /** Something a person should know of, and that no command reports. */
  warning: [warning: GcError];
}

/**
 * A client of GC: commands with outcomes, events, and what is known of agents and calls. Agents whom it has logged in
 * are brought back after an outage; what comes of that is marked `recovered`. Works without Node-RED.
 *
 * @example
 * const gc = new GcClient({ brokers: [{ host: '127.0.0.1', port: 61613 }], destination: 'my-client' });
 * await gc.connect();
 * const { event } = await gc.command('MakeCall', { agentId: '1081', number: '2002' });
 */
export class GcClient extends EventEmitter<GcClientEvents> {
  readonly #destination: string;
  readonly #helloArgument: string;
  readonly #completeWith: 'other' | 'own';
  /** Cisco's contact centre behind GC, where it is known. */
  readonly contactCentre: Flavour | undefined;
  readonly #counting = new Counting();
  readonly #knowledge: Knowledge;
  readonly #gc: GcSide;
  readonly #link: Link;
  readonly #commands: Commands;
  readonly #sessions: Sessions;
  readonly #recovery: Recovery;
  readonly #keeper: SessionKeeper;
  readonly #silentCalls: SilentCalls;
  /** Where listeners get their events from, if not as they come. */
  readonly #eventQueue: EventQueue | undefined;
  #ticking: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(options: GcClientOptions) {
    super();
    this.#destination = checkDestination(options.destination);
    this.#helloArgument = checkHelloArgument(options.helloArgument ?? this.#destination);
    this.#completeWith = checkChoice('completeWith', options.completeWith ?? 'other', ['other', 'own']);
    this.contactCentre = checkContactCentre(options.contactCentre);
    this.#knowledge = new Knowledge(options, options.delivery?.kind === 'queue');
    this.#link = this.#newLink(options);
    this.#sessions = new Sessions((agentId) => {
      this.#recovery.drop(agentId);
      this.#knowledge.learnExtension(agentId, this.#sessions.get(agentId)?.login.extension);
    });
    this.#commands = new Commands(
      options,
      (message) => this.#link.send(message),
      this.#knowledge.live,
      this.#counting,
      {
        asked: (name, parameters) => {
          this.#sessions.asked(name, parameters);
        },
        sent: (name, parameters) => {
          this.#knowledge.learnSent(name, parameters);
        },
        ended: (name, parameters, result) => {
          this.#sessions.ended(name, parameters, result);
          this.#knowledge.learnEnded(name, parameters, result);
        },
      },
    );
    this.#gc = this.#gcSide();
    this.#recovery = new Recovery(options.recovery ?? {}, this.#sessions, this.#gc, this.#commands);
    this.#keeper = new SessionKeeper(
      this.#destination,
      this.#sessions,
      this.#recovery,
      this.#gc,
      checkChoice('recovery.checkLogouts', options.recovery?.checkLogouts ?? 'unexplained', [
        'unexplained',
        'all',
        'none',
      ]),
    );
    this.#silentCalls = new SilentCalls(options.resyncMs, this.#knowledge.live, this.#gc, (agentId) =>
      this.#mayAsk(agentId),
    );
    this.#eventQueue = this.#newEventQueue(options.delivery);
  }

  /** The name of the topic on which GC publishes for this client. */
  get destination(): string {
    return this.#destination;
  }

  get health(): Health {
    return this.#link.health;
  }

  /**
   * Connects to the broker. Settles with the first attempt; after a rejection the client keeps trying until
   * `close()`, and `health` tells when it has succeeded.
   *
   * @throws {GcError} GC_NOT_CONNECTED with the reason, GC_CLOSED.
   */
  connect(): Promise<void> {
    if (!this.#isClosed) {
      this.#ticking ??= setInterval(() => {
        runSafely('What only time tells', () => {
          this.#tick();
        });
      }, tickMs).unref();
    }
    return this.#link.connect();
  }

  /**
   * Sends a command and waits for what becomes of it. A command for an agent who is being brought back after an outage
   * waits until the agent is back, at most its own time limit; such agents come first.
   *
   * @throws {GcError} with GC's code, or GC_INVALID_PARAMETER, GC_NOT_CONNECTED, GC_NOT_ACCEPTED, GC_TIMEOUT,
   * GC_CONNECTION_LOST, GC_TOO_MANY_COMMANDS, GC_CLOSED, or the code of the safety rule that refuses it.
   */
  command<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    return this.#commands.run(name, parameters, options);
  }

  /**
   * Logs an agent in: Connect, which GC does not answer, and Login or MobileAgentLogin right behind it. From then on
   * the client brings the agent back after an outage, until it is logged out; for that it keeps the password in memory.
   *
   * @throws {GcError} as {@link command}; both commands are checked before the first is sent.
   */
  login(agent: AgentLogin, options: CommandOptions = {}): Promise<Outcome> {
    const run: Run = (name, parameters, its) => this.command(name, parameters, its);
    return logIn(run, this.#destination, agent, options);
  }

  /** Login ids of the agents whom this client has logged in, and who are there as far as it knows. */
  get loggedIn(): readonly string[] {
    const here = this.#sessions.all().filter(({ isLeaving, isUnknown }) => !isLeaving && !isUnknown);
    return here.map(({ agentId }) => agentId);
  }

  /** An agent, as far as events have told; `UNKNOWN` where they have not. */
  agent(agentId: string): AgentSnapshot {
    return this.#knowledge.agent(agentId);
  }

  /** The calls an agent has now, as far as events have told, and what the agent can do with them. */
  callsOf(agentId: string): readonly NamedLegSnapshot[] {
    return this.#knowledge.callsOf(agentId);
  }

  /**
   * The extension with which TransferCall and Conferencecall complete the agent's consult call, as the option
   * `completeWith` says; undefined while it is not known.
   */
  extensionToComplete(agentId: string): string | undefined {
    const own = this.agent(agentId).extension;
    if (this.#completeWith === 'own') {
      return own;
    }
    const consult = this.callsOf(agentId).find(({ leg }) => leg === 'consult');
    const dialled = this.#knowledge.consultedAbout(agentId, consult?.associatedDialogId);
    return consult && extensionToComplete(consult, own, dialled);
  }

  snapshot(): Snapshot {
    return {
      health: this.health,
      ...this.#knowledge.snapshot(),
      counters: this.#counting.read({
        connects: this.#link.counters.connects,
        reconnects: this.#link.counters.reconnects,
        waitingCommands: this.#commands.waiting,
      }),
    };
  }

  /**
   * Asks GC for the state of an agent, and of each call that the agent is known to have. Then the snapshot has them.
   *
   * @throws {GcError} as {@link command}
   */
  async refresh(agentId: string, options: CommandOptions = {}): Promise<void> {
    await this.#gc.ask('GetState', { agentId }, options);
    const { signal = new AbortController().signal } = options;
    await Promise.all(this.#gc.callsOf(agentId).map((call) => checkCall(call, this.#gc, signal)));
  }

  /** Ends the connection. Commands that have no outcome yet fail with GC_CLOSED. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#ticking);
    this.#silentCalls.close();
    this.#recovery.close();
    this.#commands.close();
    this.#eventQueue?.close();
    await this.#link.close();
  }

  readonly #receive = (message: IncomingMessage): void => {
    const { event, receipt } = readMessage(message);
    const { marked, derived, isLate } = this.#follow(event);
    if (this.#eventQueue === undefined) {
      this.#tell(marked, derived, isLate ? { ...receipt, late: true } : receipt);
    }
  };

  /** Takes in what is live: the sessions of agents, what is known of them and their calls, and what commands wait for. */
  #follow(event: GcEvent): { marked: GcEvent; derived: readonly DerivedEvent[]; isLate: boolean } {
    this.#counting.event(event);
    const marked = this.#step('Marking', event, event, () => this.#keeper.mark(event));
    this.#step('Following the sessions', marked, undefined, () => {
      if (marked.type === 'System') {
        this.#link.follow(marked);
      }
      this.#keeper.follow(marked);
    });
    const derived = this.#step<readonly DerivedEvent[]>('The model', marked, [], () =>
      isDoubted(marked) ? [] : this.#knowledge.apply(marked),
    );
    this.#emitLive([marked, ...derived]);
    this.#step('Finding calls', marked, undefined, () => {
      for (const told of callEventsIn(marked, this.#knowledge.live.calls)) {
        this.#find(told);
      }
    });
    const isLate = this.#step('Confirming commands', marked, false, () => this.#commands.offer(marked));
    if (isLate) {
      this.#counting.count('lateEvents');
    }
    return { marked, derived, isLate };
  }

  /** A step that fails on an event becomes a warning: the steps behind it and the listeners get the event all the same. */
  #step<T>(what: string, event: GcEvent, otherwise: T, step: () => T): T {
    try {
      return step();
    } catch (error) {
      const agentId = 'agentId' in event ? event.agentId : undefined;
      const detail = `${what} failed at the event ${event.type}: ${thrownText(error)}`;
      this.#warn(new GcError('GC_INTERNAL_ERROR', { agentId, detail }));
      return otherwise;
    }
  }

  /** Takes in what has happened without an event of GC, and tells it where it is news. */
  #find(event: CallEvent | EventOf<'State'>): void {
    const isNew = event.type === 'State' || isNews(event, this.#knowledge.live.calls);
    const isToBeTold = isNew && this.#isOurs(event.agentId);
    const found = { ...event, recovered: true as const };
    const { live, told } = this.#knowledge.find(found, isToBeTold);
    this.#emitLive([found, ...live]);
    if (isToBeTold) {
      this.#counting.count('recoveredEvents');
      this.#tell(found, told, { format: 'json', receivedAt: Date.now(), raw: '' });
    }
  }

  /** A standby does not speak for the agents of another client. */
  #isOurs(agentId: string): boolean {
    return this.#eventQueue === undefined || this.#sessions.get(agentId) !== undefined;
  }

  #mayAsk(agentId: string): boolean {
    const isThere = this.health.gc.condition === 'in-service';
    return isThere && this.#isOurs(agentId) && !this.#recovery.isLost(agentId);
  }

  /** What only time tells. */
  #tick(): void {
    const { now, live, told } = this.#knowledge.pass();
    this.#emitLive(live);
    this.#tellDerived(told, { format: 'json', receivedAt: Date.now(), raw: '' });
    this.#silentCalls.pass(now);
  }

  #tell(event: GcEvent, derived: readonly DerivedEvent[], receipt: Receipt): void {
    tellAll('event', this.rawListeners('event'), event, receipt);
    this.#tellDerived(derived, receipt);
  }

  #tellDerived(events: readonly DerivedEvent[], receipt: Receipt): void {
    for (const event of events) {
      tellAll('derived', this.rawListeners('derived'), event, receipt);
    }
  }

  #emitLive(events: readonly (GcEvent | DerivedEvent)[]): void {
    for (const event of events) {
      for (const listener of this.rawListeners('live')) {
        runSafely('A listener of "live"', () => listener.call(this, event));
      }
    }
  }

  #warn(warning: GcError): void {
    for (const listener of this.rawListeners('warning')) {
      runSafely('A listener of "warning"', () => listener.call(this, warning));
    }
  }

  #newLink(options: GcClientOptions): Link {
    return new Link(options, this.#destination, {
      onArrival: () => {
        this.#commands.connected();
      },
      onDeparture: () => {
        this.#commands.disconnected();
        this.#recovery.lose();
      },
      onHealth: (health, before) => {
        this.#followHealth(health, before);
      },
      onMessage: this.#receive,
      onWarning: (warning) => {
        this.#warn(warning);
      },
      beat: (name, its) =>
        name === 'Hello'
          ? this.#gc.sayHello(its)
          : this.#commands.runOwn(name, { destination: this.#destination }, its),
      someAgentIsLoggedIn: () => this.#knowledge.live.agents.someLoggedIn(),
    });
  }

  #newEventQueue(delivery: Delivery | undefined): EventQueue | undefined {
    checkChoice('delivery.kind', delivery?.kind ?? 'topic', ['topic', 'queue']);
    if (delivery?.kind !== 'queue') {
      return undefined;
    }
    const queue = new EventQueue(queueSettings(delivery, this.#destination), this.#counting, {
      take: (event, receipt) => this.#takeQueued(event, receipt),
      warn: (warning) => {
        this.#warn(warning);
      },
    });
    this.#link.subscribe(queue.subscription);
    return queue;
  }

  #takeQueued(event: GcEvent, receipt: Receipt): Telling[] {
    const marked = this.#step('Marking', event, event, () => this.#keeper.mark(event));
    const derived = this.#step<readonly DerivedEvent[]>('The model', marked, [], () =>
      isDoubted(marked) ? [] : this.#knowledge.takeQueued(marked, receipt),
    );
    return [
      ...this.rawListeners('event').map((listener) => inTurn(listener, [marked])),
      ...this.rawListeners('derived').map((listener) => inTurn(listener, derived)),
    ];
  }

  #followHealth(health: Health, before: Health): void {
    if (health.gc.condition !== before.gc.condition) {
      if (health.gc.condition === 'in-service') {
        this.#recovery.begin();
      } else {
        this.#recovery.lose();
      }
    }
    for (const listener of this.rawListeners('health')) {
      runSafely('A listener of "health"', () => listener.call(this, health));
    }
  }

  #gcSide(): GcSide {
    const run: Run = (name, parameters, options) => this.#commands.runOwn(name, parameters, options);
    return {
      ask: run,
      logIn: (agent, options) => logIn(run, this.#destination, agent, options),
      sayHello: (options) => run('Hello', { destination: this.#helloArgument }, options),
      agent: (agentId) => this.#knowledge.live.agents.get(agentId),
      callsOf: (agentId) => this.#knowledge.live.calls.of(agentId),
      find: (event) => {
        this.#find(event);
      },
      warn: (problem) => {
        this.#warn(problem);
      },
    };
  }
}

function checkContactCentre(given: Flavour | undefined): Flavour | undefined {
  return given === undefined ? undefined : checkChoice('contactCentre', given, ['ucce', 'uccx']);
}

/** A logout that is being checked: it may not be true. */
function isDoubted(event: GcEvent): boolean {
  return event.type === 'State' && event.state === 'LOGOUT' && event.recovered === true;
}
