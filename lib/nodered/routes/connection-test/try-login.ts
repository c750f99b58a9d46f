import type { AgentLogin, GcClient } from '../../../client';
import { GcError, loggedInStates } from '../../../protocol';
import type { LoginResult } from './report';

const stateMs = 2000;
const loginMs = 3000;
const logoutMs = 1500;

/** After these nobody knows whether the agent is logged in. */
const open: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST', 'GC_CLOSED'];

/** Logs an agent in and out again; one that is logged in already is left alone. */
export async function tryLogin(
  client: GcClient,
  login: AgentLogin,
  signal: AbortSignal,
): Promise<LoginResult> {
  const agentId = String(login.agentId);
  const state = await stateOf(client, login, signal);
  if (signal.aborted) {
    return { agentId, outcome: 'late' };
  }
  if (state === undefined || loggedInStates.includes(state)) {
    return { agentId, outcome: state === undefined ? 'unclear' : 'busy' };
  }
  try {
    await client.login(login, { timeoutMs: loginMs, signal });
  } catch (error) {
    return await refused(client, agentId, error);
  }
  return { agentId, outcome: (await logOut(client, agentId)) ? 'well' : 'stuck' };
}

/** Undefined where GC does not tell. An agent without a session at GC is not logged in, whatever the reason. */
async function stateOf(
  client: GcClient,
  { agentId, password, sso }: AgentLogin,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { destination } = client;
  const options = { timeoutMs: stateMs, signal };
  try {
    await client.command('Connect', { agentId, password, destination, sso }, options);
    const { event } = await client.command('GetState', { agentId }, options);
    return event?.type === 'State' ? event.state : undefined;
  } catch (error) {
    return error instanceof GcError && !open.includes(error.code) ? 'UNKNOWN' : undefined;
  }
}

async function refused(client: GcClient, agentId: string, error: unknown): Promise<LoginResult> {
  if (!(error instanceof GcError)) {
    throw error;
  }
  const isOpen = open.includes(error.code);
  if (isOpen) {
    await logOut(client, agentId);
  }
  return { agentId, outcome: isOpen ? 'late' : 'refused', detail: error.message };
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
