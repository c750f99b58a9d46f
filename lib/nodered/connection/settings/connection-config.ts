import type { ConnectionOptions } from 'node:tls';
import type { Node, NodeAPI } from 'node-red';
import type { BrokerAddress, Delivery, GcClientOptions } from '../../../client';
import type { SiteConfirmation, SiteConfirmations } from '../../../client';
import { setOwn } from '../../../common/own-property';
import {
  checkPasswordEncryption,
  completions,
  contactCentres,
  logoutChecks,
  type PasswordEncryption,
} from '../../../protocol';
import { dialectNames, type DialectName } from '../../../simulator';
import {
  flagOr,
  hostOf,
  invalid,
  numberOr,
  oneOf,
  partsOf,
  textOf,
  type SavedField,
} from '../../fields/config-fields';
import type { ConnectionPlan } from './connection-plan';
import { readDialPlan, type DialPlanConfig } from './dial-plan-config';
import { readPrivacyPlan, type PrivacyConfig, type PrivacyCredentials } from '../../privacy/privacy-plan';
import { readRecordingPlan, type RecordingConfig } from '../../recording/recording-plan';
import { readSafety, type SafetyConfig } from './safety-config';
import { readStorePlan, type StoreConfig, type StoreCredentials } from '../../store/store-plan';
import { disabledText, findDisabled } from '../../lookup/disabled';
import { fieldNames } from '../../language/field-names';
import { rejectUnresolved } from '../../fields/variables';
import { say } from '../../language/phrases';

/** What the dialog of gc-connection saves. Numbers come as text; environment variables may stand in any field. */
export interface ConnectionConfig
  extends StoreConfig, SafetyConfig, DialPlanConfig, RecordingConfig, PrivacyConfig {
  mode?: string;
  host?: string;
  port?: SavedField;
  /** Tried in this order where the first broker is not there. */
  standbys?: readonly { host?: string; port?: SavedField }[];
  /** A tls-config node, for all brokers. */
  tls?: string;
  /** Seconds, both ways; 0 for none. */
  heartbeat?: SavedField;
  commandQueue?: string;
  destination?: string;
  /** Seconds. */
  gcHeartbeat?: SavedField;
  missedBeats?: SavedField;
  contactCentre?: string;
  completeWith?: string;
  gcTimeZone?: string;
  helloArgument?: string;
  checkLogouts?: string;
  /** Seconds. */
  resync?: SavedField;
  /** Seconds. */
  forgetEndedCalls?: SavedField;
  confirmations?: readonly SavedConfirmation[];
  encryptPasswords?: boolean;
  passwordPadding?: string;
  passwordEncoding?: string;
  /** Seconds. */
  timeout?: SavedField;
  whileAway?: string;
  expireCommands?: boolean;
  delivery?: string;
  consumerName?: string;
  prefetch?: SavedField;
  exclusive?: boolean;
  /** Empty: 50, or as many as are sent ahead. */
  atOnce?: SavedField;
  /** Seconds. */
  workLimit?: SavedField;
  maxTries?: SavedField;
  recovery?: boolean;
  loginsPerSecond?: SavedField;
  /** Empty: that of the site file. */
  simulatorDialect?: string;
  simulatorFlavour?: string;
  /** Of its broker on this machine; empty: any free one. */
  simulatorPort?: SavedField;
  /** A file on this machine. */
  simulatorSite?: string;
}

/** A row of the list: what confirms a command at the site. */
interface SavedConfirmation {
  readonly command?: string;
  /** `sent`: GC does not answer the command. */
  readonly event?: string;
  /** Separated by commas; empty for any. */
  readonly states?: string;
}

export interface ConnectionCredentials extends StoreCredentials, PrivacyCredentials {
  user?: string;
  password?: string;
  /** For agents' passwords. */
  passwordKey?: string;
  passwordIv?: string;
}

