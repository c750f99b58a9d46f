import { currentValue } from '../dialog/current-value';
import { isVariable, shownValue } from './shown-value';

/** How a dialog says which agent is meant, as it is saved. */
export interface ChosenAgent {
  /** Id of a gc-agent, or a variable such as `${AGENT}` that holds it. */
  agent: string;
  agentId: string;
  agentIdType: string;
}

/** The login id of the agent a node is for; undefined when only the message or the runtime tells. */
export function fixedAgent({ agent, agentId, agentIdType }: ChosenAgent): string | undefined {
  const login = RED.nodes.node(agent)?.agentId ?? (agentIdType === 'str' ? agentId : undefined);
  return typeof login === 'string' && login !== '' ? login : undefined;
}

/** As {@link fixedAgent}, for a label: a variable that holds the agent is shown by its name, as `${AGENT}`. */
export function shownAgent(node: ChosenAgent): string | undefined {
  const { agent, agentId, agentIdType } = node;
  const fixed = fixedAgent(node);
  if (fixed !== undefined || (agentIdType !== 'env' && !isVariable(agent))) {
    return fixed;
  }
  return isVariable(agent) ? agent : shownValue(agentId, agentIdType) || undefined;
}

/** As {@link fixedAgent}, from the open dialog. */
export function currentAgent(node: object): string | undefined {
  const [agent, agentId] = [currentValue(node, 'agent'), currentValue(node, 'agentId')];
  return fixedAgent({ agent, agentId, agentIdType: currentValue(node, 'agentIdType') });
}
