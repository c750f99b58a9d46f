import { actionField, commandFields, goOnWhen, timeout } from '../../lib/editor/dialog/command-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { field } from '../../lib/editor/dialog/typed-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { typedParameter } from '../../lib/editor/dialog/validators';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { shownValue } from '../../lib/editor/inputs/shown-value';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, fields, fieldsOf, type Field } from './actions';

const defaults = dialogFields('gc-supervisor', {
  ...commandFields,
  action: actionField(actions, 'queues'),
  teamId: field('teamId', 'users', { isNeeded: isNeeded('teamId') }),
  subscribe: field('subscribe', 'rss', {
    value: 'true',
    type: 'bool',
    required: false,
    isNeeded: isNeeded('subscribe'),
    own: () => ['bool'],
  }),
  memberId: field('memberId', 'user-o', { validate: member }),
  extension: field('extension', 'fax', { required: false, isNeeded: isNeeded('extension') }),
  dialogId: field('dialogId', 'phone', { required: false, isNeeded: isNeeded('dialogId') }),
  goOnWhen,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-supervisor', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-supervisor.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'supervisor',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-supervisor', 'label.input');
  },
  outputLabels() {
    return text('gc-supervisor', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-supervisor', keysOf('action', actions));
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    prepareAction(this, 'gc-supervisor', actions, fields, needs);
  },
});

function needs(action: string | undefined, field: Field): boolean {
  return fieldsOf(action).includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

/** Where an extension is asked for as well, one of the two is enough. */
function member(this: object, value: Value, options: ValidatorOptions): true | string {
  const isEnough = value === '' && needs(currentAction(this), 'extension');
  return isEnough || typedParameter('memberId', 'memberId', isNeeded('memberId')).call(this, value, options);
}

/** "monitor → 2001", "team users → 1", "queues → 1086" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) {
    return 'supervisor';
  }
  const words = text('gc-supervisor', `action.${action}`);
  const [goal] = fieldsOf(action)
    .filter((field) => ['str', 'env'].includes(node[`${field}Type`]))
    .map((field) => shownValue(node[field], node[`${field}Type`]))
    .filter((value) => value !== '');
  return goal === undefined ? withAgent(words, node) : `${words} → ${goal}`;
}
