import { connectionFields, listenerFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, line, select, tickList } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { complaint, number, parameterList } from '../../lib/editor/dialog/validators';
import { chooseConnection } from '../../lib/editor/config-nodes';
import { agentStates } from '../../lib/editor/inputs/states';
import { suggestInLists } from '../../lib/editor/inputs/choices/suggestions';
import { chosenIn, prepareChoices } from '../../lib/editor/inputs/tick-list';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';

const defaults = dialogFields('gc-trigger', {
  ...connectionFields,
  ...listenerFields,
  states: tickList('circle-o', 'held-states', ['NOT_READY'], { validate: someStates }),
  reasonCodes: line('question-circle', {
    required: false,
    placeholder: 'placeholder.reasonCodes',
    validate: parameterList('reasonCode'),
  }),
  seconds: line('hourglass-half', { value: '600', required: true, validate: number(1, 1_000_000) }),
  repeat: line('repeat', {
    required: false,
    placeholder: 'placeholder.repeat',
    validate: number(1, 1_000_000),
  }),
  countFrom: select('flag', ['state', 'deploy']),
  outlivesRestart: checkbox(false),
});

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
  outputLabels() {
    return text('gc-trigger', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-trigger');
  },
  onadd() {
    chooseConnection(this);
  },
  oneditprepare() {
    prepareFields(this);
    const options = agentStates.map((state) => ({ value: state, label: state }));
    prepareChoices($('#node-input-held-states'), options, this.states, (states) => states.join(', '));
    suggestInLists(this);
  },
  oneditsave() {
    this.states = chosenIn($('#node-input-held-states'));
  },
});

function someStates(this: object, _value: Value, options: ValidatorOptions): true | string {
  return (this as Properties).states.length > 0 || complaint('states', options);
}

/** "NOT_READY for 600 s" */
function describe({ states, seconds }: Properties): string {
  return text('gc-trigger', 'label.held', { states: states.join(', '), seconds });
}
