import { chosenIn, prepareChoices } from '../../lib/editor/choices';
import { chooseTheOnly } from '../../lib/editor/config-nodes';
import { showMigrated } from '../../lib/editor/migrated';
import { agentStates } from '../../lib/editor/states';
import { suggestInLists } from '../../lib/editor/suggestions';
import { text } from '../../lib/editor/text';
import { complaint, number, parameterList } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';

interface Properties {
  name: string;
  connection: string;
  agents: string;
  teams: string;
  states: string[];
  reasonCodes: string;
  seconds: string;
  repeat: string;
  countFrom: string;
  version: number;
}

RED.nodes.registerType<Properties>('gc-trigger', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-trigger.svg',
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-trigger', 'label.connection'),
    },
    agents: {
      value: '',
      required: false,
      label: text('gc-trigger', 'label.agents'),
      validate: parameterList('agentId'),
    },
    teams: { value: '', label: text('gc-trigger', 'label.teams') },
    states: {
      value: ['NOT_READY'],
      label: text('gc-trigger', 'label.states'),
      validate(_, options) {
        return this.states.length > 0 || complaint('states', options);
      },
    },
    reasonCodes: {
      value: '',
      required: false,
      label: text('gc-trigger', 'label.reasonCodes'),
      validate: parameterList('reasonCode'),
    },
    seconds: {
      value: '600',
      required: true,
      label: text('gc-trigger', 'label.seconds'),
      validate: number(1, 1_000_000),
    },
    repeat: {
      value: '',
      required: false,
      label: text('gc-trigger', 'label.repeat'),
      validate: number(1, 1_000_000),
    },
    countFrom: { value: 'state', label: text('gc-trigger', 'label.countFrom') },
    version: { value: currentVersion('gc-trigger') },
  },
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
  onadd() {
    chooseTheOnly(this, 'connection', 'gc-connection');
  },
  oneditprepare() {
    showMigrated(this);
    const options = agentStates.map((state) => ({ value: state, label: state }));
    prepareChoices($('#node-input-held-states'), options, this.states, (states) => states.join(', '));
    suggestInLists(this);
  },
  oneditsave() {
    this.states = chosenIn($('#node-input-held-states'));
  },
});

/** "NOT_READY for 600 s" */
function describe({ states, seconds }: Properties): string {
  return text('gc-trigger', 'label.held', { states: states.join(', '), seconds });
}
