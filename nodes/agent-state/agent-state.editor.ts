import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { currentValue } from '../../lib/editor/current-value';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { offerIn, type LiveChoices } from '../../lib/editor/live-choices';
import { prepareChoice } from '../../lib/editor/typed-input';
import { timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import type { CommandName } from '../../lib/protocol/catalogue/commands';
import { stateChanges } from '../../lib/protocol/catalogue/state-changes';
import { actions, type Action } from './actions';

interface Properties extends AgentProperties, ActionProperties {
  name: string;
  reasonCode: string;
  reasonCodeType: string;
  /** What the code is called, where that was known when it was chosen. */
  reasonLabel: string;
  sendAnyway: boolean;
  goOnWhen: string;
  timeout: string;
  version: number;
}

/** Of the open dialog. */
let reasons: LiveChoices | undefined;

RED.nodes.registerType<Properties>('agent-state', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'agent-state.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('agent-state', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('agent-state', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('agent-state', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    action: {
      value: 'payload',
      required: true,
      label: text('agent-state', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    reasonCode: {
      value: 'reasonCode',
      required: false,
      label: text('agent-state', 'label.reasonCode'),
      validate: typedParameter('reasonCode', 'reasonCode', (node) => takesReason(currentAction(node))),
    },
    reasonCodeType: { value: 'msg' },
    reasonLabel: { value: '' },
    sendAnyway: { value: false, label: text('agent-state', 'label.sendAnyway') },
    goOnWhen: { value: 'confirmed', label: text('agent-state', 'label.goOnWhen') },
    timeout: {
      value: '',
      required: false,
      label: text('agent-state', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('agent-state') },
  },
  paletteLabel: 'agent state',
  label() {
    return this.name || withAgent(describe(this), this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('agent-state', 'label.input');
  },
  outputLabels() {
    return text('agent-state', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    reasons = prepareChoice(this, 'reasonCode', () =>
      offerIn('reasonCode', commandWithReason(currentAction(this))),
    );
    prepareAction(this, 'agent-state', actions, ['reasonCode', 'sendAnyway'], needs);
  },
  oneditsave() {
    const label = labelOfReason(this, currentValue(this, 'reasonCode'));
    if (label !== (this.reasonLabel ?? '')) this.reasonLabel = label;
  },
});

function needs(action: string | undefined, field: 'reasonCode' | 'sendAnyway'): boolean {
  return field === 'reasonCode' ? takesReason(action) : canBeRuledOut(action);
}

function takesReason(action: string | undefined): boolean {
  return action === undefined || commandWithReason(action) !== undefined;
}

function commandWithReason(action = ''): CommandName | undefined {
  const all: Readonly<Partial<Record<string, Action>>> = actions;
  return all[action]?.commandWithReason;
}

/** Whether there are states of an agent in which the action does not work. */
function canBeRuledOut(action: string | undefined): boolean {
  const all: Readonly<Record<string, { readonly command: CommandName }>> = actions;
  const command = action === undefined ? undefined : all[action]?.command;
  return command === undefined || command in stateChanges;
}

/** What a reason code is called: as the connection has told now, or when it was chosen. */
function labelOfReason({ reasonCode, reasonLabel }: Properties, code: string): string {
  return reasons?.nameOf(code) ?? (code === reasonCode ? (reasonLabel ?? '') : '');
}

/** "not ready: lunch", "not ready (6)" */
function describe(node: Omit<Properties, 'name' | 'version'>): string {
  const action = fixedAction(node);
  if (action === undefined) return 'agent state';
  const words = text('agent-state', `action.${action}`);
  const hasReason = takesReason(action) && node.reasonCodeType === 'str' && node.reasonCode !== '';
  if (!hasReason) return words;
  return node.reasonLabel ? `${words}: ${node.reasonLabel}` : `${words} (${node.reasonCode})`;
}
