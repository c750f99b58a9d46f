import type { AgentSnapshot, LegSnapshot, UnreadFinding } from '../../../lib/client';
import { isGoingOn, isKnownToGc, recordingOf, type SharedConnection } from '../../../lib/nodered';
import { isLoggedOut, whatComesFirst, type CommandName, type Flavour } from '../../../lib/protocol';
import type { AgentRow, CallRow, ConnectionRow, SidebarRow, UnreadRow } from '../news';

/** The commands to an agent that the sidebar has buttons for. Those that need further parameters are for flows. */
export const offeredAgentActions = ['MakeReady', 'MakeNotReady', 'Logout'] as const;
/** The commands about a call that the sidebar has buttons for. */
export const offeredCallActions = ['AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'] as const;

const none: readonly CommandName[] = [];

/**
 * What is shown of a connection: itself, the agents whom GC knows or this Node-RED has a gc-agent for, the calls that are
 * not over, and what could not be read.
 */
export function rowsOf(
  id: string,
  connection: SharedConnection,
  isConfigured: (agentId: string) => boolean,
): SidebarRow[] {
  const { snapshot, flavour, unread, privacy } = connection;
  const { agents = [], calls = [] } = privacy?.data(snapshot) ?? snapshot ?? {};
  const shown = agents.filter((agent) => isKnownToGc(agent) || isConfigured(agent.agentId));
  return [
    connectionRow(id, connection, unread?.messages),
    ...shown.map((agent) => agentRow(id, agent, flavour)),
    ...calls.flatMap(({ legs }) => legs.filter(isGoingOn).map((leg) => callRow(id, leg))),
    ...(unread?.findings ?? []).map((finding) => unreadRow(id, privacy?.details(finding) ?? finding)),
  ];
}

function connectionRow(
  id: string,
  { health: { broker, gc } }: SharedConnection,
  unread: number | undefined,
): ConnectionRow {
  const shown = unread === 0 ? undefined : unread;
  return {
    kind: 'connection',
    key: id,
    connection: id,
    broker,
    gc,
    unread: shown,
    recording: recordingOf(id),
  };
}

function unreadRow(connection: string, finding: UnreadFinding): UnreadRow {
  const { kind: reason, type, attribute, detail, count, lastAt, line } = finding;
  return {
    kind: 'unread',
    key: `unread:${JSON.stringify([connection, reason, type, attribute, detail])}`,
    connection,
    reason,
    type,
    attribute,
    detail,
    count,
    lastAt,
    line,
  };
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
    actions: isLoggedOut(state) ? none : actionsIn(state, flavour),
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
