import { connectionFields, listenerFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, configNode, kept, line, select, tickList } from '../../lib/editor/dialog/plain-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { complaint, number, parameterList } from '../../lib/editor/dialog/validators';
import { chooseConnection } from '../../lib/editor/config-nodes';
import { agentStates } from '../../lib/editor/inputs/states';
import { suggestInLists } from '../../lib/editor/inputs/choices/suggestions';
import { chosenIn, prepareChoices } from '../../lib/editor/inputs/tick-list';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { measures } from './measures';

const defaults = dialogFields('gc-trigger', {
  ...connectionFields,
  watch: select('eye', ['states', 'queues']),
  ...listenerFields,
  states: tickList('circle-o', 'held-states', ['NOT_READY'], { validate: onStates(someStates) }),
  reasonCodes: line('question-circle', {
    required: false,
    placeholder: 'placeholder.reasonCodes',
    validate: parameterList('reasonCode'),
  }),
  seconds: line('hourglass-half', { value: '600', required: true, validate: onStates(number(1, 1_000_000)) }),
  queues: line('list-ol', { required: false, placeholder: 'placeholder.queues' }),
  supervisor: configNode('user', 'gc-agent', { required: false }),
  measure: select('tachometer', measures),
  from: line('arrow-up', { value: '5', required: true, validate: onLimits(number(1, 1_000_000)) }),
  below: line('arrow-down', {
    value: '3',
    required: false,
    placeholder: 'placeholder.below',
    validate: onLimits(notAboveFrom),
  }),
  lasts: line('hourglass-half', { value: '0', required: true, validate: onQueues(number(0, 1_000_000)) }),
  every: line('clock-o', { value: '10', required: true, validate: onQueues(number(2, 3600)) }),
  repeat: line('repeat', {
    required: false,
    placeholder: 'placeholder.repeat',
    validate: number(1, 1_000_000),
  }),
  countFrom: select('flag', ['state', 'deploy']),
  outlivesRestart: checkbox(false),
  outputs: kept(1),
});

/** The rows that only one kind of trigger has. */
const rows = {
  states: ['agents', 'teams', 'held-states', 'reasonCodes', 'seconds', 'countFrom'],
  queues: ['queues', 'supervisor', 'measure', 'lasts', 'every'],
} as const;

/** The rows of a value with two limits. */
const limits = ['from', 'below'] as const;

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-trigger', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-trigger.svg',
  inputs: 0,
  outputs: 1,
  defaults,
  paletteLabel: 'state trigger',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels(index) {
    const output = this.watch !== 'queues' ? 'output' : index === 0 ? 'alert' : 'ended';
    return text('gc-trigger', `label.${output}`);
  },
  onpaletteadd() {
    addSearchWords('gc-trigger', keysOf('measure', measures));
  },
  onadd() {
    chooseConnection(this);
  },
  oneditprepare() {
    prepareFields(this);
    const options = agentStates.map((state) => ({ value: state, label: state }));
    prepareChoices($('#node-input-held-states'), options, this.states, (states) => states.join(', '));
    suggestInLists(this);
    $('#node-input-watch, #node-input-measure').on('change', () => {
      showRows(this);
    });
    showRows(this);
  },
  oneditsave() {
    this.states = chosenIn($('#node-input-held-states'));
  },
});

/** Shows the rows for what is watched. A queue has a second output, for the end of an alert. */
function showRows(node: object): void {
  const isOnQueues = watchesQueues(node);
  for (const row of rows.states) {
    showField(row, !isOnQueues);
  }
  for (const row of rows.queues) {
    showField(row, isOnQueues);
  }
  for (const row of limits) {
    showField(row, hasLimits(node));
  }
  $('#node-input-outputs').val(isOnQueues ? '2' : '1');
}

function watchesQueues(node: object): boolean {
  return currentValue(node, 'watch') === 'queues';
}

function hasLimits(node: object): boolean {
  return watchesQueues(node) && currentValue(node, 'measure') !== 'nobody-ready';
}

function onStates(validator: Validator): Validator {
  return function (value, options) {
    return watchesQueues(this) || validator.call(this, value, options);
  };
}

function onQueues(validator: Validator): Validator {
  return function (value, options) {
    return !watchesQueues(this) || validator.call(this, value, options);
  };
}

function onLimits(validator: Validator): Validator {
  return function (value, options) {
    return !hasLimits(this) || validator.call(this, value, options);
  };
}

/** A value below which an alert is over cannot be above the one from which it begins. */
function notAboveFrom(this: object, value: Value, options: ValidatorOptions): true | string {
  const from = Number(currentValue(this, 'from'));
  return number(1, from >= 1 ? from : 1_000_000).call(this, value, options);
}

function someStates(this: object, _value: Value, options: ValidatorOptions): true | string {
  return (this as Properties).states.length > 0 || complaint('states', options);
}

/** "NOT_READY for 600 s", "Sales: calls waiting from 5" */
function describe(node: Properties): string {
  const { watch, states, seconds, queues, measure, from } = node;
  if (watch !== 'queues') {
    return text('gc-trigger', 'label.held', { states: states.join(', '), seconds });
  }
  const measured = text('gc-trigger', `short.${measure}`, { from });
  return queues === '' ? measured : `${queues}: ${measured}`;
}
