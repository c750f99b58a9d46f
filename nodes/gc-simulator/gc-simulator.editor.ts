import { actionField } from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved, type TypedInput } from '../../lib/editor/dialog/field-table';
import { configNode } from '../../lib/editor/dialog/plain-fields';
import { field, typedInput } from '../../lib/editor/dialog/typed-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { number, typed, wholeNumber } from '../../lib/editor/dialog/validators';
import { chooseConnection } from '../../lib/editor/config-nodes';
import { currentAction, fixedAction, prepareAction } from '../../lib/editor/inputs/actions';
import { shownValue } from '../../lib/editor/inputs/shown-value';
import { prepareTypedInput } from '../../lib/editor/inputs/typed-input';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { actions, faultFields, fields, quantities, type Field } from './actions';

/** Who calls, and is called, in a new node. */
const customer = '03001234567';

const defaults = dialogFields('gc-simulator', {
  ...connectionFields,
  connection: configNode('plug', 'gc-connection', { required: true, filter: isSimulator }),
  action: actionField(actions, 'incoming-call'),
  // An agent, an extension, or the name of a queue: any text. A fault can do without.
  to: field('wrapUpReason', 'user', {
    value: '',
    type: 'str',
    isNeeded: (node) => isShown(node, 'to') && !isFault(node),
  }),
  from: field('number', 'phone', { value: customer, type: 'str', isNeeded: isNeeded('from') }),
  number: field('number', 'phone', { value: customer, type: 'str', isNeeded: isNeeded('number') }),
  fault: field('wrapUpReason', 'warning', {
    value: 'broker-gone',
    type: 'fault',
    isNeeded: isNeeded('fault'),
    prepare: prepareFault,
  }),
  delayMs: quantity('delayMs', 'clock-o'),
  probability: quantity('probability', 'percent'),
  count: quantity('count', 'repeat'),
  agents: quantity('agents', 'users'),
  callsPerHour: quantity('callsPerHour', 'phone-square'),
  handleTime: quantity('handleTime', 'clock-o'),
  abandonRate: quantity('abandonRate', 'percent'),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-simulator', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-simulator.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'simulator',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-simulator', 'label.input');
  },
  outputLabels() {
    return text('gc-simulator', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-simulator', keysOf('action', actions));
  },
  onadd() {
    chooseConnection(this, isSimulator);
  },
  oneditprepare() {
    prepareFields(this);
    prepareAction(this, 'gc-simulator', actions, fields, (_, field) => isShown(this, field));
  },
});

function isSimulator({ mode }: ConfigNode): boolean {
  return mode === 'simulator';
}

/** Another fault needs other fields. */
function prepareFault(node: object): void {
  prepareTypedInput(node, 'fault', faultList()).on('change', () => {
    for (const name of fields) {
      showField(name, isShown(node, name));
    }
  });
}

/** The faults in a list of their own. */
function faultList() {
  const options = Object.keys(faultFields).map((value) => ({
    value,
    label: text('gc-simulator', `fault.${value}`),
  }));
  return { value: 'fault', label: text('gc-simulator', 'label.fault'), icon: 'fa fa-list-ul', options };
}

/** Whether the field belongs to what the node is set to do, or may belong to what a message says. */
function isShown(node: object, field: Field): boolean {
  const all: Readonly<Record<string, readonly Field[]>> = actions;
  const action = currentAction(node);
  if (action === undefined) {
    return true;
  }
  return (all[action] ?? []).includes(field) || (action === 'fault-on' && belongsToFault(node, field));
}

function belongsToFault(node: object, field: Field): boolean {
  const all: Readonly<Record<string, readonly Field[]>> = faultFields;
  const known =
    currentValue(node, 'faultType') === 'fault' ? [currentValue(node, 'fault')] : Object.keys(all);
  return known.some((fault) => all[fault]?.includes(field));
}

function isFault(node: object): boolean {
  return currentAction(node) === 'fault-on';
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => isShown(node, field);
}

/** A field that accepts nothing, a number of its kind, or a sensible property, variable or expression. */
function quantity(name: keyof typeof quantities, icon: string): TypedInput {
  const { min, max, ...kind } = quantities[name];
  const check = 'whole' in kind ? wholeNumber(min, max) : number(min, max);
  const whenGiven = typed(name, check, isNeeded(name));
  return typedInput(icon, check, {
    value: '',
    type: 'str',
    validate(value, options) {
      return value === undefined || value === '' || whenGiven.call(this, value, options);
    },
  });
}

/** "incoming call → 1081", "fault on → broker gone" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) {
    return 'simulator';
  }
  const words = text('gc-simulator', `action.${action}`);
  const goal = goalOf(action, node);
  return goal === '' ? words : `${words} → ${goal}`;
}

function goalOf(action: string, { fault, faultType, to, toType }: Properties): string {
  if (action.startsWith('fault-')) {
    return faultType === 'fault' ? text('gc-simulator', `fault.${fault}`) : '';
  }
  const all: Readonly<Record<string, readonly Field[]>> = actions;
  const isShort = toType === 'str' || toType === 'env';
  return isShort && all[action]?.includes('to') ? shownValue(to, toType) : '';
}
