import { findProblem } from '../../../protocol/writing/check-parameter';
import type { Choice, ChoiceKind } from '../../../protocol/catalogue/choices';

const limitMs = 4000;

/** Asks a connection what there is to choose from, for an agent if one is known. Never rejects. */
export async function askChoices(
  connection: string,
  kind: ChoiceKind,
  agentId?: string,
): Promise<readonly Choice[]> {
  const data = {
    ...(findProblem('agentId', agentId) === undefined ? { agentId } : {}),
    ...(isPlainSimulator(connection) ? { simulator: true } : {}),
  };
  try {
    const url = `gc-connection/${encodeURIComponent(connection)}/choices/${kind}`;
    const answer = (await $.ajax({ url, data, timeout: limitMs })) as { choices: readonly Choice[] };
    return answer.choices;
  } catch {
    return [];
  }
}

/** Whether it is a connection to the built-in simulator with the agents, reasons and queues that this has by itself. */
function isPlainSimulator(connection: string): boolean {
  const node = RED.nodes.node(connection);
  return node?.mode === 'simulator' && (node.simulatorSite ?? '') === '';
}
