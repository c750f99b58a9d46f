import { agentFields } from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { typedInput } from '../../lib/editor/dialog/typed-fields';
import { number } from '../../lib/editor/dialog/validators';
import { chooseConnectionAndAgent, withAgent } from '../../lib/editor/inputs/agent';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';

const defaults = dialogFields('gc-later', {
  ...connectionFields,
  ...agentFields(),
  seconds: typedInput('hourglass-half', number(0, 1_000_000), { value: '30', type: 'str', required: true }),
  sameState: checkbox(true),
  outlivesRestart: checkbox(false),
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-later', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-later.svg',
  inputs: 1,
  outputs: 2,
  defaults,
  paletteLabel: 'later',
  label() {
    return this.name || withAgent(describe(this), this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-later', 'label.input');
  },
  outputLabels(index) {
    return text('gc-later', index === 0 ? 'label.timeIsUp' : 'label.stateChanged');
  },
  onpaletteadd() {
    addSearchWords('gc-later');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
  },
});

/** "30 s later" */
function describe({ seconds, secondsType }: Properties): string {
  return text('gc-later', 'label.later', { seconds: secondsType === 'str' ? seconds : '…' });
}
