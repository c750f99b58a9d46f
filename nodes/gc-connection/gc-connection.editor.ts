import { queueName } from '../../lib/protocol/catalogue/parameters';
import { passwordIvBytes, passwordKeyBytes } from '../../lib/protocol/writing/password-key';
import { brokersIn, prepareBrokers, type Broker } from '../../lib/editor/brokers';
import {
  confirmationsIn,
  prepareConfirmations,
  type ConfirmationRow,
} from '../../lib/editor/confirmation-list';
import { chosenIn, prepareChoices } from '../../lib/editor/choices';
import { isChosen } from '../../lib/editor/config-nodes';
import { currentValue, isTicked } from '../../lib/editor/current-value';
import { showMigrated } from '../../lib/editor/migrated';
import { ConnectionTest } from './connection-test.editor';
import { Tabs } from '../../lib/editor/tabs';
import { text } from '../../lib/editor/text';
import { keyOfBytes, matching, number, parameter, wholeNumber } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';

interface Properties {
  name: string;
  mode: string;
  host: string;
  port: string;
  /** Tried in this order where the first broker is not there. */
  standbys: Broker[];
  tls: string;
  /** In seconds, both ways; 0 for none. */
  heartbeat: string;
  commandQueue: string;
  destination: string;
  /** In seconds. */
  gcHeartbeat: string;
  missedBeats: string;
  contactCentre: string;
  completeWith: string;
  gcTimeZone: string;
  helloArgument: string;
  checkLogouts: string;
  /** In seconds. */
  resync: string;
  /** In seconds. */
  forgetEndedCalls: string;
  confirmations: ConfirmationRow[];
  encryptPasswords: boolean;
  passwordPadding: string;
  passwordEncoding: string;
  /** In seconds. */
  timeout: string;
  whileAway: string;
  expireCommands: boolean;
  delivery: string;
  consumerName: string;
  prefetch: string;
  exclusive: boolean;
  recovery: boolean;
  loginsPerSecond: string;
  dialAllow: string;
  dialDeny: string;
  /** None means every day. */
  callingDays: string[];
  callingFrom: string;
  callingTo: string;
  timeZone: string;
  commandsPerSecond: string;
  agentCommandsPerSecond: string;
  maxCalls: string;
  /** In minutes. */
  repeatWithin: string;
  dryRun: boolean;
  simulatorDialect: string;
  simulatorFlavour: string;
  /** Of its broker on this machine; empty for any free one. */
  simulatorPort: string;
  /** A file on the machine of Node-RED. */
  simulatorSite: string;
  version: number;
}

