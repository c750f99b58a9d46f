import { actionField, commandFields, goOnWhen, timeout } from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, kept } from '../../lib/editor/dialog/plain-fields';
import { field } from '../../lib/editor/dialog/typed-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { offerIn, type LiveChoices } from '../../lib/editor/inputs/live-choices';
import { prepareChoice } from '../../lib/editor/inputs/typed-input';
import { text } from '../../lib/editor/text';
import type { CommandName } from '../../lib/protocol/catalogue/commands';
import { stateChanges } from '../../lib/protocol/catalogue/state-changes';
import { actions, type Action } from './actions';

/** Of the open dialog. */
let reasons: LiveChoices | undefined;

const defaults = dialogFields('agent-state', {
  ...commandFields,
  action: actionField(actions),
  reasonCode: field('reasonCode', 'question-circle', {
    required: false,
    isNeeded: (node) => takesReason(currentAction(node)),
    prepare: (node, property) => {
      reasons = prepareChoice(node, property, () =>
        offerIn('reasonCode', commandWithReason(currentAction(node))),
      );
    },
  }),
  /** What the code is called, where that was known when it was chosen. */
  reasonLabel: kept(''),
  sendAnyway: checkbox(false),
  goOnWhen,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('agent-state', {
  category: 'contact centre',
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
  const hasReason = takesReason(action) && node.reasonCodeType === 'str' && node.reasonCode !== '';
  if (!hasReason) {
    return words;
  }
  return node.reasonLabel ? `${words}: ${node.reasonLabel}` : `${words} (${node.reasonCode})`;
}
