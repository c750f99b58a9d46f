import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { commandRow, type CommandName } from '../../lib/protocol/catalogue/commands';
import { actions } from './actions';

interface Properties extends AgentProperties, ActionProperties {
  name: string;
  dialogId: string;
  dialogIdType: string;
  wrapUpReason: string;
  wrapUpReasonType: string;
  variableName: string;
  variableNameType: string;
  variableValue: string;
  variableValueType: string;
  goOnWhen: string;
  timeout: string;
  version: number;
}

const fields = ['dialogId', 'wrapUpReason', 'variableName', 'variableValue'] as const;
type Field = (typeof fields)[number];

RED.nodes.registerType<Properties>('gc-call-control', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-call-control.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-call-control', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-call-control', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-call-control', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('gc-call-control', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    dialogId: {
      value: 'dialogId',
      required: false,
      label: text('gc-call-control', 'label.dialogId'),
      validate: typedParameter('dialogId', 'dialogId', isNeeded('dialogId')),
    },
    dialogIdType: { value: 'msg' },
    wrapUpReason: {
      value: 'wrapUpReason',
      label: text('gc-call-control', 'label.wrapUpReason'),
      validate: typedParameter('wrapUpReason', 'wrapUpReason', isNeeded('wrapUpReason')),
    },
    wrapUpReasonType: { value: 'msg' },
    variableName: {
      value: 'variableName',
      label: text('gc-call-control', 'label.variableName'),
      validate: typedParameter('variableName', 'variableName', isNeeded('variableName')),
    },
    variableNameType: { value: 'msg' },
    variableValue: {
      value: 'variableValue',
      label: text('gc-call-control', 'label.variableValue'),
      validate: typedParameter('variableValue', 'variableValue', isNeeded('variableValue')),
    },
    variableValueType: { value: 'msg' },
    goOnWhen: { value: 'confirmed', label: text('gc-call-control', 'label.goOnWhen') },
    timeout: {
      value: '',
      required: false,
      label: text('gc-call-control', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('gc-call-control') },
  },
  paletteLabel: 'call control',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-call-control', 'label.input');
  },
  outputLabels() {
    return text('gc-call-control', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    for (const field of fields) {
      prepareTypedInput(this, field);
    }
    prepareAction(this, 'gc-call-control', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  const commands: Readonly<Record<string, CommandName>> = actions;
  const command = action === undefined ? undefined : commands[action];
  return command === undefined || commandRow(command).parameters.includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

function describe(node: Omit<Properties, 'name' | 'version'>): string {
  const action = fixedAction(node);
  return withAgent(action === undefined ? 'call control' : text('gc-call-control', `action.${action}`), node);
}
