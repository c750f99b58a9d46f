import type { ConnectionOptions } from 'node:tls';
import type { Phrase } from '../../common/phrase';
import { GcError, thrownText } from '../../protocol';
import { checkName, encoded, type EncodedRecord } from '../encoded';
import { closed, unavailable } from '../failures';
import { say } from '../phrases';
import type { NewRecord, Store, StoredRecord } from '../store';
import { loadPg, type Pg, type Pool, type Row } from './load-pg';
import { prepareTables, statements } from './schema';

export interface PostgresStoreOptions {
  readonly host: string;
  /** Default 5432. */
  readonly port?: number | undefined;
  readonly database: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Absent: the connection is not encrypted. */
  readonly tls?: ConnectionOptions | undefined;
  /** How long a verb may take, in milliseconds; default 3000. */
  readonly timeoutMs?: number | undefined;
  /** The module node-postgres; default: the package `pg`, which has to be installed. */
  readonly pg?: Pg | undefined;
}

const defaultTimeoutMs = 3000;
const mostConnections = 4;
/** A record can come and go between two statements; not so often in a row. */
const mostTries = 5;

/**
 * A store in the table `gc_store` of a PostgreSQL database, for any number of processes and machines. Connects with the
 * first verb, and creates the table if it is missing. Needs the npm package `pg`.
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  return new PostgresStore(options);
}

class PostgresStore implements Store {
  #pool: Promise<Pool> | undefined;
  /** The tables are there. */
  #prepared: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly options: PostgresStoreOptions) {}

  async put(record: NewRecord): Promise<void> {
    await this.#rows('put', parametersOf(encoded(record)));
  }

  async once(record: NewRecord): Promise<StoredRecord | undefined> {
    const wanted = encoded(record);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const [written] = await this.#rows('once', parametersOf(wanted));
      if (written !== undefined) {
        return undefined;
      }
      const [found] = await this.#rows('find', [wanted.room, wanted.key]);
      if (found !== undefined) {
        return shown(found);
      }
    }
    throw unavailable(say('restless'), say('tryAgain'));
  }

  async take(room: string, key: string): Promise<StoredRecord | undefined> {
    checkName('the room', room);
    checkName('the key', key);
    const [taken] = await this.#rows('take', [room, key]);
    return taken && shown(taken);
  }

  async list(room: string): Promise<readonly StoredRecord[]> {
    return (await this.#rows('list', [room])).map(shown);
  }

  async expire(): Promise<number> {
    return (await this.#rows('expire', [])).length;
  }

  async check(): Promise<void> {
    await this.#rows('check', []);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const pool = await this.#pool?.catch(() => undefined);
    this.#pool = undefined;
    await pool?.end();
  }

  async #rows(statement: keyof typeof statements, values: readonly unknown[]): Promise<readonly Row[]> {
    if (this.#isClosed) {
      throw closed();
    }
    try {
      const pool = await this.#prepare();
      return (await pool.query(statements[statement], values)).rows;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Where this fails, the next verb tries it again. */
  async #prepare(): Promise<Pool> {
    const pool = await (this.#pool ??= this.#connect());
    this.#prepared ??= prepareTables(pool);
    try {
      await this.#prepared;
    } catch (error) {
      this.#prepared = undefined;
      throw error;
    }
    return pool;
  }

  async #connect(): Promise<Pool> {
    const { host, port = 5432, database, user, password, tls, timeoutMs = defaultTimeoutMs } = this.options;
    try {
      const { Pool } = this.options.pg ?? (await loadPg());
      const pool = new Pool({
        host,
        port,
        database,
        user,
        password,
        ssl: tls,
        max: mostConnections,
        connectionTimeoutMillis: timeoutMs,
        query_timeout: timeoutMs,
        keepAlive: true,
        application_name: 'gc-store',
      });
      // The next verb opens another connection, and says what is wrong if it cannot.
      pool.on('error', () => undefined);
      return pool;
    } catch (error) {
      this.#pool = undefined;
      throw error;
    }
  }

  #failure(error: unknown): GcError {
    if (error instanceof GcError) {
      return error;
    }
    const { code } = Object(error) as { code?: unknown };
    if (code === '42P01') {
      // Somebody has dropped the table: the next verb creates it.
      this.#prepared = undefined;
    }
    const { host, port = 5432, database } = this.options;
    const why = thrownText(error) || String(code);
    return unavailable(say('databaseFails', { host, port, database, why }), whatToDoAbout(code));
  }
}

function whatToDoAbout(code: unknown): Phrase {
  switch (code) {
    case '28P01':
    case '28000':
      return say('correctLogin');
    case '3D000':
      return say('createDatabase');
    case '42501':
      return say('giveDatabaseRights');
    case '53100':
      return say('freeDatabaseDisk');
    default:
      return say('checkDatabase');
  }
}

function parametersOf({ room, key, json, keepMs }: EncodedRecord): readonly unknown[] {
  return [room, key, json, keepMs ?? null];
}

function shown({ key, value, age_ms }: Row): StoredRecord {
  return {
    key: String(key),
    value: JSON.parse(String(value)) as unknown,
    ageMs: Math.max(0, Number(age_ms)),
  };
}
