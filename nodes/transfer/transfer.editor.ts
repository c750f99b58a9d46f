import { actionField, commandFields, goOnWhen, timeout } from '../../lib/editor/dialog/command-fields';
import { dialledNumber } from '../../lib/editor/dialog/dialled-number';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { field, typedInput } from '../../lib/editor/dialog/typed-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { timeLimit } from '../../lib/editor/dialog/validators';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { shownValue } from '../../lib/editor/inputs/shown-value';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, fields, fieldsOf, type Field } from './actions';

const defaults = dialogFields('transfer', {
  ...commandFields,
  action: actionField(actions, 'blind'),
  number: dialledNumber('share', { isNeeded: isNeeded('number') }),
  dialogId: field('dialogId', 'phone', { required: false, isNeeded: isNeeded('dialogId') }),
  extension: field('extension', 'fax', { required: false, isNeeded: isNeeded('extension') }),
  answerWithin: typedInput('bell-o', timeLimit, {
    value: '20',
    type: 'str',
    required: false,
    isNeeded: isNeeded('answerWithin'),
  }),
  goOnWhen,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('transfer', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'transfer.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('transfer', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
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
  if (action === undefined) {
    return 'transfer';
  }
  const words = text('transfer', `action.${action}`);
  return needs(action, 'number')
    ? `${words} → ${shownValue(node.number, node.numberType)}`
    : withAgent(words, node);
}
