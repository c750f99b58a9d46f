import { actionField, commandFields, keepFor, timeout } from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { field } from '../../lib/editor/dialog/typed-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { shownValue } from '../../lib/editor/inputs/shown-value';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, fields, fieldsOf, type Field } from './actions';

const defaults = dialogFields('gc-phonebook', {
  ...commandFields,
  action: actionField(actions, 'phonebooks'),
  teamId: field('teamId', 'users', { required: false, isNeeded: isNeeded('teamId') }),
  // An id or a name.
  phonebook: field('wrapUpReason', 'address-book-o', { isNeeded: isNeeded('phonebook') }),
  search: field('wrapUpReason', 'search', { isNeeded: isNeeded('search') }),
  keepFor,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-phonebook', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-phonebook.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('gc-phonebook', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
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
  if (action === undefined) {
    return 'phonebook';
  }
  const words = text('gc-phonebook', `action.${action}`);
  const [field] = fieldsOf(action);
  return field === undefined
    ? withAgent(words, node)
    : `${words} → ${shownValue(node[field], node[`${field}Type`])}`;
}
