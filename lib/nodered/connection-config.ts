import type { ConnectionOptions } from 'node:tls';
import type { Node, NodeAPI } from 'node-red';
import { checkCommandQueue, checkDestination } from '../client';
import { checkPasswordEncryption, GcError, type PasswordEncryption } from '../protocol';
import type { ConnectionPlan } from './shared-connection';

/** What the dialog of gc-connection saves. Numbers come as text; environment variables may stand in any field. */
export interface ConnectionConfig {
  mode?: string;
  host?: string;
  port?: string | number;
  /** A tls-config node. */
  tls?: string;
  commandQueue?: string;
  destination?: string;
  encryptPasswords?: boolean;
  passwordEncoding?: string;
  /** Seconds. */
  timeout?: string | number;
  simulatorFormat?: string;
  simulatorFlavour?: string;
}

export interface ConnectionCredentials {
  user?: string;
  password?: string;
  /** For agents' passwords. */
  passwordKey?: string;
  passwordIv?: string;
}

/** Node-RED's own node for certificates. */
interface TlsNode extends Node {
  addTLSOptions(options: ConnectionOptions): ConnectionOptions;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming the field. */
export function readConnectionPlan(
  RED: NodeAPI,
  config: ConnectionConfig,
  credentials: ConnectionCredentials = {},
): ConnectionPlan {
  rejectUnresolved({ ...config, ...credentials });
  const timeoutMs = readNumber('the time limit', config.timeout ?? 10, 1, 3600) * 1000;
  if (config.mode !== 'gc') {
    return {
      mode: 'simulator',
      client: { destination: 'node-red', timeoutMs },
      simulator: {
        format: oneOf('the format of the simulator', config.simulatorFormat, ['json', 'text', 'text-old']),
        flavour: oneOf('the flavour of the simulator', config.simulatorFlavour, ['ucce', 'uccx']),
      },
    };
  }
  const host = config.host?.trim() ?? '';
  if (host === '') {
    throw invalid('the host of the broker is missing');
  }
  const port = readNumber('the port of the broker', config.port ?? 61613, 1, 65535);
  return {
    mode: 'gc',
    client: {
      brokers: [{ host, port, tls: readTls(RED, config.tls) }],
      user: credentials.user,
      password: credentials.password,
      commandQueue: checkCommandQueue(config.commandQueue ?? 'Connector1'),
      destination: checkDestination(config.destination ?? ''),
      passwordEncryption: readPasswordEncryption(config, credentials),
      timeoutMs,
    },
  };
}

function readTls(RED: NodeAPI, id: string | undefined): ConnectionOptions | undefined {
  if (id === undefined || id === '') {
    return undefined;
  }
  const tls = RED.nodes.getNode(id) as TlsNode | null;
  if (tls === null) {
    throw invalid('the TLS configuration does not exist, or is disabled');
  }
  return tls.addTLSOptions({});
}

function readPasswordEncryption(
  config: ConnectionConfig,
  credentials: ConnectionCredentials,
): PasswordEncryption | undefined {
  if (!config.encryptPasswords) {
    return undefined;
  }
  return checkPasswordEncryption({
    key: credentials.passwordKey ?? '',
    iv: credentials.passwordIv ?? '',
    encoding: oneOf('the encoding of encrypted passwords', config.passwordEncoding, ['base64', 'hex']),
  });
}

/** Node-RED leaves `${NAME}` as it is where the variable does not exist. */
function rejectUnresolved(fields: object): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && /^\$\{[^}]*\}$/.test(value)) {
      throw invalid(`the environment variable ${value} of the field "${name}" does not exist`);
    }
  }
}

function readNumber(what: string, value: string | number, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < min || number > max) {
    throw invalid(`${what} must be a number from ${String(min)} to ${String(max)}`);
  }
  return number;
}

function oneOf<const T extends string>(
  what: string,
  value: string | undefined,
  allowed: readonly [T, ...T[]],
): T {
  const found = allowed.find((one) => one === (value ?? allowed[0]));
  if (found === undefined) {
    throw invalid(`${what} must be one of ${allowed.join(', ')}`);
  }
  return found;
}

function invalid(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}
