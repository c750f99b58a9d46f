import { agentFields, timeout } from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { checkbox, select } from '../../lib/editor/dialog/plain-fields';
import { field } from '../../lib/editor/dialog/typed-fields';
import { currentValue, isTicked } from '../../lib/editor/dialog/current-value';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { isChosen } from '../../lib/editor/config-nodes';
import { chooseConnectionAndAgent } from '../../lib/editor/inputs/agent';
import { shownAgent } from '../../lib/editor/inputs/fixed-agent';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';

const fields = ['agent', 'agentId', 'dialogId', 'team', 'refresh', 'timeout'] as const;
type FieldName = (typeof fields)[number];

const defaults = dialogFields('gc-snapshot', {
  ...connectionFields,
  about: select('eye', ['agent', 'call', 'team', 'all', 'health']),
  ...agentFields(isNeeded('agentId')),
  dialogId: field('dialogId', 'phone', { required: false, isNeeded: isNeeded('dialogId') }),
  // An id, or a name, which may have blanks.
  team: field('wrapUpReason', 'sitemap', { value: 'payload', isNeeded: isNeeded('team') }),
  refresh: checkbox(false),
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-snapshot', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-snapshot.svg',
  inputs: 1,
  outputs: 1,
  defaults,
  paletteLabel: 'snapshot',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-snapshot', 'label.input');
  },
  outputLabels() {
    return text('gc-snapshot', 'label.output');
  },
  onpaletteadd() {
    addSearchWords('gc-snapshot');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
    $('#node-input-about, #node-input-refresh, #node-input-agent').on('change', () => {
      for (const field of fields) {
        showField(field, isShown(this, field));
      }
    });
    $('#node-input-about').trigger('change');
  },
});

/** Whether a field says something about what is looked at, or about how GC is asked. */
function isShown(node: object, field: FieldName): boolean {
  const about = currentValue(node, 'about');
  const asks = about !== 'health' && isTicked(node, 'refresh');
  switch (field) {
    case 'agent':
      return about === 'agent' || about === 'call' || (about === 'team' && asks);
    case 'agentId':
      return isShown(node, 'agent') && !isChosen(currentValue(node, 'agent'));
    case 'dialogId':
      return about === 'call';
    case 'team':
      return about === 'team';
    case 'refresh':
      return about !== 'health';
    case 'timeout':
      return asks;
  }
}

function isNeeded(field: FieldName): (node: object) => boolean {
  return (node) => isShown(node, field);
}

/** "agent 1081" */
function describe(node: Properties): string {
  const words = text('gc-snapshot', `about.${node.about}`);
  const agent = node.about === 'agent' ? shownAgent(node) : undefined;
  return agent === undefined ? words : `${words} ${agent}`;
}
