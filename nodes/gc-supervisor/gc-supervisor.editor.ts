import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { actions, fields, fieldsOf, type Field } from './actions';

type Typed<Name extends string> = Record<Name | `${Name}Type`, string>;

interface Properties extends AgentProperties, ActionProperties, Typed<Field> {
  name: string;
  goOnWhen: string;
  timeout: string;
  version: number;
}

RED.nodes.registerType<Properties>('gc-supervisor', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-supervisor.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-supervisor', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-supervisor', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-supervisor', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('gc-supervisor', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    teamId: {
      value: 'teamId',
      label: text('gc-supervisor', 'label.teamId'),
      validate: typedParameter('teamId', 'teamId', isNeeded('teamId')),
    },
    teamIdType: { value: 'msg' },
    subscribe: {
      value: 'true',
      required: false,
      label: text('gc-supervisor', 'label.subscribe'),
      validate: typedParameter('subscribe', 'subscribe', isNeeded('subscribe')),
    },
    subscribeType: { value: 'bool' },
    memberId: {
      value: 'memberId',
      label: text('gc-supervisor', 'label.memberId'),
      validate: member,
    },
    memberIdType: { value: 'msg' },
    extension: {
      value: 'extension',
      required: false,
      label: text('gc-supervisor', 'label.extension'),
      validate: typedParameter('extension', 'extension', isNeeded('extension')),
    },
    extensionType: { value: 'msg' },
    dialogId: {
      value: 'dialogId',
      required: false,
      label: text('gc-supervisor', 'label.dialogId'),
      validate: typedParameter('dialogId', 'dialogId', isNeeded('dialogId')),
    },
    dialogIdType: { value: 'msg' },
    goOnWhen: { value: 'confirmed', label: text('gc-supervisor', 'label.goOnWhen') },
    timeout: {
      value: '',
      required: false,
      label: text('gc-supervisor', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('gc-supervisor') },
  },
  paletteLabel: 'supervisor',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-supervisor', 'label.input');
  },
  outputLabels() {
    return text('gc-supervisor', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    for (const field of fields.filter((name) => name !== 'subscribe')) {
      prepareTypedInput(this, field);
    }
    prepareTypedInput(this, 'subscribe', 'bool');
    prepareAction(this, 'gc-supervisor', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  return fieldsOf(action).includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

/** Where an extension is asked for as well, one of the two is enough. */
function member(this: object, value: Value, options: ValidatorOptions): true | string {
  const isEnough = value === '' && needs(currentAction(this), 'extension');
  return isEnough || typedParameter('memberId', 'memberId', isNeeded('memberId')).call(this, value, options);
}

/** "monitor → 2001", "team users → 1", "queues → 1086" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'supervisor';
  const words = text('gc-supervisor', `action.${action}`);
  const [goal] = fieldsOf(action)
    .filter((field) => node[`${field}Type`] === 'str')
    .map((field) => node[field])
    .filter((value) => value !== '');
  return goal === undefined ? withAgent(words, node) : `${words} → ${goal}`;
}
