import { commandFields, timeout } from '../../lib/editor/dialog/command-fields';
import { dialledNumber } from '../../lib/editor/dialog/dialled-number';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { select } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { chooseConnectionAndAgent } from '../../lib/editor/inputs/agent';
import { shownAgent } from '../../lib/editor/inputs/fixed-agent';
import { shownValue } from '../../lib/editor/inputs/shown-value';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';

const defaults = dialogFields('make-call', {
  ...commandFields,
  number: dialledNumber('phone', { value: 'payload', required: true }),
  stage: select('flag-checkered', ['sent', 'accepted', 'ringing', 'answered'], 'accepted'),
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('make-call', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'make-call.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'make call',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('make-call', 'label.input');
  },
  outputLabels() {
    return text('make-call', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('make-call');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    const stage = $('#node-input-stage');
    stage.on('change', () => {
      const key = stage.val() === 'answered' ? 'placeholder.answering' : 'placeholder.timeout';
      $('#node-input-timeout').attr('placeholder', text('make-call', key));
    });
  },
});

/** "call 2002 from 1081"; "make call" where the message tells both. */
function describe(node: Omit<Properties, 'name' | 'version'>): string {
  const number = shownValue(node.number, node.numberType);
  const agent = shownAgent(node);
  if (agent !== undefined) {
    return text('make-call', 'label.dialFrom', { number, agent });
  }
  return ['str', 'env'].includes(node.numberType) ? text('make-call', 'label.dial', { number }) : 'make call';
}
