import { agentFields } from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, select } from '../../lib/editor/dialog/plain-fields';
import { field, typedInput } from '../../lib/editor/dialog/typed-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { number } from '../../lib/editor/dialog/validators';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { agentStates, shownStates, someStates, stateList } from '../../lib/editor/inputs/states';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { callStates } from './states';

const defaults = dialogFields('gc-wait', {
  ...connectionFields,
  ...agentFields(),
  about: select('eye', ['agent', 'call'], 'call'),
  dialogId: field('dialogId', 'phone', { required: false, isNeeded: isAboutCall }),
  match: select('filter', ['one-of', 'none-of']),
  agentStates: typedInput('circle-o', someStates, {
    value: 'READY',
    type: 'states',
    listed: 'states',
    isNeeded: isAboutAgent,
    own: () => [stateList(text('gc-wait', 'label.list'), agentStates.map(plainly))],
  }),
  callStates: typedInput('circle-o', someStates, {
    value: 'ANSWERED',
    type: 'states',
    listed: 'states',
    isNeeded: isAboutCall,
    own: () => [stateList(text('gc-wait', 'label.list'), callStates.map(explained))],
  }),
  seconds: typedInput('hourglass-half', number(0, 1_000_000), { value: '15', type: 'str', required: true }),
  outlivesRestart: checkbox(false),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-wait', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-wait.svg',
  inputs: 1,
  outputs: 2,
  defaults,
  paletteLabel: 'wait',
  label() {
    return this.name || withAgent(describe(this), this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-wait', 'label.input');
  },
  outputLabels(index) {
    return text('gc-wait', index === 0 ? 'label.met' : 'label.timeIsUp');
  },
  onpaletteadd() {
    addSearchWords('gc-wait', keysOf('state', callStates));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    $('#node-input-about')
      .on('change', () => {
        for (const field of ['match', 'agentStates']) {
          showField(field, isAboutAgent(this));
        }
        for (const field of ['dialogId', 'callStates']) {
          showField(field, isAboutCall(this));
        }
      })
      .trigger('change');
  },
});

function isAboutAgent(node: object): boolean {
  return !isAboutCall(node);
}

function isAboutCall(node: object): boolean {
  return currentValue(node, 'about') === 'call';
}

function plainly(state: string) {
  return { value: state, label: state };
}

function explained(state: (typeof callStates)[number]) {
  return { value: state, label: `${state} – ${text('gc-wait', `state.${state}`)}` };
}

/** "until ANSWERED, 15 s" */
function describe(node: Properties): string {
  const states =
    node.about === 'call'
      ? shownStates(node.callStates, node.callStatesType)
      : shownStates(node.agentStates, node.agentStatesType);
  const key = node.about === 'agent' && node.match === 'none-of' ? 'label.while' : 'label.until';
  return text('gc-wait', key, { states, seconds: node.secondsType === 'str' ? node.seconds : '…' });
}
