import { once } from 'node:events';
import { startBroker, type Broker, type BrokerOptions } from '../../lib/simulator/broker';
import { StompConnection } from '../../lib/stomp';

/** A command as GC gets it. */
export interface ReceivedCommand {
  readonly type: string | undefined;
  readonly body: string;
}

/**
 * The other side of a client in tests: the embedded broker, and a GC that says only what the test tells it to.
 * The test reads commands with `next()` and answers literally with `publish()`.
 */
export class ScriptedGc {
  /** What it answers to heartbeats; undefined: nothing. */
  heartbeatAnswer: string | undefined = 'System#IN_SERVICE';
  /** The heartbeats that came, oldest first. */
  readonly heartbeats: string[] = [];
  readonly #received: ReceivedCommand[] = [];
  readonly #waiting: ((command: ReceivedCommand) => void)[] = [];

  private constructor(
    readonly broker: Broker,
    private readonly connection: StompConnection,
    private destination: string,
    private readonly followsHello: boolean,
  ) {}

  /** `followsHello`: it publishes where the last Hello says. */
  static async start(
    options: BrokerOptions & {
      destination?: string;
      answersHeartbeats?: boolean;
      followsHello?: boolean;
    } = {},
  ): Promise<ScriptedGc> {
    const {
      destination = 'test-client',
      answersHeartbeats = true,
      followsHello = false,
      ...brokerOptions
    } = options;
    const broker = await startBroker(brokerOptions);
    const { user, password } = brokerOptions;
    const connection = new StompConnection({
      brokers: [{ host: '127.0.0.1', port: broker.port }],
      user,
      password,
      backoff: { minMs: 10, maxMs: 50 },
    });
    const gc = new ScriptedGc(broker, connection, destination, followsHello);
    gc.heartbeatAnswer = answersHeartbeats ? 'System#IN_SERVICE' : undefined;
    connection.subscribe({
      destination: '/queue/Connector1',
      onMessage: ({ type, body }) => {
        gc.#receive({ type, body });
      },
    });
    await connection.connect();
    return gc;
  }

  /** The next command that is no heartbeat. */
  next(): Promise<ReceivedCommand> {
    const command = this.#received.shift();
    return command === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(command);
  }

  /** Commands that came and were not read with `next()`. */
  get unread(): readonly ReceivedCommand[] {
    return this.#received;
  }

  /** Takes all commands that came and were not read. */
  take(): readonly ReceivedCommand[] {
    return this.#received.splice(0);
  }

  /** After a broken connection it publishes as soon as it is back. */
  async publish(...events: string[]): Promise<void> {
    while (this.connection.state !== 'connected') {
      await once(this.connection, 'state');
    }
    for (const body of events) {
      await this.connection.send({ destination: `/topic/${this.destination}`, body });
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.broker.close();
  }

  #receive(command: ReceivedCommand): void {
    const { type = '' } = command;
    if (/^(Hello|Beat)#/.test(type)) {
      this.heartbeats.push(type);
      if (this.followsHello) {
        this.destination = type.replace(/^(Hello|Beat)#/, '');
      }
      if (this.heartbeatAnswer !== undefined) {
        this.publish(this.heartbeatAnswer).catch(() => undefined);
      }
      return;
    }
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#received.push(command);
    } else {
      waiting(command);
    }
  }
}
