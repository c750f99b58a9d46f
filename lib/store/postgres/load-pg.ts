import type { ConnectionOptions } from 'node:tls';
import { unavailable } from '../failures';
import { say } from '../phrases';

/** What is needed of node-postgres, which is no dependency of this package: only some need it. */
export interface Pg {
  readonly Pool: new (options: PoolOptions) => Pool;
}

export interface PoolOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly ssl?: ConnectionOptions | undefined;
  readonly max: number;
  readonly connectionTimeoutMillis: number;
  readonly query_timeout: number;
  readonly keepAlive: boolean;
  readonly application_name: string;
}

export interface Pool {
  query(sql: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  /** Connections that break while nobody uses them are told here. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}

export type Row = Readonly<Record<string, unknown>>;

/** @throws {GcError} GC_STORE_UNAVAILABLE, with the command that installs it, where the package is missing. */
export async function loadPg(): Promise<Pg> {
  // By a variable: this package compiles without the other one.
  const name = 'pg';
  try {
    const loaded = (await import(name)) as Pg & { readonly default?: Pg };
    return loaded.default ?? loaded;
  } catch {
    throw unavailable(say('noPg'), say('installPg'));
  }
}
