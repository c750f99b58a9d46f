import { GcError, loggedInStates, isLoggedOut } from '../../../protocol';
import type { Finding } from '../../report/finding';
import { problem, well, type Step } from '../step';
import { isOpen, stateBeforeLogin } from '../try-login';
import type { AgentCheck } from './agent-check';

const stateMs = 10_000;
const loginMs = 20_000;

const password =
  'Correct the password in GC_CHECK_PASSWORD, or the login id in --agent. Try it in Finesse first: several wrong ' +
  'passwords can lock the agent. A GC with UseSecurePassword wants passwords encrypted: see gc-check --help.';
const extension = 'Correct --extension: it must be one at which this agent may log in.';

/** By what GC says: the id of the finding, and what to do. */
const refusals: Readonly<Record<string, readonly [id: string, whatToDo: string]>> = {
  SUBSCRIPTION_FAILED: ['login-wrong-password', password],
  UNABLE_TO_SUBSCRIBE_TO_FINESSE: ['login-wrong-password', password],
  CF_INVALID_PASSWORD_SPECIFIED: ['login-wrong-password', password],
  CF_RESOURCE_BUSY: [
    'login-extension-in-use',
    'Log out whoever uses the extension, or name a free one with --extension.',
  ],
  CF_INVALID_LOGON_DEVICE_SPECIFIED: ['login-wrong-extension', extension],
  CF_INVALID_CSTA_DEVICE_IDENTIFIER: ['login-wrong-extension', extension],
  WRONG_EXTENSION: ['login-wrong-extension', extension],
  USER_NOT_FOUND: ['login-unknown-agent', 'Correct the login id in --agent: Finesse does not know it.'],
};

/** Logs the test agent in; one who is logged in already is left alone. */
export function loginStep(check: AgentCheck): Step {
  return {
    name: 'login',
    title: 'Login of the agent',
    needs: [],
    limitMs: 2 * stateMs + loginMs + 1000,
    whenLate:
      'Look into the log of GC for this agent, and check that Finesse is in service. If GC has answered in a way that ' +
      'was not understood, the rest of this report says so.',
    run: (signal) => logIn(check, signal),
  };
}

async function logIn(check: AgentCheck, signal: AbortSignal): Promise<Finding> {
  const { agentId, client, login } = check;
  const state = await stateBeforeLogin(client, login, stateMs, signal);
  if (state === undefined || !isLoggedOut(state)) {
    return leftAlone(agentId, state);
  }
  check.loggedIn = 'open';
  check.hasError = false;
  try {
    const { event, latencyMs } = await client.login(login, { timeoutMs: loginMs, signal });
    check.loggedIn = 'yes';
    const into = event?.type === 'State' ? event.state : 'no state';
    return well(
      'login-done',
      `Agent ${agentId} logs in at ${login.extension} and is ${into}, after ${latencyMs} ms.`,
    );
  } catch (error) {
    if (!(error instanceof GcError) || isOpen(error)) {
      throw error;
    }
    check.loggedIn = 'none';
    return refusal(check, error);
  }
}

function leftAlone(agentId: string, state: string | undefined): Finding {
  if (state === undefined) {
    return problem(
      'login-unclear',
      `GC does not tell us whether agent ${agentId} is logged in (GetState has no answer), so the agent was left alone. Another client may have the agent, and get the answer.`,
      'Log this agent out everywhere, or name another test agent with --agent. If nobody uses it, look into the log of GC for this agent.',
    );
  }
  return loggedInStates.includes(state)
    ? problem(
        'login-agent-at-work',
        `Agent ${agentId} is logged in already (${state}), and was left alone.`,
        'Log this agent out, or name another test agent with --agent. gc-check never takes an agent over.',
      )
    : problem(
        'login-unclear',
        `GC says that agent ${agentId} is "${state}", which is no state that we know, so the agent may be logged in and was left alone.`,
        'Log this agent out, or name another test agent with --agent. If the agent is logged out, let GC call that state LOGOUT.',
      );
}

function refusal({ agentId, login }: AgentCheck, { code, detail, whatToDo }: GcError): Finding {
  const [id, advice] = refusals[code] ?? ['login-refused', whatToDo];
  const what =
    id === 'login-extension-in-use'
      ? `Agent ${agentId} cannot log in: the extension ${login.extension} is in use (${code}).`
      : `Agent ${agentId} cannot log in: ${detail} (${code}).`;
  return problem(id, what, advice);
}
