import type { AgentLogin, GcClient } from '../../client';
import { GcError, loggedInStates } from '../../protocol';
import type { LoginResult } from './report';

const stateMs = 2000;
const loginMs = 3000;
const logoutMs = 1500;

/** After these nobody knows whether the agent is logged in. */
const open: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST'];

/** Logs an agent in and out again; one that is logged in already is left alone. */
export async function tryLogin(
  client: GcClient,
  login: AgentLogin,
  signal: AbortSignal,
): Promise<LoginResult> {
  const agentId = String(login.agentId);
  const state = await stateOf(client, login);
  if (state === undefined || loggedInStates.includes(state)) {
    return { agentId, outcome: state === undefined ? 'unclear' : 'busy' };
  }
  signal.throwIfAborted();
  try {
    await client.login(login, { timeoutMs: loginMs });
  } catch (error) {
    return await refused(client, agentId, error);
  }
  return { agentId, outcome: (await logOut(client, agentId)) ? 'well' : 'stuck' };
}

/** Undefined where GC does not tell. An agent without a session at GC is not logged in, whatever the reason. */
async function stateOf(client: GcClient, { agentId, password }: AgentLogin): Promise<string | undefined> {
  const { destination } = client;
  try {
    await client.command('Connect', { agentId, password, destination }, { timeoutMs: stateMs });
    const { event } = await client.command('GetState', { agentId }, { timeoutMs: stateMs });
    return event?.type === 'State' ? event.state : undefined;
  } catch (error) {
    return error instanceof GcError && !open.includes(error.code) ? 'UNKNOWN' : undefined;
  }
}

async function refused(client: GcClient, agentId: string, error: unknown): Promise<LoginResult> {
  if (!(error instanceof GcError)) {
    throw error;
  }
  if (open.includes(error.code)) {
    await logOut(client, agentId);
  }
  return { agentId, outcome: 'refused', detail: error.message };
}

async function logOut(client: GcClient, agentId: string): Promise<boolean> {
  for (const command of ['Logout', 'force_logout'] as const) {
    try {
      await client.command(command, { agentId }, { timeoutMs: logoutMs });
      return true;
    } catch {
      // The next one may work.
    }
  }
  return false;
}
