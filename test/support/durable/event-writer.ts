import { setTimeout as delay } from 'node:timers/promises';
import { GcClient, Work, type EventListener, type GcClientOptions } from '../../../lib/client';
import { requireFromPalette } from '../palette';

/** What the process of this file is given, as JSON. */
export interface WriterWork {
  readonly client: GcClientOptions;
  /** Port of the PostgreSQL. */
  readonly database: number;
}

/** What it writes to its output, a line of JSON each time. */
export type WriterLine =
  | { readonly ready: true }
  /** To the broker, for the first time or again. What is begun from here on comes from this life of the broker. */
  | { readonly connected: true }
  /** The broker's id of the message. */
  | { readonly begun: string; readonly redelivered: boolean }
  | { readonly written: number };

/** What is needed of node-postgres. */
interface PgModule {
  Pool: new (options: object) => {
    query(sql: string, parameters: readonly unknown[]): Promise<unknown>;
    on(event: 'error', listener: () => void): void;
  };
}

const statement = 'INSERT INTO written (number, agent) VALUES ($1, $2) ON CONFLICT DO NOTHING';

/** A client that writes each event of a queue into a database, as slowly as a flow does it, until it is killed. */
async function work({ client: options, database }: WriterWork): Promise<void> {
  const { Pool } = requireFromPalette('pg') as PgModule;
  const at = { host: '127.0.0.1', port: database, database: 'postgres', user: 'postgres' };
  const pool = new Pool({ ...at, max: 20, connectionTimeoutMillis: 2000 });
  pool.on('error', () => undefined);
  const client = new GcClient(options);
  const write: EventListener = (event) => {
    if (event.type !== 'State') {
      return undefined;
    }
    const { agentId } = event;
    const number = Number(event.reasonCode);
    return new Work(async ({ messageId = '', redelivered }) => {
      say({ begun: messageId, redelivered });
      await delay(20 + ((number * 7919) % 280));
      await pool.query(statement, [number, agentId]);
      say({ written: number });
      return undefined;
    });
  };
  client.on('event', write);
  client.on('warning', ({ message }) => {
    console.error(message);
  });
  let connectedAt = 0;
  client.on('health', ({ broker }) => {
    if (broker.condition === 'connected' && broker.since !== connectedAt) {
      connectedAt = broker.since;
      say({ connected: true });
    }
  });
  await client.connect();
  say({ ready: true });
}

function say(line: WriterLine): void {
  console.log(JSON.stringify(line));
}

void work(JSON.parse(String(process.env['WORK'])) as WriterWork);
