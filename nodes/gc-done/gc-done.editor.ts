import { actionField } from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { typedInput } from '../../lib/editor/dialog/typed-fields';
import { number } from '../../lib/editor/dialog/validators';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, fields, fieldsOf, longestPause, type Field } from './actions';

const { name } = connectionFields;

const defaults = dialogFields('gc-done', {
  name,
  action: actionField(actions, 'done', 'check'),
  pause: typedInput('hourglass-half', number(0, longestPause), {
    value: '',
    type: 'str',
    required: false,
    isNeeded: (node) => needs(currentAction(node), 'pause'),
  }),
  reason: typedInput('comment-o', () => true, { value: '', type: 'str', required: false }),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-done', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-done.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'done',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-done', 'label.input');
  },
  outputLabels() {
    return text('gc-done', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-done', keysOf('action', actions));
  },
  oneditprepare() {
    prepareFields(this);
    prepareAction(this, 'gc-done', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  return fieldsOf(action).includes(field);
}

/** "done", "again later" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  return action === undefined ? 'done' : text('gc-done', `action.${action}`);
}