interface Credentials {
  user: string;
  password: string;
  passwordKey: string;
  passwordIv: string;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const timeOfDay = /^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/;
const tabsWithBroker = ['broker', 'gc', 'delivery', 'recovery', 'safety'];
const tabsWithSimulator = ['simulator', 'delivery', 'recovery', 'safety'];

/** Of the open dialog. */
let test: ConnectionTest | undefined;

RED.nodes.registerType<Properties, Credentials>('gc-connection', {
  category: 'config',
  color: '#8FB8B5',
  icon: 'gc-connection.svg',
  defaults: {
    name: { value: '' },
    mode: { value: 'simulator' },
    host: {
      value: '127.0.0.1',
      label: text('gc-connection', 'label.host'),
      validate: withBroker(matching(/^[A-Za-z0-9._:-]+$/, 'host')),
    },
    port: {
      value: '61613',
      label: text('gc-connection', 'label.port'),
      validate: withBroker(wholeNumber(1, 65_535)),
    },
    standbys: { value: [] },
    tls: { value: '', type: 'tls-config', required: false, label: text('gc-connection', 'label.tls') },
    heartbeat: {
      value: '10',
      label: text('gc-connection', 'label.heartbeat'),
      validate: withBroker(number(0, 600)),
    },
    commandQueue: {
      value: 'Connector1',
      label: text('gc-connection', 'label.commandQueue'),
      validate: withBroker(matching(queueName, 'commandQueue')),
    },
    destination: {
      value: '',
      label: text('gc-connection', 'label.destination'),
      validate: withBroker(checkDestination),
    },
    gcHeartbeat: {
      value: '30',
      label: text('gc-connection', 'label.gcHeartbeat'),
      validate: withBroker(number(1, 3600)),
    },
    missedBeats: {
      value: '2',
      label: text('gc-connection', 'label.missedBeats'),
      validate: withBroker(wholeNumber(1, 100)),
    },
    contactCentre: { value: 'unknown' },
    completeWith: { value: 'other' },
    gcTimeZone: { value: '', required: false, label: text('gc-connection', 'label.gcTimeZone') },
    helloArgument: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.helloArgument'),
      validate: withBroker(parameter('destination')),
    },
    checkLogouts: { value: 'unexplained' },
    resync: {
      value: '300',
      label: text('gc-connection', 'label.resync'),
      validate: withBroker(number(1, 86_400)),
    },
    forgetEndedCalls: {
      value: '60',
      label: text('gc-connection', 'label.forgetEndedCalls'),
      validate: withBroker(number(0, 86_400)),
    },
    confirmations: { value: [] },
    encryptPasswords: { value: false },
    passwordPadding: { value: 'pkcs7' },
    passwordEncoding: { value: 'base64' },
    timeout: {
      value: '10',
      label: text('gc-connection', 'label.timeout'),
      validate: number(1, 3600),
    },
    whileAway: { value: 'fail' },
    expireCommands: { value: true },
    delivery: { value: 'topic' },
    consumerName: {
      value: 'node-red',
      label: text('gc-connection', 'label.consumerName'),
      validate: withQueue(matching(/^[A-Za-z0-9_-]+$/, 'consumerName')),
    },
    prefetch: {
      value: '50',
      label: text('gc-connection', 'label.prefetch'),
      validate: withQueue(wholeNumber(1, 10_000)),
    },
    exclusive: { value: false },
    recovery: { value: true },
    loginsPerSecond: {
      value: '10',
      label: text('gc-connection', 'label.loginsPerSecond'),
      validate: number(0.1, 1000),
    },
    dialAllow: { value: '', required: false, label: text('gc-connection', 'label.dialAllow') },
    dialDeny: { value: '', required: false, label: text('gc-connection', 'label.dialDeny') },
    callingDays: { value: [] },
    callingFrom: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.callingFrom'),
      validate: matching(timeOfDay, 'time'),
    },
    callingTo: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.callingTo'),
      validate: matching(timeOfDay, 'time'),
    },
    timeZone: { value: '', required: false, label: text('gc-connection', 'label.timeZone') },
    commandsPerSecond: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.commandsPerSecond'),
      validate: number(0.01, 10_000),
    },
    agentCommandsPerSecond: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.agentCommandsPerSecond'),
      validate: number(0.01, 10_000),
    },
    maxCalls: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.maxCalls'),
      validate: wholeNumber(1, 100_000),
    },
    repeatWithin: {
      value: '10',
      label: text('gc-connection', 'label.repeatWithin'),
      validate: number(0.1, 1440),
    },
    dryRun: { value: false },
    simulatorDialect: { value: '' },
    simulatorFlavour: { value: 'ucce' },
    simulatorPort: {
      value: '',
      required: false,
      label: text('gc-connection', 'label.simulatorPort'),
      validate: wholeNumber(1, 65_535),
    },
    simulatorSite: { value: '', required: false, label: text('gc-connection', 'label.simulatorSite') },
    version: { value: currentVersion('gc-connection') },
  },
  credentials: {
    user: { type: 'text' },
    password: { type: 'password' },
    passwordKey: {
      type: 'password',
      label: text('gc-connection', 'label.passwordKey'),
      validate: withEncryption(keyOfBytes(passwordKeyBytes)),
    },
    passwordIv: {
      type: 'password',
      label: text('gc-connection', 'label.passwordIv'),
      validate: withEncryption(keyOfBytes(passwordIvBytes)),
    },
  },
  paletteLabel: 'GC connection',
  label() {
    return (
      this.name ||
      (usesBroker(this.mode) ? `${this.host}:${this.port}` : text('gc-connection', 'mode.simulator'))
    );
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    showMigrated(this);
    suggestDestination();
    prepareBrokers($('#gc-connection-standbys'), this.standbys ?? []);
    prepareConfirmations($('#gc-connection-confirmations'), this.confirmations ?? []);
    prepareDays(this.callingDays ?? []);
    prepareTabs();
    showOnlyWith('encryptPasswords', '.gc-connection-encryption');
    openIfChanged(this);
    showOnlyWith('recovery', '.gc-connection-recovery');
    const delivery = $('#node-config-input-delivery');
    delivery.on('change', () => {
      $('.gc-connection-queue').toggle(delivery.val() === 'queue');
    });
    delivery.trigger('change');
    test = new ConnectionTest(() => fieldsOf(this));
  },
  oneditsave() {
    test?.cancel();
    this.standbys = brokersIn($('#gc-connection-standbys'));
    this.confirmations = confirmationsIn($('#gc-connection-confirmations'));
    this.callingDays = chosenIn($('#gc-connection-callingDays'));
  },
  oneditcancel() {
    test?.cancel();
  },
  oneditdelete() {
    test?.cancel();
  },
});

