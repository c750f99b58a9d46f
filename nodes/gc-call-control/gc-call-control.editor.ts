import {
  actionField,
  commandFields,
  goOnWhen,
  keepTrying,
  timeout,
} from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { field } from '../../lib/editor/dialog/typed-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { offerIn } from '../../lib/editor/inputs/choices/live-choices';
import { reasonField } from '../../lib/editor/inputs/reason';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { commandRow, mayKeepTrying, type CommandName } from '../../lib/protocol/catalogue/commands';
import { actions, fields, type Field } from './actions';

const defaults = dialogFields('gc-call-control', {
  ...commandFields,
  action: actionField(actions, 'answer'),
  dialogId: field('dialogId', 'phone', { required: false, isNeeded: isNeeded('dialogId') }),
  wrapUpReason: reasonField('check-square-o', () => offerIn('wrapUpReason'), {
    isNeeded: isNeeded('wrapUpReason'),
  }),
  variableName: field('variableName', 'pencil', { isNeeded: isNeeded('variableName') }),
  variableValue: field('variableValue', 'pencil-square-o', { isNeeded: isNeeded('variableValue') }),
  goOnWhen,
  keepTrying,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-call-control', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-call-control.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('gc-call-control', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    prepareAction(this, 'gc-call-control', actions, [...fields, 'keepTrying'], needs);
  },
});

function needs(action: string | undefined, field: Field | 'keepTrying'): boolean {
  const commands: Readonly<Record<string, CommandName>> = actions;
  const command = action === undefined ? undefined : commands[action];
  if (command === undefined) {
    return true;
  }
  return field === 'keepTrying' ? mayKeepTrying(command) : commandRow(command).parameters.includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

function describe(node: Omit<Properties, 'name' | 'version'>): string {
  const action = fixedAction(node);
  return withAgent(action === undefined ? 'call control' : text('gc-call-control', `action.${action}`), node);
}
