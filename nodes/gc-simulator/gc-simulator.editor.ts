import { actionOf, currentAction, fixedAction, prepareAction } from '../../lib/editor/actions';
import type { ActionProperties } from '../../lib/editor/actions';
import { chooseTheOnly } from '../../lib/editor/config-nodes';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { typedParameter } from '../../lib/editor/validators';
import { actions } from './actions';

interface Properties extends ActionProperties {
  name: string;
  connection: string;
  to: string;
  toType: string;
  from: string;
  fromType: string;
  version: number;
}

const fields = ['to', 'from'] as const;
type Field = (typeof fields)[number];

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
      validate: typedParameter('to', 'agentId', isNeeded('to')),
    },
    toType: { value: 'msg' },
    from: {
      value: 'from',
      label: text('gc-simulator', 'label.from'),
      validate: typedParameter('from', 'number', isNeeded('from')),
    },
    fromType: { value: 'msg' },
    version: { value: 1 },
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
    for (const field of fields) {
      prepareTypedInput(this, field);
    }
    prepareAction(this, 'gc-simulator', actions, fields, needs);
  },
});

function isSimulator({ mode }: ConfigNode): boolean {
  return mode === 'simulator';
}

function needs(action: string | undefined, field: Field): boolean {
  const all: Readonly<Record<string, readonly Field[]>> = actions;
  return action === undefined || (all[action] ?? []).includes(field);
}

function isNeeded(field: Field): (node: object) => boolean {
  return (node) => needs(currentAction(node), field);
}

/** "incoming call → 1081" */
function describe(node: Properties): string {
  const action = fixedAction(node);
  if (action === undefined) return 'simulator';
  const words = text('gc-simulator', `action.${action}`);
  const hasGoal = needs(action, 'to') && node.toType === 'str' && node.to !== '';
  return hasGoal ? `${words} → ${node.to}` : words;
}