const secrets = ['user', 'password', 'passwordKey', 'passwordIv'] as const;

/** What the open dialog holds, as a test takes it. */
function fieldsOf(node: Properties & { id: string }): object {
  const { defaults } = (node as unknown as NodeInEditor)._def;
  const values = Object.entries(defaults).map(([name, { value }]) => [
    name,
    typeof value === 'boolean' ? isTicked(node, name) : currentValue(node, name),
  ]);
  const tls = currentValue(node, 'tls');
  return {
    id: node.id,
    config: {
      ...(Object.fromEntries(values) as object),
      tls: isChosen(tls) ? tls : '',
      standbys: brokersIn($('#gc-connection-standbys')),
      confirmations: confirmationsIn($('#gc-connection-confirmations')),
      callingDays: chosenIn($('#gc-connection-callingDays')),
    },
    credentials: Object.fromEntries(secrets.map((name) => [name, currentValue(node, name)])) as object,
  };
}

interface NodeInEditor {
  readonly _def: { readonly defaults: Readonly<Record<string, { value: unknown }>> };
}

function usesBroker(mode: unknown): boolean {
  return mode === 'gc';
}

function usesQueue(node: object): boolean {
  return usesBroker(currentValue(node, 'mode')) && currentValue(node, 'delivery') === 'queue';
}

/** The fields for a broker count only where there is one. */
function withBroker(validator: Validator): Validator {
  return function (value, options) {
    return !usesBroker(currentValue(this, 'mode')) || validator.call(this, value, options);
  };
}

/** The fields for a queue count only where events are delivered through one. */
function withQueue(validator: Validator): Validator {
  return function (value, options) {
    return !usesQueue(this) || validator.call(this, value, options);
  };
}

/** Key and IV count only where passwords are encrypted. */
function withEncryption(validator: Validator): Validator {
  return withBroker(function (value, options) {
    return !isTicked(this, 'encryptPasswords') || validator.call(this, value, options);
  });
}

/** The broker keeps events only for topics with a name of its own kind. */
function checkDestination(this: object, value: Value, options: ValidatorOptions): true | string {
  return usesQueue(this)
    ? matching(/^VirtualTopic\.[A-Za-z0-9._-]+$/, 'virtualTopic').call(this, value, options)
    : parameter('destination').call(this, value, options);
}

function prepareTabs(): void {
  const tabs = new Tabs('gc-connection');
  const mode = $('#node-config-input-mode');
  mode.on('change', () => {
    const withBroker = usesBroker(mode.val());
    const names = withBroker ? tabsWithBroker : tabsWithSimulator;
    tabs.show(Object.fromEntries(names.map((name) => [name, text('gc-connection', `tab.${name}`)])));
    $('.gc-connection-with-broker').toggle(withBroker);
  });
  mode.trigger('change');
}

function prepareDays(chosen: readonly string[]): void {
  const options = days.map((value) => ({ value, label: text('gc-connection', `day.${value}`) }));
  const listed = (ticked: readonly string[]) =>
    ticked.length === 0
      ? text('gc-connection', 'day.every')
      : ticked.map((day) => text('gc-connection', `day.${day}`)).join(', ');
  prepareChoices($('#gc-connection-callingDays'), options, chosen, listed);
}

const rare = ['helloArgument', 'gcTimeZone', 'checkLogouts', 'resync', 'forgetEndedCalls'] as const;

/** What is rarely needed is folded away, unless somebody has needed it. */
function openIfChanged(node: Properties): void {
  const { defaults } = (node as unknown as NodeInEditor)._def;
  const isChanged = rare.some((name) => currentValue(node, name) !== defaults[name]?.value);
  $('#gc-connection-rare').prop('open', isChanged || (node.confirmations ?? []).length > 0);
}

/** Shows what belongs to a box only while it is ticked. */
function showOnlyWith(property: string, selector: string): void {
  const box = $(`#node-config-input-${property}`);
  box.on('change', () => {
    $(selector).toggle(box.prop('checked') === true);
  });
}

/** Two clients on one destination would take each other's agents. */
function suggestDestination(): void {
  const destination = $('#node-config-input-destination');
  if (destination.val() === '') {
    destination.val(`node-red-${RED.nodes.id().slice(0, 6)}`);
  }
}
