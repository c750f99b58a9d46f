import type { ConnectionOptions } from 'node:tls';
import type { Node, NodeAPI } from 'node-red';
import type { BrokerAddress, CallingHours, GcClientOptions, SafetyRules } from '../client';
import { checkPasswordEncryption, type PasswordEncryption } from '../protocol';
import { invalid, numberOr, oneOf, partsOf, rejectUnresolved, textOf, type Field } from './config-fields';
import type { ConnectionPlan } from './shared-connection';

/** What the dialog of gc-connection saves. Numbers come as text; environment variables may stand in any field. */
export interface ConnectionConfig {
  mode?: string;
  host?: string;
  port?: Field;
  /** Tried in this order where the first broker is not there. */
  standbys?: readonly { host?: string; port?: Field }[];
  /** A tls-config node, for all brokers. */
  tls?: string;
  /** Seconds, both ways; 0 for none. */
  heartbeat?: Field;
  commandQueue?: string;
  destination?: string;
  /** Seconds. */
  gcHeartbeat?: Field;
  encryptPasswords?: boolean;
  passwordEncoding?: string;
  /** Seconds. */
  timeout?: Field;
  whileAway?: string;
  expireCommands?: boolean;
  delivery?: string;
  consumerName?: string;
  prefetch?: Field;
  exclusive?: boolean;
  recovery?: boolean;
  loginsPerSecond?: Field;
  /** Patterns, separated by commas. */
  dialAllow?: string;
  dialDeny?: string;
  callingDays?: readonly string[];
  callingFrom?: string;
  callingTo?: string;
  timeZone?: string;
  commandsPerSecond?: Field;
  agentCommandsPerSecond?: Field;
  maxCalls?: Field;
  /** Minutes. */
  repeatWithin?: Field;
  dryRun?: boolean;
  simulatorFormat?: string;
  simulatorFlavour?: string;
  /** Of its broker on this machine; empty: any free one. */
  simulatorPort?: Field;
  /** A file on this machine. */
  simulatorSite?: string;
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
  return config.mode === 'gc'
    ? { mode: 'gc', client: readClient(RED, config, credentials) }
    : {
        mode: 'simulator',
        client: { destination: 'node-red', ...readRules(config) },
        simulator: {
          format: oneOf('the format of the simulator', config.simulatorFormat, ['json', 'text', 'text-old']),
          flavour: oneOf('the flavour of the simulator', config.simulatorFlavour, ['ucce', 'uccx']),
          port: numberOr(0, 'the port of the simulator', config.simulatorPort, [1, 65535]),
        },
        siteFile: textOf(config.simulatorSite),
      };
}

function readClient(
  RED: NodeAPI,
  config: ConnectionConfig,
  credentials: ConnectionCredentials,
): GcClientOptions {
  return {
    ...readRules(config),
    brokers: readBrokers(config, readTls(RED, config.tls)),
    user: textOf(credentials.user),
    password: credentials.password,
    stomp: { heartbeatMs: 1000 * numberOr(10, 'the heart-beat', config.heartbeat, [0, 600]) },
    commandQueue: textOf(config.commandQueue),
    destination: textOf(config.destination) ?? '',
    heartbeatMs: 1000 * numberOr(30, 'the time between questions to GC', config.gcHeartbeat, [1, 3600]),
    passwordEncryption: readPasswordEncryption(config, credentials),
    expireCommands: config.expireCommands ?? true,
    delivery: readDelivery(config),
  };
}

/** What counts for a real GC and for the simulator. */
function readRules(config: ConnectionConfig) {
  return {
    timeoutMs: 1000 * numberOr(10, 'the time limit', config.timeout, [1, 3600]),
    whileAway: oneOf('what becomes of commands while away', config.whileAway, ['fail', 'wait']),
    recovery: {
      enabled: config.recovery ?? true,
      loginsPerSecond: numberOr(10, 'the number of agents per second', config.loginsPerSecond, [0.1, 1000]),
    },
    safety: readSafety(config),
  };
}

function readBrokers(
  { host, port, standbys = [] }: ConnectionConfig,
  tls: ConnectionOptions | undefined,
): BrokerAddress[] {
  return [{ host, port }, ...standbys].map((broker) => {
    const name = textOf(broker.host);
    if (name === undefined) {
      throw invalid('the host of the broker is missing');
    }
    return { host: name, port: numberOr(61613, 'the port of the broker', broker.port, [1, 65535]), tls };
  });
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

function readDelivery(config: ConnectionConfig): GcClientOptions['delivery'] {
  if (oneOf('the delivery of events', config.delivery, ['topic', 'queue']) === 'topic') {
    return { kind: 'topic' };
  }
  return {
    kind: 'queue',
    name: textOf(config.consumerName) ?? 'node-red',
    prefetch: numberOr(50, 'the number of events at a time', config.prefetch, [1, 10_000]),
    exclusive: config.exclusive ?? false,
  };
}

function readSafety(config: ConnectionConfig): SafetyRules {
  const rate = [0.01, 10_000] as const;
  return {
    dialAllow: partsOf(config.dialAllow),
    dialDeny: partsOf(config.dialDeny),
    callingHours: readCallingHours(config),
    commandsPerSecond: numberOr(undefined, 'commands per second', config.commandsPerSecond, rate),
    agentCommandsPerSecond: numberOr(
      undefined,
      'commands per second and agent',
      config.agentCommandsPerSecond,
      rate,
    ),
    maxCalls: numberOr(undefined, 'the number of calls at once', config.maxCalls, [1, 100_000]),
    repeatWithinMs: 60_000 * numberOr(10, 'the time for which keys count', config.repeatWithin, [0.1, 1440]),
    dryRun: config.dryRun ?? false,
  };
}

/** The client checks days, times and time zone. */
function readCallingHours(config: ConnectionConfig): CallingHours | undefined {
  const hours = {
    days: (config.callingDays ?? []) as CallingHours['days'],
    from: textOf(config.callingFrom),
    to: textOf(config.callingTo),
    timeZone: textOf(config.timeZone),
  };
  const isLimited = hours.days?.length || (hours.from ?? hours.to) !== undefined;
  return isLimited ? hours : undefined;
}
