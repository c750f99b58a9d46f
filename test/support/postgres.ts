import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Child, temporaryFolder } from './child';
import { requireFromPalette } from './palette';
import { freePort } from './ports';

/** What is needed of node-postgres. */
interface PgModule {
  Client: new (options: object) => {
    connect(): Promise<void>;
    query(sql: string, parameters: readonly unknown[]): Promise<{ rows: unknown[] }>;
    end(): Promise<void>;
  };
}

/** A PostgreSQL of the tests' own, on 127.0.0.1 only, in which the user `postgres` needs no password. */
export interface Postgres {
  readonly port: number;
  /** The variables with which psql, and the examples, find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The rows that a statement returns. */
  query<Row = Record<string, unknown>>(sql: string, ...parameters: unknown[]): Promise<Row[]>;
  /** Cuts all connections. The rows stay. */
  stop(): Promise<void>;
  /** The same database again, on the same port; nothing where it runs. */
  start(): Promise<void>;
}

const run = promisify(execFile);

/** Starts Debian's PostgreSQL as a plain process. It waits for the disk only where `fsync` is true. */
export async function startPostgres({ fsync = false } = {}): Promise<Postgres> {
  const folder = temporaryFolder('postgres');
  const user = await systemUser();
  if (user) {
    await chown(folder, user.uid, user.gid);
  }
  const data = path.join(folder, 'data');
  const initdb = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(program('initdb'), [...initdb, '--pgdata', data], { ...user, cwd: folder });
  const port = await freePort();
  const env = { PGHOST: '127.0.0.1', PGPORT: String(port), PGDATABASE: 'postgres', PGUSER: 'postgres' };
  let child: Child | undefined;

  async function start(): Promise<void> {
    if (child) {
      return;
    }
    const disk = `fsync=${fsync ? 'on' : 'off'}`;
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', disk];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const started = (child = new Child(program('postgres'), args, { ...user, cwd: folder }));
    await started.until(() => /ready to accept connections/.test(started.log()), {
      what: 'PostgreSQL to start',
    });
  }

  async function stop(): Promise<void> {
    // SIGINT: without waiting for clients to leave.
    await child?.end('SIGINT');
    child = undefined;
  }

  await start();
  return {
    port,
    env,
    query: (sql, ...parameters) => query(port, sql, parameters),
    stop,
    start,
  };
}

async function query<Row>(port: number, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { Client } = requireFromPalette('pg') as PgModule;
  const client = new Client({ host: '127.0.0.1', port, database: 'postgres', user: 'postgres' });
  await client.connect();
  try {
    return (await client.query(sql, parameters)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root. */
async function systemUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = async (of: '-u' | '-g') => Number((await run('id', [of, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

/** Debian keeps the programs of each version in a folder of its own, which is on nobody's path. */
function program(name: string): string {
  const versions = '/usr/lib/postgresql';
  const newest = readdirSync(versions)
    .map((version) => path.join(versions, version, 'bin', name))
    .filter((file) => existsSync(file))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0];
  if (!newest) {
    throw new Error(`There is no ${name} in ${versions}: apt-get install postgresql`);
  }
  return newest;
}
