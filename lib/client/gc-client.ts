import { EventEmitter } from 'node:events';
import type { DialPlan } from '../numbers';
import type { Privacy } from '../privacy';
import type { CommandName, CommandParameters, Flavour } from '../protocol';
import { runSafely } from '../stomp';
import type { FiguresOptions } from './figures/plan';
import type { OpenFigures } from './figures/open-figures';
import { logIn, type AgentLogin, type Run } from './commands/login';
import type { CommandOptions, Outcome } from './commands/outcome';
import { checkChoice } from './configuration';
import type { Health } from './connection/health';
import { Listeners, type GcClientEvents } from './delivery/listeners';
import type { Counters } from './metrics/counters';
import type { PeriodFigures } from './figures/rows';
import type { Unread } from './metrics/unread-record';
import type { AgentSnapshot } from './model/agent';
import type { NamedLegSnapshot } from './model/calls';
import type { TrackerSnapshot } from './model/tracker';
import type { GcClientOptions } from './options';
import { makeParts, type Parts } from './parts';
import { type FileRecording, type Recorded, type Recording, type RecordingOptions } from './recording';
import { checkCall } from './recovery';

/** How often it is looked for what only time tells. */
const tickMs = 1000;

/** What is known now. */
export interface Snapshot extends TrackerSnapshot {
  readonly health: Health;
  readonly counters: Counters;
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
  /** Cisco's contact centre behind GC, where it is known. */
  readonly contactCentre: Flavour | undefined;
  readonly #privacy: Privacy | undefined;
  readonly #concealsEvents: boolean;
  readonly #completeWith: 'other' | 'own';
  readonly #parts: Parts;
  readonly #recorded: Recorded;
  readonly #listeners: Listeners;
  #ticking: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(options: GcClientOptions) {
    super();
    this.#completeWith = checkChoice('completeWith', options.completeWith ?? 'other', ['other', 'own']);
    this.contactCentre = checkContactCentre(options.contactCentre);
    this.#privacy = options.privacy;
    this.#concealsEvents = options.concealEvents === true;
    this.#listeners = new Listeners(this, options.privacy, options.concealEvents);
    this.#parts = makeParts(options, this.#listeners);
    const { destination, link } = this.#parts;
    this.#recorded = {
      destination,
      commandQueue: link.queue,
      broker: () => link.broker,
      health: () => link.health,
    };
  }

  /** The name of the topic on which GC publishes for this client. */
  get destination(): string {
    return this.#parts.destination;
  }

  get health(): Health {
    return this.#parts.link.health;
  }

  /**
   * Connects to the broker. Settles with the first attempt; after a rejection the client keeps trying until
   * `close()`, and `health` tells when it has succeeded.
   *
   * @throws {GcError} GC_NOT_CONNECTED with the reason, GC_CLOSED.
   */
  connect(): Promise<void> {
    if (!this.#isClosed) {
      this.#parts.store.pass(performance.now());
      this.#ticking ??= setInterval(() => {
        runSafely('What only time tells', () => {
          this.#tick();
        });
      }, tickMs).unref();
    }
    const { hints, link } = this.#parts;
    return hints === undefined ? link.connect() : hints.load().then(() => link.connect());
  }

  /**
   * Sends a command and waits for what becomes of it. A command for an agent who is being brought back after an outage
   * waits until the agent is back, at most its own time limit; such agents come first.
   *
   * @throws {GcError} with GC's code, or GC_INVALID_PARAMETER, GC_NOT_CONNECTED, GC_NOT_ACCEPTED, GC_TIMEOUT,
   * GC_CONNECTION_LOST, GC_TOO_MANY_COMMANDS, GC_CLOSED, or the code of the safety rule that refuses it. With a dial
   * plan also GC_EMERGENCY_NUMBER. With a key also GC_REPEATED_KEY and GC_STORE_UNAVAILABLE.
   */
  command<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    this.#privacy?.learn(this.#parts.commands.dialling.apply(name, parameters).parameters);
    this.#privacy?.learn(parameters);
    return this.#concealing(this.#parts.commands.run(name, parameters, options));
  }

  /**
   * Logs an agent in: Connect, which GC does not answer, and Login or MobileAgentLogin right behind it. From then on
   * the client brings the agent back after an outage, until it is logged out; for that it keeps the password in memory.
   *
   * @throws {GcError} as {@link command}; both commands are checked before the first is sent.
   */
  login(agent: AgentLogin, options: CommandOptions = {}): Promise<Outcome> {
    const run: Run = (name, parameters, its) => this.command(name, parameters, its);
    return this.#concealing(logIn(run, this.destination, agent, options));
  }

  /** Reads numbers as people write them, as the option `dialPlan` says; undefined without that option. */
  get dialPlan(): DialPlan | undefined {
    return this.#parts.commands.dialling.plan;
  }

  /** Login ids of the agents whom this client has logged in, and who are there as far as it knows. */
  get loggedIn(): readonly string[] {
    return this.#parts.sessions.loggedIn;
  }

  /** An agent, as far as events have told; `UNKNOWN` where they have not. */
  agent(agentId: string): AgentSnapshot {
    return this.#parts.model.agent(agentId);
  }

  /** The calls an agent has now, as far as events have told, and what the agent can do with them. */
  callsOf(agentId: string): readonly NamedLegSnapshot[] {
    return this.#parts.model.callsOf(agentId);
  }

  /**
   * The extension with which TransferCall and Conferencecall complete the agent's consult call, as the option
   * `completeWith` says; undefined while it is not known.
   */
  extensionToComplete(agentId: string): string | undefined {
    return this.#parts.model.extensionToComplete(agentId, this.#completeWith);
  }

  /**
   * A time as GC tells it, such as `2026-03-05 09:00:00`, in milliseconds since 1970. Undefined while GC's time zone is
   * not certain: neither an option nor an event of this connection has shown it.
   */
  gcTime(text: string): number | undefined {
    return this.#parts.model.gcTime(text);
  }

  snapshot(): Snapshot {
    const { model, counting, link, commands, unread } = this.#parts;
    const { connects, reconnects } = link.counters;
    return {
      health: this.health,
      ...model.snapshot(),
      counters: counting.read({
        connects,
        reconnects,
        waitingCommands: commands.waiting,
        unreadMessages: unread.messages,
      }),
    };
  }

  /**
   * Counts figures of agents, teams and the connection from now on, until they are closed. Asked for before
   * {@link connect}, an interval goes on that the client before this one has begun.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED.
   */
  figures(options: FiguresOptions = {}): Promise<OpenFigures> {
    return this.#parts.figures.open(options);
  }

  /** The figures that are counted now, of the connection and its teams, for monitoring. */
  get countedFigures(): readonly PeriodFigures[] {
    return this.#parts.figures.all();
  }

  /** What GC has sent and could not be read. */
  get unread(): Unread {
    return this.#parts.unread.read();
  }

  /**
   * Asks GC for the state of an agent, and of each call that the agent is known to have. Then the snapshot has them.
   *
   * @throws {GcError} as {@link command}
   */
  refresh(agentId: string, options: CommandOptions = {}): Promise<void> {
    return this.#concealing(this.#refresh(agentId, options));
  }

  async #refresh(agentId: string, options: CommandOptions): Promise<void> {
    const { gc } = this.#parts;
    const { signal = new AbortController().signal, by = { kind: 'library' }, automatic } = options;
    await gc.ask('GetState', { agentId }, { ...options, by });
    await Promise.all(gc.callsOf(agentId).map((call) => checkCall(call, gc, { signal, by, automatic })));
  }

  /**
   * Records from now on what goes over the wire, in memory, without passwords and tokens. One recording runs at a time;
   * {@link close} ends it. It can be read while it runs and afterwards.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, also while another recording runs; GC_CLOSED.
   */
  record(options: RecordingOptions = {}): Recording {
    return this.#parts.recorder.inMemory(options, this.#recorded);
  }

  /**
   * Records to a file, and to a second one beside it (`trace.older.jsonl` beside `trace.jsonl`): when the file has half of
   * the bytes or of the time, its lines become the older ones. What is in the file already stays in front. A crash of the
   * process loses at most a second. What goes wrong with the disk ends the recording, and is a `warning`.
   *
   * @throws {GcError} as {@link record}
   */
  recordToFile(file: string, options: RecordingOptions = {}): FileRecording {
    return this.#parts.recorder.toFile(file, options, this.#recorded, (warning) => {
      this.#listeners.warn(warning);
    });
  }

  /** Ends the connection. Commands that have no outcome yet fail with GC_CLOSED. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#ticking);
    const { silentCalls, recovery, commands, eventQueue, heartbeat, store, hints, link, recorder, figures } =
      this.#parts;
    silentCalls.close();
    recovery.close();
    commands.close();
    store.close();
    eventQueue?.close();
    heartbeat.stop();
    await link.close();
    await hints?.close();
    await figures.close();
    await recorder.close();
  }

  /** Resolves and rejects without what is personal. */
  #concealing<T>(result: Promise<T>): Promise<T> {
    const privacy = this.#privacy;
    return privacy === undefined
      ? result
      : result.then(
          (outcome) => (this.#concealsEvents ? privacy.data(outcome) : outcome),
          (error: unknown) => {
            throw privacy.error(error);
          },
        );
  }

  /** What only time tells. */
  #tick(): void {
    const { inbound, silentCalls, store, hints, figures } = this.#parts;
    silentCalls.pass(inbound.passTime());
    store.pass(performance.now());
    hints?.pass();
    figures.pass();
  }
}

function checkContactCentre(given: Flavour | undefined): Flavour | undefined {
  return given === undefined ? undefined : checkChoice('contactCentre', given, ['ucce', 'uccx']);
}
