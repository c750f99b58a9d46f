import { shortestKey } from '../../lib/privacy/mask';
import { passwordIvBytes, passwordKeyBytes } from '../../lib/protocol/writing/password-key';
import { isChosen } from '../../lib/editor/config-nodes';
import { currentValue, isTicked } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { Tabs } from '../../lib/editor/dialog/tabs';
import { keyOfBytes, secretOf } from '../../lib/editor/dialog/validators';
import { brokersIn, prepareBrokers } from '../../lib/editor/inputs/brokers';
import { confirmationsIn, prepareConfirmations } from '../../lib/editor/inputs/confirmation-list';
import { splitIntoFields } from '../../lib/editor/inputs/host';
import { chosenIn, prepareChoices } from '../../lib/editor/inputs/tick-list';
import { listOf, text } from '../../lib/editor/text';
import { ConnectionTest } from './connection-test.editor';
import { prepareDialPlan } from './dial-plan.editor';
import { NumberTrial } from './number-trial.editor';
import { preparePrivacy } from './privacy.editor';
import { SiteProfileFile } from './site-profile.editor';
import { defaults, usesBroker, withEncryption, withHashes, type Properties } from './fields.editor';

interface Credentials {
  user: string;
  password: string;
  passwordKey: string;
  passwordIv: string;
  storeUser: string;
  storePassword: string;
  privacyKey: string;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const tabsOfBoth = ['delivery', 'recovery', 'safety', 'numbers', 'memory', 'trace', 'privacy'];
const tabsWithBroker = ['broker', 'gc', ...tabsOfBoth];
const tabsWithSimulator = ['simulator', ...tabsOfBoth];

/** Of the open dialog. */
let test: ConnectionTest | undefined;
let trial: NumberTrial | undefined;
let profile: SiteProfileFile | undefined;

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
    storeUser: { type: 'text' },
    storePassword: { type: 'password' },
    privacyKey: {
      type: 'password',
      label: text('gc-connection', 'label.privacyKey'),
      validate: withHashes(secretOf(shortestKey)),
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
    splitIntoFields($('#node-config-input-host'), $('#node-config-input-port'));
    splitIntoFields($('#node-config-input-storeHost'), $('#node-config-input-storePort'));
    prepareBrokers($('#gc-connection-standbys'), this.standbys ?? []);
    prepareConfirmations($('#gc-connection-confirmations'), this.confirmations ?? []);
    prepareDays(this.callingDays ?? []);
    prepareTabs();
    showOnlyWith('encryptPasswords', '.gc-connection-encryption');
    openIfChanged(this);
    showOnlyWith('recovery', '.gc-connection-recovery');
    showOnlyWith('record', '.gc-connection-recording');
    showOnlyWith('dialPlan', '.gc-connection-dial-plan');
    prepareDialPlan(this);
    preparePrivacy(this);
    const delivery = $('#node-config-input-delivery');
    delivery.on('change', () => {
      $('.gc-connection-queue').toggle(delivery.val() === 'queue');
    });
    delivery.trigger('change');
    const calendar = $('#node-config-input-callingCalendar');
    calendar.on('change', () => {
      $('.gc-connection-hours').toggle(!isChosen(currentValue(this, 'callingCalendar')));
    });
    calendar.trigger('change');
    const store = $('#node-config-input-store');
    store.on('change', () => {
      $('.gc-connection-database').toggle(store.val() === 'postgres');
    });
    store.trigger('change');
    test = new ConnectionTest(() => fieldsOf(this));
    trial = new NumberTrial(() => dialPlanOf(this));
    profile = new SiteProfileFile(this);
  },
  oneditsave() {
    leave();
    this.standbys = brokersIn($('#gc-connection-standbys'));
    this.confirmations = confirmationsIn($('#gc-connection-confirmations'));
    this.callingDays = chosenIn($('#gc-connection-callingDays'));
  },
  oneditcancel() {
    leave();
  },
  oneditdelete() {
    leave();
  },
});

/** Nothing may come into the dialog any more. */
function leave(): void {
  test?.cancel();
  trial?.cancel();
  profile?.cancel();
}

const secrets = [
  'user',
  'password',
  'passwordKey',
  'passwordIv',
  'storeUser',
  'storePassword',
  'privacyKey',
] as const;

/** The dial plan that the open dialog holds, as the trial of a number takes it. */
function dialPlanOf(node: Properties & { id: string }): object {
  const names = Object.keys(defaultsOf(node)).filter((name) => name.startsWith('dial'));
  return { id: node.id, config: Object.fromEntries(names.map((name) => [name, currentValue(node, name)])) };
}

/** What the open dialog holds, as a test takes it. */
function fieldsOf(node: Properties & { id: string }): object {
  const values = Object.entries(defaultsOf(node)).map(([name, { value }]) => [
    name,
    typeof value === 'boolean' ? isTicked(node, name) : currentValue(node, name),
  ]);
  const chosen = (name: 'tls' | 'storeTls' | 'callingCalendar') => {
    const id = currentValue(node, name);
    return isChosen(id) ? id : '';
  };
  return {
    id: node.id,
    config: {
      ...(Object.fromEntries(values) as object),
      tls: chosen('tls'),
      storeTls: chosen('storeTls'),
      callingCalendar: chosen('callingCalendar'),
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

function defaultsOf(node: object): NodeInEditor['_def']['defaults'] {
  return (node as NodeInEditor)._def.defaults;
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
      : listOf(ticked.map((day) => text('gc-connection', `day.${day}`)));
  prepareChoices($('#gc-connection-callingDays'), options, chosen, listed);
}

const rare = ['helloArgument', 'gcTimeZone', 'checkLogouts', 'resync', 'forgetEndedCalls'] as const;

/** What is rarely needed is folded away, unless somebody has needed it. */
function openIfChanged(node: Properties): void {
  const isChanged = rare.some((name) => currentValue(node, name) !== defaultsOf(node)[name]?.value);
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
