import { actionField, commandFields, keepFor, timeout } from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import type { Offer } from '../../lib/editor/inputs/choices/live-choices';
import { reasonField } from '../../lib/editor/inputs/reason';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, type ActionName } from './actions';

const defaults = dialogFields('reason-codes', {
  ...commandFields,
  action: actionField(actions, 'not-ready', 'list'),
  reason: reasonField('search', (node) => offerOf(currentAction(node)), { required: false }),
  keepFor,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('reason-codes', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'reason-codes.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('reason-codes', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
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
  if (action === undefined) {
    return 'reason codes';
  }
  return ['reason', 'str'].includes(node.reasonType) && node.reason !== ''
    ? text('reason-codes', `one.${action}`, { reason: node.reason })
    : text('reason-codes', `action.${action}`);
}
