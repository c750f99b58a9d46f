import { showField } from '../../lib/editor/fields';
import { showMigrated } from '../../lib/editor/migrated';
import { suggestIn } from '../../lib/editor/suggestions';
import { text } from '../../lib/editor/text';
import { parameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';

interface Properties {
  name: string;
  agentId: string;
  extension: string;
  mobilePhone: string;
  mobileMode: string;
  sso: string;
  version: number;
}

interface Credentials {
  password: string;
}

RED.nodes.registerType<Properties, Credentials>('gc-agent', {
  category: 'config',
  color: '#8FB8B5',
  icon: 'gc-agent.svg',
  defaults: {
    name: { value: '' },
    agentId: {
      value: '',
      required: true,
      label: text('gc-agent', 'label.agentId'),
      validate: parameter('agentId'),
    },
    extension: {
      value: '',
      required: true,
      label: text('gc-agent', 'label.extension'),
      validate: parameter('extension'),
    },
    mobilePhone: {
      value: '',
      required: false,
      label: text('gc-agent', 'label.mobilePhone'),
      validate: parameter('phone'),
    },
    mobileMode: { value: 'call-by-call' },
    sso: { value: '', required: false, label: text('gc-agent', 'label.sso'), validate: parameter('sso') },
    version: { value: currentVersion('gc-agent') },
  },
  credentials: {
    password: { type: 'password' },
  },
  paletteLabel: 'GC agent',
  label() {
    return this.name || this.agentId || 'GC agent';
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    showMigrated(this);
    suggestIn(this, 'agentId', 'extension', 'mobilePhone');
    const phone = $('#node-config-input-mobilePhone');
    phone.on('input change', () => {
      showField('mobileMode', phone.val() !== '');
    });
  },
});
