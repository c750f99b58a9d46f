import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseTheOnly } from '../../lib/editor/config-nodes';
import { currentValue } from '../../lib/editor/current-value';
import { showField } from '../../lib/editor/fields';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { number, typed, typedParameter, wholeNumber } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { actions, faultFields, fields, quantities, type Field } from './actions';

type Typed<Name extends string> = Record<Name | `${Name}Type`, string>;

interface Properties extends ActionProperties, Typed<Field> {
  name: string;
  connection: string;
  version: number;
}

RED.nodes.registerType<Properties>('gc-simulator', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-simulator.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-simulator', 'label.connection'),
      filter: isSimulator,
    },
    action: {
      value: 'payload',
      required: true,
      label: text('gc-simulator', 'label.action'),
      validate: actionOf(actions),
    },
    actionType: { value: 'msg' },
    to: {
      value: 'to',
      label: text('gc-simulator', 'label.to'),
      // An agent, an extension, or the name of a queue: any text. A fault can do without.
      validate: typedParameter('to', 'wrapUpReason', (node) => isShown(node, 'to') && !isFault(node)),
    },
    toType: { value: 'msg' },
    from: {
      value: 'from',
      label: text('gc-simulator', 'label.from'),
      validate: typedParameter('from', 'number', isNeeded('from')),
    },
    fromType: { value: 'msg' },
    number: {
      value: 'number',
      label: text('gc-simulator', 'label.number'),
      validate: typedParameter('number', 'number', isNeeded('number')),
    },
    numberType: { value: 'msg' },
    fault: {
      value: 'fault',
      label: text('gc-simulator', 'label.fault'),
      validate: typedParameter('fault', 'wrapUpReason', isNeeded('fault')),
    },
    faultType: { value: 'msg' },
    delayMs: {
      value: 'delayMs',
      label: text('gc-simulator', 'label.delayMs'),
      validate: optionalNumber('delayMs'),
    },
    delayMsType: { value: 'msg' },
    probability: {
      value: 'probability',
      label: text('gc-simulator', 'label.probability'),
      validate: optionalNumber('probability'),
    },
    probabilityType: { value: 'msg' },
    count: {
      value: 'count',
      label: text('gc-simulator', 'label.count'),
      validate: optionalNumber('count'),
    },
    countType: { value: 'msg' },
    agents: {
      value: 'agents',
      label: text('gc-simulator', 'label.agents'),
      validate: optionalNumber('agents'),
    },
    agentsType: { value: 'msg' },
    callsPerHour: {
      value: 'callsPerHour',
      label: text('gc-simulator', 'label.callsPerHour'),
      validate: optionalNumber('callsPerHour'),
    },
    callsPerHourType: { value: 'msg' },
    handleTime: {
      value: 'handleTime',
      label: text('gc-simulator', 'label.handleTime'),
      validate: optionalNumber('handleTime'),
    },
    handleTimeType: { value: 'msg' },
    abandonRate: {
      value: 'abandonRate',
      label: text('gc-simulator', 'label.abandonRate'),
      validate: optionalNumber('abandonRate'),
    },
    abandonRateType: { value: 'msg' },
    version: { value: currentVersion('gc-simulator') },
  },
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
  onadd() {
    chooseTheOnly(this, 'connection', 'gc-connection', isSimulator);
  },
  oneditprepare() {
    showMigrated(this);
    for (const field of fields.filter((name) => name !== 'fault')) {
      prepareTypedInput(this, field);
    }
    prepareTypedInput(this, 'fault', faultList()).on('change', () => {
      for (const field of fields) {
        showField(field, isShown(this, field));
      }
    });
    prepareAction(this, 'gc-simulator', actions, fields, (_, field) => isShown(this, field));
  },
});

function isSimulator({ mode }: ConfigNode): boolean {
  return mode === 'simulator';
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
  if (action === undefined) return true;
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

/** Accepts nothing, a number of the field's kind, or a sensible property, variable or expression. */
function optionalNumber(field: keyof typeof quantities): Validator {
  const { min, max, ...kind } = quantities[field];
  const check = 'whole' in kind ? wholeNumber(min, max) : number(min, max);
  return function (value, options) {
    const isEmpty = value === undefined || value === '';
    return isEmpty || typed(field, check, isNeeded(field)).call(this, value, options);
  };
}

/** "incoming call → 1081", "fault on → broker gone" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'simulator';
  const words = text('gc-simulator', `action.${action}`);
  const goal = goalOf(action, node);
  return goal === '' ? words : `${words} → ${goal}`;
}

function goalOf(action: string, { fault, faultType, to, toType }: Properties): string {
  if (action.startsWith('fault-')) {
    return faultType === 'fault' ? text('gc-simulator', `fault.${fault}`) : '';
  }
  const all: Readonly<Record<string, readonly Field[]>> = actions;
  return toType === 'str' && all[action]?.includes('to') ? to : '';
}
