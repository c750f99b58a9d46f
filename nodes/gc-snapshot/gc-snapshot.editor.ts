import { chooseConnectionAndAgent, prepareAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { isChosen } from '../../lib/editor/config-nodes';
import { currentValue, isTicked } from '../../lib/editor/current-value';
import { showField } from '../../lib/editor/fields';
import { fixedAgent } from '../../lib/editor/fixed-agent';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';

interface Properties extends AgentProperties {
  name: string;
  about: string;
  dialogId: string;
  dialogIdType: string;
  team: string;
  teamType: string;
  refresh: boolean;
  timeout: string;
  version: number;
}

const fields = ['agent', 'agentId', 'dialogId', 'team', 'refresh', 'timeout'] as const;
type FieldName = (typeof fields)[number];

RED.nodes.registerType<Properties>('gc-snapshot', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-snapshot.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-snapshot', 'label.connection'),
    },
    about: { value: 'agent', label: text('gc-snapshot', 'label.about') },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-snapshot', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-snapshot', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', isNeeded('agentId')),
    },
    agentIdType: { value: 'msg' },
    dialogId: {
      value: 'dialogId',
      required: false,
      label: text('gc-snapshot', 'label.dialogId'),
      validate: typedParameter('dialogId', 'dialogId', isNeeded('dialogId')),
    },
    dialogIdType: { value: 'msg' },
    team: {
      value: 'payload',
      label: text('gc-snapshot', 'label.team'),
      // An id, or a name, which may have blanks.
      validate: typedParameter('team', 'wrapUpReason', isNeeded('team')),
    },
    teamType: { value: 'msg' },
    refresh: { value: false, label: text('gc-snapshot', 'label.refresh') },
    timeout: {
      value: '',
      required: false,
      label: text('gc-snapshot', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('gc-snapshot') },
  },
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
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    prepareTypedInput(this, 'dialogId');
    prepareTypedInput(this, 'team');
    $('#node-input-about, #node-input-refresh, #node-input-agent').on('change', () => {
      for (const field of fields) showField(field, isShown(this, field));
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
  const agent = node.about === 'agent' ? fixedAgent(node) : undefined;
  return agent === undefined ? words : `${words} ${agent}`;
}
