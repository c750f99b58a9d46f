import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { currentValue } from '../../lib/editor/current-value';
import { showField } from '../../lib/editor/fields';
import { showMigrated } from '../../lib/editor/migrated';
import { agentStates, shownStates, stateList, statesIn } from '../../lib/editor/states';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { number, typed, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { callStates } from './states';

interface Properties extends AgentProperties {
  name: string;
  about: string;
  match: string;
  agentStates: string;
  agentStatesType: string;
  callStates: string;
  callStatesType: string;
  dialogId: string;
  dialogIdType: string;
  seconds: string;
  secondsType: string;
  version: number;
}

RED.nodes.registerType<Properties>('gc-wait', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-wait.svg',
  inputs: 1,
  outputs: 2,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-wait', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-wait', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-wait', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    about: { value: 'call', label: text('gc-wait', 'label.about') },
    match: { value: 'one-of', label: text('gc-wait', 'label.match') },
    agentStates: {
      value: 'READY',
      label: text('gc-wait', 'label.agentStates'),
      validate: statesIn('agentStates', isAboutAgent),
    },
    agentStatesType: { value: 'states' },
    callStates: {
      value: 'ANSWERED',
      label: text('gc-wait', 'label.callStates'),
      validate: statesIn('callStates', isAboutCall),
    },
    callStatesType: { value: 'states' },
    dialogId: {
      value: 'dialogId',
      required: false,
      label: text('gc-wait', 'label.dialogId'),
      validate: typedParameter('dialogId', 'dialogId', isAboutCall),
    },
    dialogIdType: { value: 'msg' },
    seconds: {
      value: '15',
      required: true,
      label: text('gc-wait', 'label.seconds'),
      validate: typed('seconds', number(0, 1_000_000)),
    },
    secondsType: { value: 'str' },
    version: { value: currentVersion('gc-wait') },
  },
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
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    prepareTypedInput(this, 'dialogId');
    prepareTypedInput(this, 'seconds');
    const list = text('gc-wait', 'label.list');
    prepareTypedInput(this, 'agentStates', stateList(list, agentStates.map(plainly)));
    prepareTypedInput(this, 'callStates', stateList(list, callStates.map(explained)));
    $('#node-input-about')
      .on('change', () => {
        for (const field of ['match', 'agentStates']) showField(field, isAboutAgent(this));
        for (const field of ['dialogId', 'callStates']) showField(field, isAboutCall(this));
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
