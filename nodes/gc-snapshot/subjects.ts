import type { AgentSnapshot, CallSnapshot, CommandOptions, GcClient, TeamSnapshot } from '../../lib/client';
import { GcError, isLoggedOut } from '../../lib/protocol';
import { onlyDialogOf, say, healthInLanguage } from '../../lib/nodered';

/** What a snapshot can be of. */
export const subjects = ['agent', 'call', 'team', 'all', 'health'] as const;
export type SubjectName = (typeof subjects)[number];

/** What a message asks for. */
export interface Question {
  readonly client: GcClient;
  /** With what GC is asked first; absent: what is known is enough. */
  readonly refresh: CommandOptions | undefined;
  agentId(): Promise<string>;
  dialogId(): Promise<string | undefined>;
  team(): Promise<string>;
}

/** Finds what is known, as it is; throws a GcError where nothing is. */
export const answers: Readonly<Record<SubjectName, (question: Question) => Promise<object>>> = {
  agent: async ({ client, refresh, ...message }) => {
    const agentId = await message.agentId();
    if (refresh !== undefined) {
      await client.refresh(agentId, refresh);
    }
    return { ...client.agent(agentId), calls: client.callsOf(agentId) };
  },

  call: async ({ client, refresh, ...message }) => {
    const named = await message.dialogId();
    const dialogId = named ?? onlyDialogOf(client, await message.agentId());
    if (refresh !== undefined) {
      const legs = findCall(client, dialogId)?.legs ?? [{ agentId: await message.agentId() }];
      await refreshAll(client, legs, refresh);
    }
    const call = findCall(client, dialogId);
    if (call === undefined) {
      throw new GcError('NO_DIALOG_ID', { dialogId, detail: say('unknownCall', { dialogId }) });
    }
    return call;
  },

  team: async ({ client, refresh, ...message }) => {
    const name = await message.team();
    if (refresh !== undefined) {
      const teamId = findTeam(client, name)?.id ?? name;
      await client.command('getteamusers', { agentId: await message.agentId(), teamId }, refresh);
    }
    const team = findTeam(client, name);
    if (team === undefined) {
      throw new GcError('GC_NOT_FOUND', { detail: say('unknownTeam', { team: name }) });
    }
    return { ...team, agents: team.agents.map((agentId) => client.agent(agentId)) };
  },

  all: async ({ client, refresh }) => {
    if (refresh !== undefined) {
      await refreshAll(client, client.snapshot().agents.filter(canBeAsked), refresh);
    }
    const snapshot = client.snapshot();
    return { ...snapshot, health: healthInLanguage(snapshot.health) };
  },

  health: ({ client }) => Promise.resolve(healthInLanguage(client.health)),
};

function findCall(client: GcClient, dialogId: string): CallSnapshot | undefined {
  return client.snapshot().calls.find((call) => call.dialogId === dialogId);
}

/** By its id, or by its name. */
function findTeam(client: GcClient, idOrName: string): TeamSnapshot | undefined {
  const { teams } = client.snapshot();
  const isName = ({ name }: TeamSnapshot) => name?.toLowerCase() === idOrName.toLowerCase();
  return teams.find(({ id }) => id === idOrName) ?? teams.find(isName);
}

/** GC answers for the agents of this client, not for those of whom a supervisor is told. */
function canBeAsked({ state, supervisorId }: AgentSnapshot): boolean {
  return supervisorId === undefined && !isLoggedOut(state);
}

/** So many at a time, that GC is not overrun. */
const atOnce = 10;

async function refreshAll(
  client: GcClient,
  agents: readonly { readonly agentId: string }[],
  options: CommandOptions,
): Promise<void> {
  const waiting = [...new Set(agents.map(({ agentId }) => agentId))];
  const askOneByOne = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await client.refresh(next, options);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askOneByOne));
}
