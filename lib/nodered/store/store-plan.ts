import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { PostgresStoreOptions } from '../../store';
import { hostOf, invalid, numberOr, oneOf, textOf, type SavedField } from '../fields/config-fields';
import { fieldNames, type FieldName } from '../language/field-names';
import { say } from '../language/phrases';

/** Where a connection keeps what must outlive it. */
export type StorePlan =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'postgres'; readonly options: PostgresStoreOptions };

/** What the dialog of gc-connection saves of its store. */
export interface StoreConfig {
  store?: string;
  storeHost?: string;
  storePort?: SavedField;
  storeDatabase?: string;
  /** A tls-config node. */
  storeTls?: string;
}

export interface StoreCredentials {
  storeUser?: string;
  storePassword?: string;
}

/**
 * Reads what the dialog has saved. The file is one for all connections of a Node-RED.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field.
 */
export function readStorePlan(
  config: StoreConfig,
  { storeUser, storePassword }: StoreCredentials,
  userDir: string | undefined,
  readTls: (id: string | undefined) => ConnectionOptions | undefined,
): StorePlan {
  switch (oneOf('store', config.store, ['memory', 'file', 'postgres'])) {
    case 'memory':
      return { kind: 'memory' };
    case 'file':
      return { kind: 'file', file: path.resolve(userDir ?? '.', 'gc-store', 'store.log') };
    case 'postgres':
      return {
        kind: 'postgres',
        options: {
          host: hostOf('storeHost', config.storeHost),
          port: numberOr(5432, 'storePort', config.storePort, [1, 65535]),
          database: required('storeDatabase', config.storeDatabase),
          user: textOf('storeUser', storeUser),
          password: storePassword === undefined || storePassword === '' ? undefined : String(storePassword),
          tls: readTls(config.storeTls),
        },
      };
  }
}

function required(name: FieldName, field: string | undefined): string {
  const text = textOf(name, field);
  if (text === undefined) {
    throw invalid(say('isMissing', { what: fieldNames(name) }));
  }
  return text;
}
