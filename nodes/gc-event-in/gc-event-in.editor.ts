import { chosenIn, prepareChoices } from '../../lib/editor/choices';
import { chooseTheOnly } from '../../lib/editor/config-nodes';
import { showMigrated } from '../../lib/editor/migrated';
import { suggestInLists } from '../../lib/editor/suggestions';
import { text } from '../../lib/editor/text';
import { parameterList } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { derivedEvents } from '../../lib/protocol/catalogue/derived-events';
import { events } from '../../lib/protocol/catalogue/events';

interface Properties {
  name: string;
  connection: string;
  /** Event types; none means all. Flows that were not written by this dialog may lack it. */
  types: string[] | undefined;
  agents: string;
  teams: string;
  states: string;
  queues: string;
  sendCurrent: boolean;
  version: number;
}

/** What the client concludes, what GC says, what could not be read, and changes of the connection. */
const eventTypes = [...Object.keys(derivedEvents), ...Object.keys(events), 'Unknown', 'Health'];

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
    teams: { value: '', label: text('gc-event-in', 'label.teams') },
    states: { value: '', label: text('gc-event-in', 'label.states') },
    queues: { value: '', label: text('gc-event-in', 'label.queues') },
    sendCurrent: { value: false, label: text('gc-event-in', 'label.sendCurrent') },
    version: { value: currentVersion('gc-event-in') },
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
    showMigrated(this);
    prepareTypes(this.types);
    suggestInLists(this);
  },
  oneditsave() {
    this.types = chosenIn($('#node-input-event-types'));
  },
});

function prepareTypes(types: readonly string[] = []): void {
  const options = eventTypes.map((value) => ({
    value,
    label: `${value} – ${text('gc-event-in', `event.${value}`)}`,
  }));
  prepareChoices($('#node-input-event-types'), options, types, listed);
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
