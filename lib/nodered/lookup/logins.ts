import type { NodeAPI } from 'node-red';
import type { AgentLogin } from '../../client';
import { GcError, type ErrorContext } from '../../protocol';
import type { AgentNode } from '../fields/agent-field';
import { runningNodes } from './running-nodes';
import { checked } from '../fields/checked';
import { disabledText, findDisabledAgent } from './disabled';
import type { CommandContext, CommandNodeConfig } from '../runtime/command-node';
import { say } from '../language/phrases';

/**
 * Everything needed to log an agent in: from the gc-agent node with this login id (the one chosen in the node
 * first), or, with the built-in simulator, from its own agents.
 *
 * @throws {GcError} GC_NO_PASSWORD where neither knows the agent; GC_INVALID_PARAMETER without a login id;
 *   GC_INVALID_CONFIGURATION where a field of the gc-agent cannot be used.
 */
export async function findLogin(
  RED: NodeAPI,
  config: CommandNodeConfig,
  { connection, agentId: given }: CommandContext,
  isMobile: boolean,
): Promise<AgentLogin> {
  const agentId = checked('agentId', given);
  const node = findAgentNode(RED, config.agent, agentId);
  if (node?.problem !== undefined) {
    throw node.problem;
  }
  const simulated = await connection.simulatedLogin(agentId);
  const password = node?.credentials.password || simulated?.password;
  if (password === undefined) {
    throw new GcError('GC_NO_PASSWORD', { command: 'Login', agentId, ...whereDisabled(RED, agentId) });
  }
  const extension = node?.extension || simulated?.extension || '';
  const login = { agentId, password, extension, sso: node?.sso || undefined };
  return isMobile
    ? { ...login, phone: node?.mobilePhone ?? '', connectionMode: node?.mobileMode !== 'nailed' }
    : login;
}

/** What to say where there is a gc-agent with this login id, but it is disabled. */
function whereDisabled(RED: NodeAPI, agentId: string): Pick<ErrorContext, 'detail' | 'whatToDo'> {
  const disabled = findDisabledAgent(RED, agentId);
  return disabled === undefined ? {} : { detail: disabledText(disabled), whatToDo: say('enableAgent') };
}

/** The gc-agent node with this login id, the one chosen in a node first. */
export function findAgentNode(
  RED: NodeAPI,
  chosenId: string | undefined,
  agentId: string,
): AgentNode | undefined {
  const named = runningNodes<AgentNode>(RED, 'gc-agent').filter((node) => node.agentId === agentId);
  return named.find(({ id }) => id === chosenId) ?? named[0];
}
