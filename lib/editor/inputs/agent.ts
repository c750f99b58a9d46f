import { chooseAgent, chooseConnection, isChosen } from '../config-nodes';
import { currentValue } from '../dialog/current-value';
import { showField } from '../dialog/show-field';
import { shownAgent, type ChosenAgent } from './fixed-agent';
import { prepareTypedInput } from './typed-input';

/** Which agent a command is for, as it is saved. */
export interface AgentProperties extends ChosenAgent {
  connection: string;
}

export function chooseConnectionAndAgent(node: AgentProperties & { id: string; z: string }): void {
  chooseConnection(node);
  chooseAgent(node);
}

/** A login id is asked for only where no gc-agent is chosen. */
export function prepareAgent(node: object): void {
  prepareTypedInput(node, 'agentId');
  const agent = $('#node-input-agent');
  agent.on('change', () => {
    showField('agentId', !isChosen(String(agent.val())));
  });
}

export function needsAgentId(node: object): boolean {
  return !isChosen(currentValue(node, 'agent'));
}

/** "not ready → 1081" */
export function withAgent(label: string, node: AgentProperties): string {
  const agent = shownAgent(node);
  return agent === undefined ? label : `${label} → ${agent}`;
}
