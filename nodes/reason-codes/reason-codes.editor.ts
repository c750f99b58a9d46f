import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import type { Offer } from '../../lib/editor/live-choices';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareChoice, prepareTypedInput } from '../../lib/editor/typed-input';
import { number, timeLimit, typed, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { actions, type ActionName } from './actions';

interface Properties extends AgentProperties, ActionProperties {
  name: string;
  reason: string;
  reasonType: string;
  keepFor: string;
  keepForType: string;
  timeout: string;
  version: number;
}

RED.nodes.registerType<Properties>('reason-codes', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'reason-codes.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('reason-codes', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('reason-codes', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('reason-codes', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('reason-codes', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    reason: {
      value: 'reason',
      required: false,
      label: text('reason-codes', 'label.reason'),
      // A code or a label.
      validate: typedParameter('reason', 'wrapUpReason'),
    },
    reasonType: { value: 'msg' },
    keepFor: {
      value: '300',
      required: false,
      label: text('reason-codes', 'label.keepFor'),
      validate: typed('keepFor', number(0, 86_400)),
    },
    keepForType: { value: 'str' },
    timeout: {
      value: '',
      required: false,
      label: text('reason-codes', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('reason-codes') },
  },
  paletteLabel: 'reason codes',
  label() {
    return this.name || withAgent(describe(this), this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('reason-codes', 'label.input');
  },
  outputLabels() {
    return text('reason-codes', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    prepareChoice(this, 'reason', () => offerOf(currentAction(this)));
    prepareTypedInput(this, 'keepFor');
    prepareAction(this, 'reason-codes', actions, [], () => true);
  },
});

/** The reasons of a category; they are found by their labels. */
function offerOf(action: string | undefined): Offer | undefined {
  const isKnown = action !== undefined && Object.hasOwn(actions, action);
  return isKnown ? { kind: `${action as ActionName}-reasons`, takes: 'name' } : undefined;
}

/** "not-ready reasons", "not-ready reason: lunch" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'reason codes';
  return node.reasonType === 'str' && node.reason !== ''
    ? text('reason-codes', `one.${action}`, { reason: node.reason })
    : text('reason-codes', `action.${action}`);
}
