import type { AgentLogin, GcClient } from '../../client';
import { GcError, loggedInStates, isLoggedOut } from '../../protocol';

/** How long the commands around a login may take, in milliseconds. */
export interface LoginLimits {
  readonly stateMs: number;
  readonly loginMs: number;
  readonly logoutMs: number;
}

export const quickLoginLimits: LoginLimits = { stateMs: 2000, loginMs: 3000, logoutMs: 1500 };

export interface LoginResult {
  /**
   * `busy`: the agent is logged in already, and is left alone; `unclear`: GC does not tell whether it is, or says it with a
   * word of the site; `stuck`: the login works, but the agent could not be logged out again.
   */
  readonly outcome: 'well' | 'busy' | 'unclear' | 'stuck' | 'refused' | 'late';
  readonly agentId: string;
  readonly detail?: string;
}

/** After these nobody knows whether a command has worked. */
const open: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST', 'GC_CLOSED'];

/** Whether it stays unknown what became of a command that failed like this. */
export function isOpen({ code }: GcError): boolean {
  return open.includes(code);
}

/** Whether GC has refused a command; not so where it never got it, or nobody knows. */
export function isAnswer(error: unknown): boolean {
  return error instanceof GcError && !isOpen(error) && error.code !== 'GC_NOT_CONNECTED';
}

/** Logs an agent in and out again, unless the agent is logged in already, or may be. */
export async function tryLogin(
  client: GcClient,
  login: AgentLogin,
  signal: AbortSignal,
): Promise<LoginResult> {
  const agentId = String(login.agentId);
  const state = await stateBeforeLogin(client, login, quickLoginLimits.stateMs, signal);
  if (signal.aborted) {
    return { agentId, outcome: 'late' };
  }
  if (state === undefined || !isLoggedOut(state)) {
    return leftAlone(agentId, state);
  }
  const { loginMs, logoutMs } = quickLoginLimits;
  try {
    await client.login(login, { timeoutMs: loginMs, signal });
  } catch (error) {
    return await refused(client, agentId, error);
  }
  return { agentId, outcome: (await logOut(client, agentId, logoutMs)) ? 'well' : 'stuck' };
}

function leftAlone(agentId: string, state: string | undefined): LoginResult {
  if (state === undefined) {
    return { agentId, outcome: 'unclear' };
  }
  return loggedInStates.includes(state)
    ? { agentId, outcome: 'busy' }
    : { agentId, outcome: 'unclear', detail: state };
}

/**
 * The state of an agent who is to be logged in; undefined where GC does not tell. An agent without a session at GC is
 * not logged in, whatever the reason.
 */
export async function stateBeforeLogin(
  client: GcClient,
  { agentId, password, sso }: AgentLogin,
  limitMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { destination } = client;
  const options = { timeoutMs: limitMs, signal };
  try {
    await client.command('Connect', { agentId, password, destination, sso }, options);
    const { event } = await client.command('GetState', { agentId }, options);
    return event?.type === 'State' ? event.state : undefined;
  } catch (error) {
    return isAnswer(error) ? 'UNKNOWN' : undefined;
  }
}

async function refused(client: GcClient, agentId: string, error: unknown): Promise<LoginResult> {
  if (!(error instanceof GcError)) {
    throw error;
  }
  if (isOpen(error)) {
    await logOut(client, agentId, quickLoginLimits.logoutMs);
  }
  return { agentId, outcome: isOpen(error) ? 'late' : 'refused', detail: error.message };
}

/**
 * Logs an agent out, by force where nothing else works. `reasonCode`: for sites that want one; it is sent only where no
 * logout without a reason works. Resolves to whether GC has confirmed it; never rejects.
 */
export async function logOut(
  client: GcClient,
  agentId: string,
  limitMs: number,
  reasonCode?: string,
): Promise<boolean> {
  const options = { timeoutMs: limitMs };
  const ways = [
    () => client.command('Logout', { agentId }, options),
    ...(reasonCode === undefined
      ? []
      : [() => client.command('logoutwithreason', { agentId, reasonCode }, options)]),
    () => client.command('force_logout', { agentId }, options),
  ];
  for (const way of ways) {
    try {
      await way();
      return true;
    } catch {
      // The next one may work.
    }
  }
  return false;
}
