import { commandRow, type DecodedCommand } from '../../protocol';
import type { ReplayCommand, ReplayItem } from './items';

/**
 * The command of a trace that a command from a client stands for: of those with the same name and agent that were not
 * played yet the first with the same parameters, else the first. A question may also be one that another agent has
 * asked, where the answer is about no agent.
 */
export function findCommand(
  items: readonly ReplayItem[],
  { name, parameters: { agentId } }: DecodedCommand,
  body: string,
): ReplayCommand | undefined {
  const sameName = items.filter(
    (item): item is ReplayCommand =>
      item.kind === 'command' && item.isPlayed === undefined && item.command.name === name,
  );
  const own = sameName.filter((command) => command.agentId === agentId);
  if (own.length > 0) {
    return own.find((command) => command.body.trim() === body.trim()) ?? own[0];
  }
  return commandRow(name).asks ? sameName.find(isForAnybody) : undefined;
}

function isForAnybody({ answer }: ReplayCommand): boolean {
  return answer.length > 0 && answer.every(({ agentId }) => agentId === undefined);
}
