import { actionField, commandFields, goOnWhen, timeout } from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, kept } from '../../lib/editor/dialog/plain-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { offerIn, type LiveChoices, type Offer } from '../../lib/editor/inputs/choices/live-choices';
import { prepareReason, reasonField } from '../../lib/editor/inputs/reason';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import type { CommandName } from '../../lib/protocol/catalogue/commands';
import { stateChanges } from '../../lib/protocol/catalogue/state-changes';
import { actions, type Action } from './actions';

/** Of the open dialog. */
let reasons: LiveChoices | undefined;

const defaults = dialogFields('agent-state', {
  ...commandFields,
  action: actionField(actions, 'login'),
  reasonCode: reasonField('question-circle', offerOf, {
    required: false,
    isNeeded: (node) => takesReason(currentAction(node)),
    prepare: (node, property) => {
      reasons = prepareReason(node, property, offerOf);
    },
  }),
  /** What a code is called, where that was known when it was chosen. */
  reasonLabel: kept(''),
  sendAnyway: checkbox(false),
  goOnWhen,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('agent-state', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'agent-state.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('agent-state', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    prepareAction(this, 'agent-state', actions, ['reasonCode', 'sendAnyway'], needs);
  },
  oneditsave() {
    const label = labelOfReason(this, currentValue(this, 'reasonCode'));
    if (label !== (this.reasonLabel ?? '')) {
      this.reasonLabel = label;
    }
  },
});

function needs(action: string | undefined, field: 'reasonCode' | 'sendAnyway'): boolean {
  return field === 'reasonCode' ? takesReason(action) : canBeRuledOut(action);
}

function takesReason(action: string | undefined): boolean {
  return action === undefined || commandWithReason(action) !== undefined;
}

function offerOf(node: object): Offer | undefined {
  return offerIn('reasonCode', commandWithReason(currentAction(node)));
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
  if (action === undefined) {
    return 'agent state';
  }
  const words = text('agent-state', `action.${action}`);
  const isGiven = ['reason', 'str'].includes(node.reasonCodeType) && node.reasonCode !== '';
  if (!isGiven || !takesReason(action)) {
    return words;
  }
  const label = /^\d+$/.test(node.reasonCode) ? node.reasonLabel : node.reasonCode;
  return label ? `${words}: ${label}` : `${words} (${node.reasonCode})`;
}
