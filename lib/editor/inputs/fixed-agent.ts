import { currentValue } from '../dialog/current-value';

/** How a dialog says which agent is meant, as it is saved. */
export interface ChosenAgent {
  /** Id of a gc-agent. */
  agent: string;
  agentId: string;
  agentIdType: string;
}

/** The login id of the agent a node is for; undefined when only the message tells. */
export function fixedAgent({ agent, agentId, agentIdType }: ChosenAgent): string | undefined {
  const login = RED.nodes.node(agent)?.agentId ?? (agentIdType === 'str' ? agentId : undefined);
  return typeof login === 'string' && login !== '' ? login : undefined;
}

/** As {@link fixedAgent}, from the open dialog. */
export function currentAgent(node: object): string | undefined {
  const [agent, agentId] = [currentValue(node, 'agent'), currentValue(node, 'agentId')];
  return fixedAgent({ agent, agentId, agentIdType: currentValue(node, 'agentIdType') });
}
