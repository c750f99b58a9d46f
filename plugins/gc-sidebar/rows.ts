import type { AgentSnapshot, LegSnapshot } from '../../lib/client';
import type { SharedConnection } from '../../lib/nodered';
import { loggedInStates, whatComesFirst, type CommandName, type Flavour } from '../../lib/protocol';
import type { AgentRow, CallRow, ConnectionRow, Row } from './news';

/** What people can have an agent do, and with a call. Whatever needs to be told more is for flows. */
export const agentActions = ['MakeReady', 'MakeNotReady', 'Logout'] as const;
export const callActions = ['AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'] as const;

const none: readonly CommandName[] = [];

/** What is shown of a connection: itself, the agents, and the calls that are not over. */
export function rowsOf(id: string, connection: SharedConnection): Row[] {
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
  return agentActions.filter((action) => {
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
    actions: dialogId === undefined ? none : callActions.filter((action) => leg.actions.includes(action)),
  };
}

/** Until the conversation, and the work after it, is over. */
function isGoingOn({ endedAt, state, outcome }: LegSnapshot): boolean {
  return outcome === undefined && (endedAt === undefined || state === 'WRAP_UP');
}
