import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { line, select } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { number } from '../../lib/editor/dialog/validators';
import { chooseConnection } from '../../lib/editor/config-nodes';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import { levels, periods } from './choices';

const defaults = dialogFields('gc-figures', {
  ...connectionFields,
  level: select('users', levels),
  period: select('calendar', periods),
  window: line('history', { value: '60', validate: number(1, 1440) }),
  timeZone: line('globe', { placeholder: 'placeholder.timeZone' }),
  answeredWithin: line('hourglass-half', { value: '20', validate: number(0, 3600) }),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-figures', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-figures.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'figures',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-figures', 'label.input');
  },
  outputLabels() {
    return text('gc-figures', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-figures');
  },
  onadd() {
    chooseConnection(this);
  },
  oneditprepare() {
    prepareFields(this);
    $('#node-input-period').on('change', () => {
      showField('window', currentValue(this, 'period') === 'rolling');
    });
    $('#node-input-period').trigger('change');
  },
});

/** "agents, 30 min" */
function describe({ level, period }: Properties): string {
  return `${text('gc-figures', `level.${level}`)}, ${text('gc-figures', `period.${period}`)}`;
}
