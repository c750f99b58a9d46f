import path from 'node:path';
import { createInterface } from 'node:readline';
import { StompConnection } from '../../../lib/stomp';
import { startActiveMq, type ActiveMq } from '../activemq';
import { Child } from '../child';
import { startPostgres, type Postgres } from '../postgres';
import { until } from '../wait';
import type { WriterLine, WriterWork } from './event-writer';

const destination = 'VirtualTopic.gc.durable';

export interface DurableOptions {
  readonly events: number;
  readonly agents: number;
  /** Of several writers, one gets the events. */
  readonly exclusive?: boolean;
}

/** What must hold for events that are written while everything else fails. */
export interface DurableAccount {
  readonly rows: number;
  readonly missing: number;
  /** Agents whose rows were not written in the order of their events. */
  readonly disordered: readonly string[];
  /** How often a message was begun again, by whichever writer. */
  readonly again: number;
  /** How many of these did not say so, though the broker has lived all the time. */
  readonly unmarked: number;
}

/** A GC, a broker that keeps messages on disk, a database, and processes that write each event into it. */
export class Durable {
  /**
   * From which life of the broker a message was begun, by its id: GC publishes an event twice if the broker goes before it
   * has confirmed it.
   */
  readonly #begun = new Map<string, number>();
  /** A broker that was killed does not know what it has sent before. */
  #brokerLife = 1;
  readonly #written = new Set<number>();
  #again = 0;
  #unmarked = 0;
  #broker: ActiveMq;
  #published: Promise<unknown> = Promise.resolve();
  readonly #writers = new Set<Writer>();

  private constructor(
    broker: ActiveMq,
    readonly database: Postgres,
    private readonly gc: StompConnection,
    private readonly options: DurableOptions,
  ) {
    this.#broker = broker;
  }

  static async open(options: DurableOptions): Promise<Durable> {
    const broker = await startActiveMq({ persistent: true });
    const database = await startPostgres();
    await database.query(
      'CREATE TABLE written (id bigserial, number integer PRIMARY KEY, agent text NOT NULL)',
    );
    const gc = new StompConnection({
      brokers: [{ host: '127.0.0.1', port: broker.port }],
      backoff: { minMs: 50, maxMs: 500 },
    });
    await gc.connect();
    return new Durable(broker, database, gc, options);
  }

  get written(): number {
    return this.#written.size;
  }

  /** A process that writes events; it resolves when it is connected. */
  async startWriter(): Promise<Writer> {
    const { exclusive = false } = this.options;
    const work: WriterWork = {
      client: {
        brokers: [{ host: '127.0.0.1', port: this.#broker.port }],
        destination,
        heartbeatMs: 600_000,
        delivery: { kind: 'queue', name: 'flows', exclusive, prefetch: 500 },
        stomp: { backoff: { minMs: 50, maxMs: 500 } },
      },
      database: this.database.port,
    };
    // What a writer had before the broker went is begun after it has gone as well.
    let life = this.#brokerLife;
    const writer = new Writer(work, (line) => {
      life = 'connected' in line ? this.#brokerLife : life;
      this.#note(line, life);
    });
    this.#writers.add(writer);
    await writer.isReady();
    return writer;
  }

  /**
   * Publishes events, all if nothing else is said, after those that were published before; those of each agent in their
   * order. The number of an event is its reason code.
   */
  publish(from = 0, to = this.options.events): void {
    const { agents } = this.options;
    const ofAgents = Array.from({ length: agents }, (_, agent) =>
      Array.from({ length: to - from }, (_, index) => from + index).filter(
        (number) => number % agents === agent,
      ),
    );
    const publishAll = () =>
      Promise.all(ofAgents.map((numbers, agent) => this.#publishOf(String(1000 + agent), numbers)));
    this.#published = this.#published.then(publishAll);
    this.#published.catch(() => undefined);
  }

  async restartBroker(): Promise<void> {
    await this.#broker.kill();
    this.#brokerLife += 1;
    this.#broker = await this.#broker.restart();
  }

  async restartDatabase(): Promise<void> {
    await this.database.stop();
    await this.database.start();
  }

  /** Once all is written, or when nothing comes any more. */
  async account(limitMs: number): Promise<DurableAccount> {
    await this.#published;
    const { events } = this.options;
    await until(() => this.#written.size === events, { timeoutMs: limitMs }).catch(() => undefined);
    const rows = await this.database.query<{ number: number; agent: string }>(
      'SELECT number, agent FROM written ORDER BY id',
    );
    const last = new Map<string, number>();
    const disordered = new Set<string>();
    for (const { number, agent } of rows) {
      if (number < (last.get(agent) ?? -1)) {
        disordered.add(agent);
      }
      last.set(agent, number);
    }
    return {
      rows: rows.length,
      missing: events - rows.length,
      disordered: [...disordered],
      again: this.#again,
      unmarked: this.#unmarked,
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#writers].map((writer) => writer.kill()));
    await this.gc.close();
    await this.#broker.kill();
    await this.database.stop();
  }

  /** What was not confirmed is sent again before the next event of the agent. */
  async #publishOf(agentId: string, numbers: readonly number[]): Promise<void> {
    for (const number of numbers) {
      const body = JSON.stringify({ type: 'State', agentId, state: 'NOT_READY', reasonCode: String(number) });
      await until(() =>
        this.gc.send({ destination: `/topic/${destination}`, body }).then(
          () => true,
          () => false,
        ),
      );
    }
  }

  #note(line: WriterLine, brokerLife: number): void {
    if ('written' in line) {
      this.#written.add(line.written);
    } else if ('begun' in line) {
      const before = this.#begun.get(line.begun);
      this.#again += before === undefined ? 0 : 1;
      this.#unmarked += before === brokerLife && !line.redelivered ? 1 : 0;
      this.#begun.set(line.begun, brokerLife);
    }
  }
}

/** A process of `event-writer.ts`. */
export class Writer {
  readonly #child: Child;
  #isReady = false;
  /** How many events it has written. */
  written = 0;

  constructor(work: WriterWork, onLine: (line: WriterLine) => void) {
    const args = ['--import', 'tsx', path.join(__dirname, 'event-writer.ts')];
    this.#child = new Child(process.execPath, args, { env: { ...process.env, WORK: JSON.stringify(work) } });
    const { stdout } = this.#child.process;
    if (stdout) {
      createInterface(stdout).on('line', (text) => {
        const line = JSON.parse(text) as WriterLine;
        this.#isReady ||= 'ready' in line;
        this.written += 'written' in line ? 1 : 0;
        onLine(line);
      });
    }
  }

  async isReady(): Promise<void> {
    await this.#child.until(() => this.#isReady, { what: 'a writer to connect' });
  }

  /** Resolves when it has written so many events more. */
  async hasWritten(count: number): Promise<void> {
    const target = this.written + count;
    await this.#child.until(() => this.written >= target, { what: `${count} events to be written` });
  }

  kill(): Promise<void> {
    return this.#child.end('SIGKILL');
  }
}
