import { queueName } from '../../lib/protocol/catalogue/parameters';
import { passwordIvBytes, passwordKeyBytes } from '../../lib/protocol/writing/password-key';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, configNode, kept, line, select } from '../../lib/editor/dialog/plain-fields';
import { isChosen } from '../../lib/editor/config-nodes';
import { currentValue, isTicked } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { Tabs } from '../../lib/editor/dialog/tabs';
import { keyOfBytes, matching, number, parameter, wholeNumber } from '../../lib/editor/dialog/validators';
import { brokersIn, prepareBrokers, type Broker } from '../../lib/editor/inputs/brokers';
import {
  confirmationsIn,
  prepareConfirmations,
  type ConfirmationRow,
} from '../../lib/editor/inputs/confirmation-list';
import { chosenIn, prepareChoices } from '../../lib/editor/inputs/tick-list';
import { text } from '../../lib/editor/text';
import { ConnectionTest } from './connection-test.editor';

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

const defaults = dialogFields('gc-connection', {
  name: connectionFields.name,
  mode: select('exchange', ['simulator', 'gc']),
  host: line('globe', {
    value: '127.0.0.1',
    placeholder: 'placeholder.host',
    validate: withBroker(matching(/^[A-Za-z0-9._:-]+$/, 'host')),
  }),
  port: line('random', { value: '61613', validate: withBroker(wholeNumber(1, 65_535)) }),
  /** Tried in this order where the first broker is not there. */
  standbys: kept<Broker[]>([]),
  tls: configNode('shield', 'tls-config', { required: false }),
  /** In seconds, both ways; 0 for none. */
  heartbeat: line('heartbeat', { value: '10', validate: withBroker(number(0, 600)) }),
  commandQueue: line('sign-in', {
    value: 'Connector1',
    validate: withBroker(matching(queueName, 'commandQueue')),
  }),
  destination: line('sign-out', { validate: withBroker(checkDestination) }),
  /** In seconds. */
  gcHeartbeat: line('heartbeat', { value: '30', validate: withBroker(number(1, 3600)) }),
  missedBeats: line('question-circle-o', { value: '2', validate: withBroker(wholeNumber(1, 100)) }),
  contactCentre: select('building-o', ['unknown', 'ucce', 'uccx']),
  completeWith: select('share', ['other', 'own']),
  gcTimeZone: line('globe', { required: false, placeholder: 'placeholder.gcTimeZone' }),
  helloArgument: line('hand-paper-o', {
    required: false,
    placeholder: 'placeholder.helloArgument',
    validate: withBroker(parameter('destination')),
  }),
  checkLogouts: select('user-times', ['unexplained', 'all', 'none']),
  /** In seconds. */
  resync: line('refresh', { value: '300', validate: withBroker(number(1, 86_400)) }),
  /** In seconds. */
  forgetEndedCalls: line('history', { value: '60', validate: withBroker(number(0, 86_400)) }),
  confirmations: kept<ConfirmationRow[]>([]),
  encryptPasswords: checkbox(false),
  passwordPadding: select('th', ['pkcs7', 'zeros']),
  passwordEncoding: select('font', ['base64', 'hex']),
  /** In seconds. */
  timeout: line('clock-o', { value: '10', validate: number(1, 3600) }),
  whileAway: select('chain-broken', ['fail', 'wait']),
  expireCommands: checkbox(true),
  delivery: select('truck', ['topic', 'queue']),
  consumerName: line('id-badge', {
    value: 'node-red',
    validate: withQueue(matching(/^[A-Za-z0-9_-]+$/, 'consumerName')),
  }),
  prefetch: line('stack-overflow', { value: '50', validate: withQueue(wholeNumber(1, 10_000)) }),
  exclusive: checkbox(false),
  recovery: checkbox(true),
  loginsPerSecond: line('tachometer', { value: '10', validate: number(0.1, 1000) }),
  dialAllow: line('check', { required: false, placeholder: 'placeholder.dialAllow' }),
  dialDeny: line('ban', { required: false, placeholder: 'placeholder.dialDeny' }),
  /** None means every day. */
  callingDays: kept<string[]>([]),
  callingFrom: line('hourglass-start', {
    required: false,
    placeholder: 'placeholder.callingFrom',
    validate: matching(timeOfDay, 'time'),
  }),
  callingTo: line('hourglass-end', {
    required: false,
    placeholder: 'placeholder.callingTo',
    validate: matching(timeOfDay, 'time'),
  }),
  timeZone: line('globe', { required: false, placeholder: 'placeholder.timeZone' }),
  commandsPerSecond: line('tachometer', {
    required: false,
    placeholder: 'placeholder.unlimited',
    validate: number(0.01, 10_000),
  }),
  agentCommandsPerSecond: line('tachometer', {
    required: false,
    placeholder: 'placeholder.unlimited',
    validate: number(0.01, 10_000),
  }),
  maxCalls: line('phone', {
    required: false,
    placeholder: 'placeholder.unlimited',
    validate: wholeNumber(1, 100_000),
  }),
  /** In minutes. */
  repeatWithin: line('clone', { value: '10', validate: number(0.1, 1440) }),
  dryRun: checkbox(false),
  /** Empty for that of the site file. */
  simulatorDialect: kept(''),
  simulatorFlavour: select('building-o', ['ucce', 'uccx']),
  /** Of its broker on this machine; empty for any free one. */
  simulatorPort: line('random', {
    required: false,
    placeholder: 'placeholder.simulatorPort',
    validate: wholeNumber(1, 65_535),
  }),
  /** A file on the machine of Node-RED. */
  simulatorSite: line('users', { required: false, placeholder: 'placeholder.simulatorSite' }),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties, Credentials>('gc-connection', {
  category: 'config',
  color: '#8FB8B5',
  icon: 'gc-connection.svg',
  defaults,
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
    prepareFields(this);
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
