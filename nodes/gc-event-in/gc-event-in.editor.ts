import { connectionFields, listenerFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, line, select, tickList } from '../../lib/editor/dialog/plain-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { chooseConnection } from '../../lib/editor/config-nodes';
import { suggestInLists } from '../../lib/editor/inputs/choices/suggestions';
import { chosenIn, prepareChoices } from '../../lib/editor/inputs/tick-list';
import { addSearchWords, categoryDescription, keysOf } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { derivedEvents } from '../../lib/protocol/catalogue/derived-events';
import { events } from '../../lib/protocol/catalogue/events';

/** What the client concludes, what GC says, what could not be read, and changes of the connection. */
const eventTypes = [...Object.keys(derivedEvents), ...Object.keys(events), 'Unknown', 'Health'];

const defaults = dialogFields('gc-event-in', {
  ...connectionFields,
  /** Event types; none means all. Flows that were not written by this dialog may lack it. */
  types: tickList<string>('filter', 'event-types', []),
  ...listenerFields,
  states: line('circle-o', { placeholder: 'placeholder.states' }),
  queues: line('list-ol', { placeholder: 'placeholder.queues' }),
  sendCurrent: checkbox(false),
  heartbeats: checkbox(false),
  acknowledge: select('check-circle-o', ['passed-on', 'flow-says-so']),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-event-in', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-event-in.svg',
  inputs: 0,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('gc-event-in', keysOf('event', eventTypes));
  },
  onadd() {
    chooseConnection(this);
  },
  oneditprepare() {
    prepareFields(this);
    prepareTypes(this.types);
    suggestInLists(this);
    $('#node-input-connection')
      .on('change', () => {
        showField('acknowledge', keepsEvents(currentValue(this, 'connection')));
      })
      .trigger('change');
  },
  oneditsave() {
    this.types = chosenIn($('#node-input-event-types'));
  },
});

/** Whether a connection has its events delivered through a queue: only those are acknowledged. */
function keepsEvents(connection: string): boolean {
  return RED.nodes.node(connection)?.['delivery'] === 'queue';
}

function prepareTypes(types: readonly string[] = []): void {
  const options = eventTypes.map((value) => ({
    value,
    label: `${value} – ${text('gc-event-in', `event.${value}`)}`,
  }));
  prepareChoices($('#node-input-event-types'), options, types, listed);
}

/** "events: State, Error, …" */
function describe(types: readonly string[] = []): string {
  if (types.length === 0) {
    return text('gc-event-in', 'label.allEvents');
  }
  const shown = types.length > 2 ? [...types.slice(0, 2), '…'] : types;
  return text('gc-event-in', types.length > 1 ? 'label.events' : 'label.event', { types: listed(shown) });
}

function listed(types: readonly string[]): string {
  return types.length === 0 ? text('gc-event-in', 'label.all') : types.join(', ');
}
