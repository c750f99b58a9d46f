import { chooseConnectionAndAgent, needsAgentId, prepareAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { fixedAgent } from '../../lib/editor/fixed-agent';
import { showMigrated } from '../../lib/editor/migrated';
import { shownValue } from '../../lib/editor/shown-value';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';

interface Properties extends AgentProperties {
  name: string;
  number: string;
  numberType: string;
  stage: string;
  timeout: string;
  version: number;
}

RED.nodes.registerType<Properties>('make-call', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'make-call.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('make-call', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('make-call', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('make-call', 'label.agentId'),
      validate: typedParameter('agentId', 'agentId', needsAgentId),
    },
    agentIdType: { value: 'msg' },
    number: {
      value: 'payload',
      required: true,
      label: text('make-call', 'label.number'),
      validate: typedParameter('number', 'number'),
    },
    numberType: { value: 'msg' },
    stage: { value: 'accepted', label: text('make-call', 'label.stage') },
    timeout: {
      value: '',
      required: false,
      label: text('make-call', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('make-call') },
  },
  paletteLabel: 'make call',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('make-call', 'label.input');
  },
  outputLabels() {
    return text('make-call', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    prepareTypedInput(this, 'number');
  },
});

/** "1081 → 2002", or "1081 → msg.payload" where the message tells. */
function describe(node: Omit<Properties, 'name' | 'version'>): string {
  const from = fixedAgent(node);
  if (from !== undefined) return `${from} → ${shownValue(node.number, node.numberType)}`;
  return node.numberType === 'str' ? text('make-call', 'label.dial', { number: node.number }) : 'make call';
}
