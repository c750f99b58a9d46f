import type { AgentSnapshot, LegSnapshot } from '../../../lib/client';
import { isGoingOn, type SharedConnection } from '../../../lib/nodered';
import { loggedInStates, whatComesFirst, type CommandName, type Flavour } from '../../../lib/protocol';
import type { AgentRow, CallRow, ConnectionRow, SidebarRow } from '../news';

/** The commands to an agent that the sidebar has buttons for. Those that need further parameters are for flows. */
export const offeredAgentActions = ['MakeReady', 'MakeNotReady', 'Logout'] as const;
/** The commands about a call that the sidebar has buttons for. */
export const offeredCallActions = ['AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'] as const;

const none: readonly CommandName[] = [];

/** What is shown of a connection: itself, the agents, and the calls that are not over. */
export function rowsOf(id: string, connection: SharedConnection): SidebarRow[] {
  const { snapshot, flavour } = connection;
  const { agents = [], calls = [] } = snapshot ?? {};
  return [
    connectionRow(id, connection),
    ...agents.map((agent) => agentRow(id, agent, flavour)),
    ...calls.flatMap(({ legs }) => legs.filter(isGoingOn).map((leg) => callRow(id, leg))),
  ];
}

function connectionRow(id: string, { health: { broker, gc } }: SharedConnection): ConnectionRow {
  return { kind: 'connection', key: id, connection: id, broker, gc };
}

function agentRow(connection: string, agent: AgentSnapshot, flavour: Flavour | undefined): AgentRow {
  const { agentId, agentName, state, since, extension, team, previousState, pendingState } = agent;
  return {
    kind: 'agent',
    key: `${connection}/${agentId}`,
    connection,
    agentId,
    state,
    since,
    name: agentName,
    extension,
    team: team?.name ?? team?.id,
    reason: agent.reasonLabel ?? agent.reasonCode,
    previousState,
    pendingState,
    actions: loggedInStates.includes(state) ? actionsIn(state, flavour) : none,
  };
}

function actionsIn(state: string, flavour: Flavour | undefined): readonly CommandName[] {
  return offeredAgentActions.filter((action) => {
    const isDone = action === 'MakeReady' && state === 'READY';
    return !isDone && whatComesFirst(action, state, flavour) === undefined;
  });
}

function callRow(connection: string, leg: LegSnapshot): CallRow {
  const { agentId, dialogId, state, kind, fromAddress, toAddress, startedAt } = leg;
  return {
    kind: 'call',
    key: `${connection}/${agentId}/${dialogId ?? startedAt}`,
    connection,
    agentId,
    dialogId,
    state,
    callKind: kind,
    from: fromAddress,
    to: toAddress,
    since: startedAt,
    actions:
      dialogId === undefined ? none : offeredCallActions.filter((action) => leg.actions.includes(action)),
  };
}
