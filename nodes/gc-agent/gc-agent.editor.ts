import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { line, select } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { parameter } from '../../lib/editor/dialog/validators';
import { suggestIn } from '../../lib/editor/inputs/choices/suggestions';

interface Credentials {
  password: string;
}

const defaults = dialogFields('gc-agent', {
  name: connectionFields.name,
  agentId: line('id-badge', {
    required: true,
    placeholder: 'placeholder.agentId',
    validate: parameter('agentId'),
  }),
  extension: line('phone', {
    required: true,
    placeholder: 'placeholder.extension',
    validate: parameter('extension'),
  }),
  mobilePhone: line('mobile', {
    required: false,
    placeholder: 'placeholder.mobilePhone',
    validate: parameter('phone'),
  }),
  mobileMode: select('link', ['call-by-call', 'nailed']),
  sso: line('sign-in', { required: false, placeholder: 'placeholder.sso', validate: parameter('sso') }),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties, Credentials>('gc-agent', {
  category: 'config',
  color: '#8FB8B5',
  icon: 'gc-agent.svg',
  defaults,
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
    prepareFields(this);
    suggestIn(this, 'agentId', 'extension', 'mobilePhone');
    const phone = $('#node-config-input-mobilePhone');
    phone.on('input change', () => {
      showField('mobileMode', phone.val() !== '');
    });
  },
});
