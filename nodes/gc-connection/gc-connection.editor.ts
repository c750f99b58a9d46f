import { queueName } from '../../lib/protocol/parameters';
import { passwordIvBytes, passwordKeyBytes } from '../../lib/protocol/password-key';
import { currentValue, isTicked } from '../../lib/editor/current-value';
import { text } from '../../lib/editor/text';
import { keyOfBytes, matching, parameter, wholeNumber } from '../../lib/editor/validators';

interface Properties {
  name: string;
  mode: string;
  host: string;
  port: string;
  tls: string;
  commandQueue: string;
  destination: string;
  encryptPasswords: boolean;
  passwordEncoding: string;
  /** In seconds. */
  timeout: string;
  simulatorFormat: string;
  simulatorFlavour: string;
  version: number;
}

interface Credentials {
  user: string;
  password: string;
  passwordKey: string;
  passwordIv: string;
}

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
    tls: { value: '', type: 'tls-config', required: false, label: text('gc-connection', 'label.tls') },
    commandQueue: {
      value: 'Connector1',
      label: text('gc-connection', 'label.commandQueue'),
      validate: withBroker(matching(queueName, 'commandQueue')),
    },
    destination: {
      value: '',
      label: text('gc-connection', 'label.destination'),
      validate: withBroker(parameter('destination')),
    },
    encryptPasswords: { value: false },
    passwordEncoding: { value: 'base64' },
    timeout: {
      value: '10',
      label: text('gc-connection', 'label.timeout'),
      validate: wholeNumber(1, 3600),
    },
    simulatorFormat: { value: 'json' },
    simulatorFlavour: { value: 'ucce' },
    version: { value: 1 },
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
    const mode = $('#node-config-input-mode');
    mode.on('change', () => {
      $('.gc-connection-broker').toggle(usesBroker(mode.val()));
      $('.gc-connection-simulator').toggle(!usesBroker(mode.val()));
    });
    const encryptPasswords = $('#node-config-input-encryptPasswords');
    encryptPasswords.on('change', () => {
      $('.gc-connection-encryption').toggle(encryptPasswords.prop('checked') === true);
    });
    suggestDestination();
    suggestEncoding();
  },
});

function usesBroker(mode: unknown): boolean {
  return mode === 'gc';
}

/** The fields for a broker count only where there is one. */
function withBroker(validator: Validator): Validator {
  return function (value, options) {
    return !usesBroker(currentValue(this, 'mode')) || validator.call(this, value, options);
  };
}

/** Key and IV count only where passwords are encrypted. */
function withEncryption(validator: Validator): Validator {
  return withBroker(function (value, options) {
    return !isTicked(this, 'encryptPasswords') || validator.call(this, value, options);
  });
}

/** Two clients on one destination would take each other's agents. */
function suggestDestination(): void {
  const destination = $('#node-config-input-destination');
  if (destination.val() === '') {
    destination.val(`node-red-${RED.nodes.id().slice(0, 6)}`);
  }
}

/** A flow that was saved before there was a choice holds none. */
function suggestEncoding(): void {
  const encoding = $('#node-config-input-passwordEncoding');
  encoding.val(encoding.val() ?? 'base64');
}
