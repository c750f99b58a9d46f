import { EventEmitter } from 'node:events';
import {
  encodeCommand,
  formatOf,
  GcError,
  parseEvent,
  passwordEncryptor,
  type CommandName,
  type CommandParameters,
  type EncodedCommand,
  type GcEvent,
  type ParameterValue,
  type PasswordEncryption,
} from '../protocol';
import { StompConnection, type BrokerAddress, type StateChange, type StompOptions } from '../stomp';
import { Agents, type AgentSnapshot } from './agents';
import { Calls, type CallSnapshot } from './calls';
import { CommandInLane } from './command-in-lane';
import { checkCommandQueue, checkDestination } from './destinations';
import { explain } from './errors';
import { changed, initialHealth, type GcCondition, type Health } from './health';
import { Lanes } from './lanes';
import type { CommandOptions, Outcome } from './outcome';

export interface GcClientOptions {
  /** In order of priority. */
  readonly brokers: readonly BrokerAddress[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The queue on which GC listens; default `Connector1`. */
  readonly commandQueue?: string | undefined;
  /** Name of the topic on which GC shall publish for this client; no other client may use the same. */
  readonly destination: string;
  /** For a GC with `UseSecurePassword`; absent, agents' passwords are sent as they are. */
  readonly passwordEncryption?: PasswordEncryption | undefined;
  /** Time limit of a command, in milliseconds; default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** How often GC is asked whether it is there, in milliseconds; default 30 000. */
  readonly heartbeatMs?: number | undefined;
  /** Timing of the connection to the broker. */
  readonly stomp?: Omit<StompOptions, 'brokers' | 'user' | 'password'> | undefined;
}

/** How an event came. */
export interface Receipt {
  readonly format: 'json' | 'text';
  /** In milliseconds since 1970. */
  readonly receivedAt: number;
  /** The text as GC sent it. */
  readonly raw: string;
}

/** What is known now. */
export interface Snapshot {
  readonly health: Health;
  readonly agents: readonly AgentSnapshot[];
  readonly calls: readonly CallSnapshot[];
}

/** An agent to be logged in; with a phone, as a mobile agent. */
export interface AgentLogin {
  readonly agentId: ParameterValue;
  readonly password: ParameterValue;
  readonly extension: ParameterValue;
  readonly phone?: ParameterValue | undefined;
  /** True: call by call; false: nailed connection. */
  readonly connectionMode?: ParameterValue | undefined;
}

interface GcClientEvents {
  event: [event: GcEvent, receipt: Receipt];
  health: [health: Health];
}

/**
 * A client of GC: commands with outcomes, events, and what is known of agents and calls. Works without Node-RED.
 *
 * @example
 * const gc = new GcClient({ brokers: [{ host: '127.0.0.1', port: 61613 }], destination: 'my-client' });
 * await gc.connect();
 * const { event } = await gc.command('MakeCall', { agentId: '1081', number: '2002' });
 */
export class GcClient extends EventEmitter<GcClientEvents> {
  readonly #connection: StompConnection;
  readonly #queue: string;
  readonly #destination: string;
  readonly #encryptSecret: ((secret: string) => string) | undefined;
  readonly #timeoutMs: number;
  readonly #heartbeatMs: number;
  readonly #agents = new Agents();
  readonly #calls = new Calls();
  readonly #lanes = new Lanes((command) => this.#send(command));
  #health = initialHealth(Date.now());
  #heartbeat: NodeJS.Timeout | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION when the queue, the destination or the encryption cannot be used. */
  constructor(options: GcClientOptions) {
    super();
    this.#queue = checkCommandQueue(options.commandQueue ?? 'Connector1');
    this.#destination = checkDestination(options.destination);
    this.#encryptSecret = options.passwordEncryption && passwordEncryptor(options.passwordEncryption);
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#heartbeatMs = options.heartbeatMs ?? 30_000;
    const { brokers, user, password, stomp } = options;
    this.#connection = new StompConnection({ ...stomp, brokers, user, password });
    this.#connection.on('state', this.#followConnection);
    this.#connection.subscribe({
      destination: `/topic/${this.#destination}`,
      onMessage: ({ body }) => {
        this.#receive(body);
      },
      onError: (error) => {
        this.#setGc('silent', `the broker refuses the topic of this client: ${error.message}`);
      },
    });
  }

  /** The name of the topic on which GC publishes for this client. */
  get destination(): string {
    return this.#destination;
  }

  get health(): Health {
    return this.#health;
  }

  /**
   * Connects to the broker. Settles with the first attempt; after a rejection the client keeps trying until
   * `close()`, and `health` tells when it has succeeded.
   *
   * @throws {GcError} GC_NOT_CONNECTED with the reason, GC_CLOSED.
   */
  async connect(): Promise<void> {
    try {
      await this.#connection.connect();
    } catch (error) {
      const { code, detail } = explain(error);
      throw new GcError(code, { detail });
    }
  }

  /**
   * Sends a command and waits for what becomes of it.
   *
   * @throws {GcError} with GC's code, or GC_INVALID_PARAMETER, GC_NOT_CONNECTED, GC_NOT_ACCEPTED, GC_TIMEOUT,
   * GC_CONNECTION_LOST, GC_TOO_MANY_COMMANDS, GC_CLOSED.
   */
  async command<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    const encoded = encodeCommand(name, parameters, this.#encryptSecret);
    if (options.signal?.aborted) {
      throw new GcError('GC_CLOSED', { command: name });
    }
    if (this.#lanes.isFull) {
      throw new GcError('GC_TOO_MANY_COMMANDS', { command: name });
    }
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    return new Promise((resolve, reject) => {
      const request = { name, parameters: { ...parameters }, encoded, timeoutMs, signal: options.signal };
      const command = new CommandInLane(request, this.#calls, (result) => {
        this.#lanes.remove(command);
        if (result instanceof GcError) {
          reject(result);
        } else {
          resolve(result);
        }
      });
      this.#lanes.add(command);
    });
  }

  /**
   * Logs an agent in: Connect, which GC does not answer, and Login or MobileAgentLogin right behind it.
   *
   * @throws {GcError} as {@link command}; both commands are checked before the first is sent.
   */
  async login(agent: AgentLogin, options: CommandOptions = {}): Promise<Outcome> {
    const { agentId, password, extension, phone, connectionMode } = agent;
    const binding = { agentId, password, destination: this.#destination };
    const plain = { agentId, password, extension };
    const mobile =
      phone === undefined ? undefined : { ...plain, phone, connectionMode: connectionMode ?? true };
    encodeCommand('Connect', binding);
    encodeCommand(mobile ? 'MobileAgentLogin' : 'Login', mobile ?? plain);

    const failed = new AbortController();
    const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
    const connect = this.command('Connect', binding, { ...options, signal });
    const login = mobile
      ? this.command('MobileAgentLogin', mobile, { ...options, signal })
      : this.command('Login', plain, { ...options, signal });
    try {
      const [, outcome] = await Promise.all([connect, login]);
      return outcome;
    } finally {
      failed.abort();
    }
  }

  /** The calls an agent has now, as far as events have told. */
  callsOf(agentId: string): readonly CallSnapshot[] {
    return this.#calls.of(agentId);
  }

  snapshot(): Snapshot {
    return { health: this.#health, agents: this.#agents.all(), calls: this.#calls.all() };
  }

  /** Ends the connection. Commands that have no outcome yet fail with GC_CLOSED. */
  async close(): Promise<void> {
    clearTimeout(this.#heartbeat);
    this.#lanes.failAll('GC_CLOSED', 'GC_CLOSED');
    await this.#connection.close();
  }

  #send({ type, body }: EncodedCommand): Promise<void> {
    return this.#connection.send({ destination: `/queue/${this.#queue}`, type, body });
  }

  #receive(raw: string): void {
    const receivedAt = Date.now();
    const event = parseEvent(raw);
    this.#agents.apply(event, receivedAt);
    this.#calls.apply(event, receivedAt);
    this.#followGc(event);
    this.#lanes.offer(event);
    // What one GC tells the other has a password in it.
    const shown = event.type === 'AgentState' ? '' : raw;
    this.emit('event', event, { format: formatOf(raw), receivedAt, raw: shown });
  }

  /** Any event shows that GC is there; only System events tell whether it is in service. */
  #followGc(event: GcEvent): void {
    if (event.type === 'System') {
      this.#setGc(event.status === 'IN_SERVICE' ? 'in-service' : 'out-of-service');
    } else if (event.type !== 'Unknown' && this.#health.gc.condition !== 'out-of-service') {
      this.#setGc('in-service');
    }
  }

  readonly #followConnection = ({ state, reason }: StateChange): void => {
    if (state === 'connected') {
      this.#setBroker('connected');
      this.#beat();
      return;
    }
    clearTimeout(this.#heartbeat);
    this.#lanes.failAll('GC_CONNECTION_LOST', 'GC_NOT_CONNECTED');
    this.#setGc('unknown');
    this.#setBroker(state === 'connecting' || state === 'failed' ? state : 'disconnected', reason?.message);
  };

  /** GC's own heartbeat: Hello until an agent is logged in, then Beat. */
  #beat(): void {
    const name = this.#agents.someLoggedIn() ? 'Beat' : 'Hello';
    const timeoutMs = Math.min(this.#timeoutMs, this.#heartbeatMs);
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(() => {
      this.#beat();
    }, this.#heartbeatMs);
    this.command(name, { destination: this.#destination }, { timeoutMs }).catch((error: unknown) => {
      if (error instanceof GcError && error.code !== 'GC_CLOSED' && this.#connection.state === 'connected') {
        this.#setGc('silent', error.message);
      }
    });
  }

  #setBroker(condition: Health['broker']['condition'], reason?: string): void {
    this.#setHealth({ ...this.#health, broker: changed(this.#health.broker, condition, reason, Date.now()) });
  }

  #setGc(condition: GcCondition, reason?: string): void {
    this.#setHealth({ ...this.#health, gc: changed(this.#health.gc, condition, reason, Date.now()) });
  }

  #setHealth(health: Health): void {
    const isSame = health.broker === this.#health.broker && health.gc === this.#health.gc;
    this.#health = health;
    if (!isSame) {
      this.emit('health', health);
    }
  }
}