/** Node-RED's own node for certificates. */
interface TlsNode extends Node<object> {
  /** False where a certificate or key cannot be read; Node-RED has written why into the log. */
  valid?: boolean;
  servername?: string;
  alpnprotocol?: string;
  addTLSOptions(options: ConnectionOptions): ConnectionOptions;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming the field. */
export function readConnectionPlan(
  RED: NodeAPI,
  config: ConnectionConfig,
  credentials: ConnectionCredentials = {},
): ConnectionPlan {
  rejectUnresolved(config, credentials);
  const { userDir } = RED.settings;
  const store = readStorePlan(config, credentials, userDir, (id) => readTls(RED, id));
  const privacy = readPrivacyPlan(config, credentials);
  const recording = readRecordingPlan(config, userDir, privacy !== undefined);
  const callingCalendar = textOf('callingCalendar', config.callingCalendar);
  const shared = { store, callingCalendar, recording, privacy };
  return config.mode === 'gc'
    ? { mode: 'gc', client: readClient(RED, config, credentials), ...shared }
    : {
        mode: 'simulator',
        ...shared,
        client: { ...readSimulatorDelivery(config), ...readRules(config) },
        simulator: {
          dialect: readSimulatorDialect(config),
          flavour: oneOf('simulatorFlavour', config.simulatorFlavour, ['ucce', 'uccx']),
          port: numberOr(0, 'simulatorPort', config.simulatorPort, [1, 65535]),
        },
        siteFile: textOf('siteFile', config.simulatorSite),
      };
}

function readSimulatorDialect({ simulatorDialect }: ConnectionConfig): DialectName | undefined {
  const dialect = textOf('simulatorDialect', simulatorDialect);
  return dialect === undefined ? undefined : oneOf('simulatorDialect', dialect, dialectNames);
}

function readClient(
  RED: NodeAPI,
  config: ConnectionConfig,
  credentials: ConnectionCredentials,
): GcClientOptions {
  const rules = readRules(config);
  return {
    ...rules,
    ...readSite(config),
    recovery: { ...rules.recovery, checkLogouts: readCheckedLogouts(config) },
    brokers: readBrokers(config, readTls(RED, config.tls)),
    user: textOf('user', credentials.user),
    password: passwordOf(credentials.password),
    stomp: { heartbeatMs: Math.round(1000 * numberOr(10, 'heartbeat', config.heartbeat, [0, 600])) },
    commandQueue: textOf('commandQueue', config.commandQueue),
    destination: textOf('destination', config.destination) ?? '',
    heartbeatMs: 1000 * numberOr(30, 'gcHeartbeat', config.gcHeartbeat, [1, 3600]),
    passwordEncryption: readPasswordEncryption(config, credentials),
    expireCommands: flagOr(true, 'expireCommands', config.expireCommands),
    delivery: readDelivery(config),
  };
}

/** In what a real GC may differ from another. */
function readSite(config: ConnectionConfig) {
  const contactCentre = oneOf('contactCentre', config.contactCentre, contactCentres);
  return {
    contactCentre: contactCentre === 'unknown' ? undefined : contactCentre,
    completeWith: oneOf('completeWith', config.completeWith, completions),
    timeZone: textOf('gcTimeZone', config.gcTimeZone),
    helloArgument: textOf('helloArgument', config.helloArgument),
    missedBeats: numberOr(2, 'missedBeats', config.missedBeats, [1, 100]),
    resyncMs: 1000 * numberOr(300, 'resync', config.resync, [1, 86_400]),
    forgetEndedCallsMs: 1000 * numberOr(60, 'forgetEndedCalls', config.forgetEndedCalls, [0, 86_400]),
    confirmations: readConfirmations(config.confirmations),
  };
}

function readCheckedLogouts({ checkLogouts }: ConnectionConfig) {
  return oneOf('checkLogouts', checkLogouts, logoutChecks);
}

/** The client checks commands, events and states. */
function readConfirmations(rows: readonly SavedConfirmation[] = []): SiteConfirmations {
  const confirmations: Record<string, 'sent' | SiteConfirmation[]> = {};
  for (const { command = '', event = '', states } of rows) {
    const others = Object.hasOwn(confirmations, command) ? confirmations[command] : undefined;
    if (others === 'sent' || (event === 'sent' && others !== undefined)) {
      throw invalid(say('eitherSentOrEvent', { command }));
    }
    const words = partsOf(states);
    const one = { event: event as SiteConfirmation['event'], ...(words.length > 0 ? { states: words } : {}) };
    setOwn(confirmations, command, event === 'sent' ? event : [...(others ?? []), one]);
  }
  return confirmations;
}

/** What counts for a real GC and for the simulator. */
function readRules(config: ConnectionConfig) {
  return {
    timeoutMs: 1000 * numberOr(10, 'timeLimit', config.timeout, [1, 3600]),
    whileAway: oneOf('whileAway', config.whileAway, ['fail', 'wait']),
    recovery: {
      enabled: flagOr(true, 'recovery', config.recovery),
      loginsPerSecond: numberOr(10, 'loginsPerSecond', config.loginsPerSecond, [0.1, 1000]),
    },
    dialPlan: readDialPlan(config),
    safety: readSafety(config),
  };
}

function readBrokers(
  { host, port, standbys = [] }: ConnectionConfig,
  tls: ConnectionOptions | undefined,
): BrokerAddress[] {
  return [{ host, port }, ...standbys].map((broker) => ({
    host: hostOf('host', broker.host),
    port: numberOr(61613, 'port', broker.port, [1, 65535]),
    tls,
  }));
}

function readTls(RED: NodeAPI, id: string | undefined): ConnectionOptions | undefined {
  if (id === undefined || id === '') {
    return undefined;
  }
  const tls = RED.nodes.getNode(id) as TlsNode | null;
  if (tls === null) {
    const disabled = findDisabled(RED, id);
    throw invalid(disabled === undefined ? say('noTls') : disabledText(disabled));
  }
  if (tls.valid === false) {
    throw invalid(say('tlsFails'));
  }
  const { servername, alpnprotocol, credentials } = tls;
  rejectUnresolved({ tls: { servername, alpnprotocol } }, { tls: credentials });
  return tls.addTLSOptions({});
}

/**
 * With the blanks that it has. A variable of a flow may hold a number.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION for anything else.
 */
function passwordOf(field: unknown): string | undefined {
  if (typeof field === 'object' && field !== null) {
    throw invalid(say('mustBeText', { what: fieldNames('password') }));
  }
  return typeof field === 'number' || typeof field === 'boolean'
    ? String(field)
    : ((field ?? undefined) as string | undefined);
}

function readPasswordEncryption(
  config: ConnectionConfig,
  credentials: ConnectionCredentials,
): PasswordEncryption | undefined {
  if (!flagOr(false, 'encryptPasswords', config.encryptPasswords)) {
    return undefined;
  }
  return checkPasswordEncryption({
    key: passwordOf(credentials.passwordKey) ?? '',
    iv: passwordOf(credentials.passwordIv) ?? '',
    padding: oneOf('passwordPadding', config.passwordPadding, ['pkcs7', 'zeros']),
    encoding: oneOf('passwordEncoding', config.passwordEncoding, ['base64', 'hex']),
  });
}

/** Its broker keeps events as a real one does, for as long as the simulator runs. */
function readSimulatorDelivery(config: ConnectionConfig) {
  const delivery = readDelivery(config);
  return { destination: delivery.kind === 'queue' ? 'VirtualTopic.node-red' : 'node-red', delivery };
}

function readDelivery(config: ConnectionConfig): Delivery {
  if (oneOf('delivery', config.delivery, ['topic', 'queue']) === 'topic') {
    return { kind: 'topic' };
  }
  return {
    kind: 'queue',
    name: textOf('consumerName', config.consumerName) ?? 'node-red',
    prefetch: numberOr(50, 'prefetch', config.prefetch, [1, 10_000]),
    exclusive: flagOr(false, 'hotStandby', config.exclusive),
    atOnce: numberOr(undefined, 'atOnce', config.atOnce, [1, 10_000]),
    workLimitMs: 1000 * numberOr(60, 'workLimit', config.workLimit, [1, 86_400]),
    maxTries: numberOr(20, 'maxTries', config.maxTries, [1, 1000]),
  };
}
