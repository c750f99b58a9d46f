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

interface Properties extends AgentProperties, ActionProperties, Typed<Field | 'keepFor'> {
  name: string;
  timeout: string;
  version: number;
}

RED.nodes.registerType<Properties>('gc-phonebook', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-phonebook.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-phonebook', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-phonebook', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-phonebook', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('gc-phonebook', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    teamId: {
      value: 'teamId',
      required: false,
      label: text('gc-phonebook', 'label.teamId'),
      validate: typedParameter('teamId', 'teamId', isNeeded('teamId')),
    },
    teamIdType: { value: 'msg' },
    phonebook: {
      value: 'phonebook',
      label: text('gc-phonebook', 'label.phonebook'),
      // An id or a name.
      validate: typedParameter('phonebook', 'wrapUpReason', isNeeded('phonebook')),
    },
    phonebookType: { value: 'msg' },
    search: {
      value: 'search',
      label: text('gc-phonebook', 'label.search'),
      validate: typedParameter('search', 'wrapUpReason', isNeeded('search')),
    },
    searchType: { value: 'msg' },
    keepFor: {
      value: '300',
      required: false,
      label: text('gc-phonebook', 'label.keepFor'),
      validate: typed('keepFor', number(0, 86_400)),
    },
    keepForType: { value: 'str' },
    timeout: {
      value: '',
      required: false,
      label: text('gc-phonebook', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('gc-phonebook') },
  },
  paletteLabel: 'phonebook',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-phonebook', 'label.input');
  },
  outputLabels() {
    return text('gc-phonebook', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    for (const field of [...fields, 'keepFor']) {
      prepareTypedInput(this, field);
    }
    prepareAction(this, 'gc-phonebook', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  return fieldsOf(action).includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

/** "contacts → Company", "search → msg.search", "phonebooks → 1081" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'phonebook';
  const words = text('gc-phonebook', `action.${action}`);
  const [field] = fieldsOf(action);
  return field === undefined
    ? withAgent(words, node)
    : `${words} → ${shownValue(node[field], node[`${field}Type`])}`;
}
