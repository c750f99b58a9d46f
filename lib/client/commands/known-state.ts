import type { Direction } from '../../protocol';
import type { AgentSnapshot } from '../model/agent';
import type { KnownDialogs } from '../safety';
import type { KnownToCommands } from './command-request';
import type { EarlierCall } from './confirmation';

/** What commands need to know of agents and their calls. */
export interface KnownState {
  readonly agents: { get(agentId: string): Pick<AgentSnapshot, 'state' | 'reasonCode' | 'team'> };
  readonly calls: KnownDialogs & {
    of(agentId: string): readonly (EarlierCall & { readonly direction?: Direction })[];
    isIncoming(agentId: string, dialogId: string): boolean;
  };
}

/** The same, as each single command asks for it. */
export function knownToCommands({ agents, calls }: KnownState): KnownToCommands {
  return {
    // Copies: the next event changes what is known.
    stateOf: (agentId) => ({ ...agents.get(agentId), calls: calls.of(agentId).map((call) => ({ ...call })) }),
    isIncoming: (agentId, dialogId) =>
      dialogId === undefined
        ? calls.of(agentId).some(({ direction }) => direction === 'incoming')
        : calls.isIncoming(agentId, dialogId),
    teamOf: (agentId) => agents.get(agentId).team?.id,
  };
}
