import { chooseTheOnly } from '../../lib/editor/config-nodes';
import { text } from '../../lib/editor/text';
import { labelForScreenReaders } from '../../lib/editor/typed-input';
import { parameterList } from '../../lib/editor/validators';
import { events } from '../../lib/protocol/events';

interface Properties {
  name: string;
  connection: string;
  /** Event types; none means all. Flows that were not written by this dialog may lack it. */
  types: string[] | undefined;
  agents: string;
  states: string;
  version: number;
}

/** `Unknown` is our own: what could not be read. */
const eventTypes = [...Object.keys(events), 'Unknown'];

RED.nodes.registerType<Properties>('gc-event-in', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-event-in.svg',
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-event-in', 'label.connection'),
    },
    types: { value: [], label: text('gc-event-in', 'label.types') },
    agents: {
      value: '',
      required: false,
      label: text('gc-event-in', 'label.agents'),
      validate: parameterList('agentId'),
    },
    states: { value: '', label: text('gc-event-in', 'label.states') },
    version: { value: 1 },
  },
  paletteLabel: 'event in',
  label() {
    return this.name || describe(this.types);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels() {
    return text('gc-event-in', 'label.output');
  },
  onadd() {
    chooseTheOnly(this, 'connection', 'gc-connection');
  },
  oneditprepare() {
    prepareTypes(this.types);
  },
  oneditsave() {
    this.types = chosenTypes(String($('#node-input-event-types').typedInput('value')));
  },
});

/** A list in which several can be ticked; Node-RED keeps its value as a text with commas. */
function prepareTypes(types: readonly string[] = []): void {
  const input = $('#node-input-event-types').val(types.join(','));
  const options = eventTypes.map((value) => ({
    value,
    label: `${value} – ${text('gc-event-in', `event.${value}`)}`,
  }));
  input.typedInput({
    types: [
      {
        value: 'types',
        multiple: true,
        options,
        valueLabel(container) {
          container.text(listed(chosenTypes(this.value())));
        },
      },
    ],
  });
  labelForScreenReaders(input);
}

function chosenTypes(value: string): string[] {
  return value.split(',').filter((type) => type !== '');
}

/** "events: State, Error, …" */
function describe(types: readonly string[] = []): string {
  if (types.length === 0) return text('gc-event-in', 'label.allEvents');
  const shown = types.length > 2 ? [...types.slice(0, 2), '…'] : types;
  return text('gc-event-in', types.length > 1 ? 'label.events' : 'label.event', { types: listed(shown) });
}

function listed(types: readonly string[]): string {
  return types.length === 0 ? text('gc-event-in', 'label.all') : types.join(', ');
}
