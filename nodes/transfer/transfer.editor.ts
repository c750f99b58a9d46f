import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { showMigrated } from '../../lib/editor/migrated';
import { shownValue } from '../../lib/editor/shown-value';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { number, timeLimit, typed, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { actions, fields, fieldsOf, type Field } from './actions';

type Typed<Name extends string> = Record<Name | `${Name}Type`, string>;

interface Properties extends AgentProperties, ActionProperties, Typed<Field> {
  name: string;
  goOnWhen: string;
  timeout: string;
  version: number;
}

RED.nodes.registerType<Properties>('transfer', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'transfer.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('transfer', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('transfer', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('transfer', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('transfer', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    number: {
      value: 'number',
      label: text('transfer', 'label.number'),
      validate: typedParameter('number', 'number', isNeeded('number')),
    },
    numberType: { value: 'msg' },
    dialogId: {
      value: 'dialogId',
      required: false,
      label: text('transfer', 'label.dialogId'),
      validate: typedParameter('dialogId', 'dialogId', isNeeded('dialogId')),
    },
    dialogIdType: { value: 'msg' },
    extension: {
      value: 'extension',
      required: false,
      label: text('transfer', 'label.extension'),
      validate: typedParameter('extension', 'extension', isNeeded('extension')),
    },
    extensionType: { value: 'msg' },
    answerWithin: {
      value: '20',
      required: false,
      label: text('transfer', 'label.answerWithin'),
      validate: typed('answerWithin', number(0.1, 3600), isNeeded('answerWithin')),
    },
    answerWithinType: { value: 'str' },
    goOnWhen: { value: 'confirmed', label: text('transfer', 'label.goOnWhen') },
    timeout: {
      value: '',
      required: false,
      label: text('transfer', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('transfer') },
  },
  paletteLabel: 'transfer',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('transfer', 'label.input');
  },
  outputLabels() {
    const isCompleted = needs(fixedAction(this), 'answerWithin');
    return text('transfer', isCompleted ? 'label.completed' : 'label.output');
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
    prepareAction(this, 'transfer', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  return fieldsOf(action).includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

/** "consult → 2002", "complete transfer → 1081" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'transfer';
  const words = text('transfer', `action.${action}`);
  return needs(action, 'number')
    ? `${words} → ${shownValue(node.number, node.numberType)}`
    : withAgent(words, node);
}
