import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { currentValue, isTicked } from '../../lib/editor/dialog/current-value';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, configNode, kept, line, select } from '../../lib/editor/dialog/plain-fields';
import { complaint, matching, number, parameter, wholeNumber } from '../../lib/editor/dialog/validators';
import { checkBrokers, type Broker } from '../../lib/editor/inputs/brokers';
import type { ConfirmationRow } from '../../lib/editor/inputs/confirmation-list';
import { hostAlone } from '../../lib/editor/inputs/host';
import { countries } from '../../lib/numbers/countries';
import { mostKeptDigits } from '../../lib/privacy/mask';
import { queueName } from '../../lib/protocol/catalogue/parameters';
import { completions, contactCentres, logoutChecks, zonePattern } from '../../lib/protocol/site/settings';

const timeOfDay = /^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/;

/** The fields of a gc-connection. */
export const defaults = dialogFields('gc-connection', {
  name: connectionFields.name,
  mode: select('exchange', ['simulator', 'gc']),
  host: line('globe', {
    value: '127.0.0.1',
    placeholder: 'placeholder.host',
    validate: withBroker(hostAlone),
  }),
  port: line('random', { value: '61613', validate: withBroker(wholeNumber(1, 65_535)) }),
  /** Tried in this order where the first broker is not there. */
  standbys: kept<Broker[]>([], { validate: withBroker(checkBrokers) }),
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
  contactCentre: select('building-o', contactCentres),
  completeWith: select('share', completions),
  gcTimeZone: line('globe', {
    required: false,
    placeholder: 'placeholder.gcTimeZone',
    validate: withBroker(matching(zonePattern, 'timeZone')),
  }),
  helloArgument: line('hand-paper-o', {
    required: false,
    placeholder: 'placeholder.helloArgument',
    validate: withBroker(parameter('destination')),
  }),
  checkLogouts: select('user-times', logoutChecks),
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
  /** Empty for 50, or as many as are sent ahead. */
  atOnce: line('clone', {
    required: false,
    placeholder: 'placeholder.atOnce',
    validate: withQueue(checkAtOnce),
  }),
  /** In seconds. */
  workLimit: line('hourglass-end', { value: '60', validate: withQueue(number(1, 86_400)) }),
  maxTries: line('repeat', { value: '20', validate: withQueue(wholeNumber(1, 1000)) }),
  recovery: checkbox(true),
  loginsPerSecond: line('tachometer', { value: '10', validate: number(0.1, 1000) }),
  dialPlan: checkbox(false),
  /** Two letters. */
  dialCountry: kept('', { validate: withDialPlan(checkCountry) }),
  dialAreaCode: line('map-marker', {
    required: false,
    placeholder: 'placeholder.dialAreaCode',
    validate: withDialPlan(matching(/^\d{1,8}$/, 'areaCode')),
  }),
  dialForm: select('th', ['country', 'e164', 'own']),
  dialOutsideLine: line('sign-out', {
    required: false,
    placeholder: 'placeholder.dialOutsideLine',
    validate: withDialPlan(matching(/^[0-9*]{1,10}$/, 'prefix')),
  }),
  dialNationalPrefix: line('home', {
    required: false,
    placeholder: 'placeholder.noPrefix',
    validate: withOwnPrefixes(matching(/^(\+|[0-9*]{1,10})$/, 'prefix')),
  }),
  dialInternationalPrefix: line('globe', {
    required: false,
    placeholder: 'placeholder.noPrefix',
    validate: withOwnPrefixes(matching(/^(\+|[0-9*]{1,10})$/, 'prefix')),
  }),
  dialStrip: line('eraser', {
    required: false,
    placeholder: 'placeholder.dialStrip',
    validate: withDialPlan(matching(/^\+?[0-9*]{1,20}([\s,]+\+?[0-9*]{1,20})*$/, 'beginnings')),
  }),
  dialExtensions: line('fax', {
    required: false,
    placeholder: 'placeholder.dialExtensions',
    validate: withDialPlan(matching(/^([1-9]|1[0-5])([\s,]+([1-9]|1[0-5]))*$/, 'lengths')),
  }),
  dialEmergency: select('ambulance', ['refused', 'allowed']),
  dialAllow: line('check', { required: false, placeholder: 'placeholder.dialAllow' }),
  dialDeny: line('ban', { required: false, placeholder: 'placeholder.dialDeny' }),
  /** In place of the hours that follow. */
  callingCalendar: configNode('calendar-check-o', 'gc-calendar', { required: false }),
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
  repeatedKey: select('reply', ['refuse', 'answer']),
  dryRun: checkbox(false),
  store: select('database', ['file', 'memory', 'postgres']),
  storeHost: line('globe', {
    value: '127.0.0.1',
    validate: withDatabase(hostAlone),
  }),
  storePort: line('random', { value: '5432', validate: withDatabase(wholeNumber(1, 65_535)) }),
  storeDatabase: line('table', { validate: withDatabase(matching(/\S/, 'database')) }),
  storeTls: configNode('shield', 'tls-config', { required: false }),
  record: checkbox(false),
  /** On the machine of Node-RED; a relative one is below its user directory. */
  recordFolder: line('folder-open-o', { required: false, placeholder: 'placeholder.recordFolder' }),
  recordStandIns: checkbox(true),
  recordWhenFull: select('hourglass-end', ['drop-oldest', 'stop']),
  recordMegabytes: line('file-text-o', { value: '10', validate: withRecording(number(1, 1000)) }),
  recordMinutes: line('clock-o', { value: '60', validate: withRecording(number(1, 10_080)) }),
  privacy: select('user-secret', ['off', 'mask', 'hash']),
  privacyDigits: line('eye-slash', { value: '4', validate: withMasks(wholeNumber(0, mostKeptDigits)) }),
  /** Names separated by commas; `*` for all. */
  privacyVariables: line('tags', {
    value: '*',
    required: false,
    placeholder: 'placeholder.privacyVariables',
  }),
  privacyKeptVariables: line('filter', { required: false, placeholder: 'placeholder.privacyKeptVariables' }),
  privacyAgents: checkbox(false),
  privacyEvents: checkbox(false),
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

export type Properties = Saved<typeof defaults>;

export function usesBroker(mode: unknown): boolean {
  return mode === 'gc';
}

function usesQueue(node: object): boolean {
  return currentValue(node, 'delivery') === 'queue';
}

/** The fields for a broker count only where there is one. */
function withBroker(validator: Validator): Validator {
  return function (value, options) {
    return !usesBroker(currentValue(this, 'mode')) || validator.call(this, value, options);
  };
}

/** The fields for a database count only where the store is one. */
function withDatabase(validator: Validator): Validator {
  return function (value, options) {
    return currentValue(this, 'store') !== 'postgres' || validator.call(this, value, options);
  };
}

/** The fields for a recording count only where there is one. */
function withRecording(validator: Validator): Validator {
  return function (value, options) {
    return !isTicked(this, 'record') || validator.call(this, value, options);
  };
}

/** The fields of the dial plan count only where there is one. */
function withDialPlan(validator: Validator): Validator {
  return function (value, options) {
    return !isTicked(this, 'dialPlan') || validator.call(this, value, options);
  };
}

function withOwnPrefixes(validator: Validator): Validator {
  return withDialPlan(function (value, options) {
    return currentValue(this, 'dialForm') !== 'own' || validator.call(this, value, options);
  });
}

function checkCountry(this: object, value: Value, options: ValidatorOptions): true | string {
  return countries.some((country) => country === value) || complaint('country', options);
}

/** The digits that stay count only where numbers are masked. */
function withMasks(validator: Validator): Validator {
  return function (value, options) {
    return currentValue(this, 'privacy') !== 'mask' || validator.call(this, value, options);
  };
}

/** The key counts only where values are hashed. */
export function withHashes(validator: Validator): Validator {
  return function (value, options) {
    return currentValue(this, 'privacy') !== 'hash' || validator.call(this, value, options);
  };
}

/** The fields for a queue count only where events are delivered through one. */
function withQueue(validator: Validator): Validator {
  return function (value, options) {
    return !usesQueue(this) || validator.call(this, value, options);
  };
}

/** Key and IV count only where passwords are encrypted. */
export function withEncryption(validator: Validator): Validator {
  return withBroker(function (value, options) {
    return !isTicked(this, 'encryptPasswords') || validator.call(this, value, options);
  });
}

/** No more events can be worked on at once than the broker sends ahead. */
function checkAtOnce(this: object, value: Value, options: ValidatorOptions): true | string {
  const prefetch = Number(currentValue(this, 'prefetch'));
  return wholeNumber(1, prefetch >= 1 ? prefetch : 10_000).call(this, value, options);
}

/** The broker keeps events only for topics with a name of its own kind. */
function checkDestination(this: object, value: Value, options: ValidatorOptions): true | string {
  return usesQueue(this)
    ? matching(/^VirtualTopic\.[A-Za-z0-9._-]+$/, 'virtualTopic').call(this, value, options)
    : parameter('destination').call(this, value, options);
}
