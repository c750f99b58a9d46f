import { chooseCalendar } from '../../lib/editor/config-nodes';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, configNode } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';

const defaults = dialogFields('gc-hours', {
  name: connectionFields.name,
  calendar: configNode('calendar', 'gc-calendar', { required: true }),
  sendChanges: checkbox(false),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-hours', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-hours.svg',
  inputs: 1,
  outputs: 2,
  defaults,
  paletteLabel: 'hours',
  label() {
    return this.name || text('gc-hours', 'label.open');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-hours', 'label.input');
  },
  outputLabels(index) {
    return text('gc-hours', index === 0 ? 'label.whenOpen' : 'label.whenClosed');
  },
  onpaletteadd() {
    addSearchWords('gc-hours');
  },
  onadd() {
    chooseCalendar(this);
  },
  oneditprepare() {
    prepareFields(this);
  },
});
