import { encodeCommand, type CommandName, type CommandParameters, type ParameterValue } from '../../protocol';
import type { CommandOptions, Outcome } from './outcome';

/** An agent to be logged in; with a phone, as a mobile agent. */
export interface AgentLogin {
  readonly agentId: ParameterValue;
  readonly password: ParameterValue;
  readonly extension: ParameterValue;
  readonly phone?: ParameterValue | undefined;
  /** True: call by call; false: nailed connection. */
  readonly connectionMode?: ParameterValue | undefined;
  /** Marks a single sign-on user: the third field of Connect, in GC 4.4.11 and later. */
  readonly sso?: ParameterValue | undefined;
}

/** Sends a command and waits for its outcome. */
export type Run = <N extends CommandName>(
  name: N,
  parameters: CommandParameters<N>,
  options?: CommandOptions,
) => Promise<Outcome>;

/**
 * Logs an agent in: Connect, which GC does not answer, and Login or MobileAgentLogin right behind it. Both are checked
 * before the first is sent: where one cannot be sent, only this one is asked for, and fails.
 */
export async function logIn(
  run: Run,
  destination: string,
  agent: AgentLogin,
  options: CommandOptions,
): Promise<Outcome> {
  const { agentId, password, extension, phone, connectionMode, sso } = agent;
  const binding = { agentId, password, destination, sso };
  const plain = { agentId, password, extension };
  const mobile =
    phone === undefined ? undefined : { ...plain, phone, connectionMode: connectionMode ?? true };
  const logInWith = (signal: AbortSignal | undefined) =>
    mobile
      ? run('MobileAgentLogin', mobile, { ...options, signal })
      : run('Login', plain, { ...options, signal });
  if (!isSound('Connect', binding)) {
    return run('Connect', binding, options);
  }
  if (!(mobile ? isSound('MobileAgentLogin', mobile) : isSound('Login', plain))) {
    return logInWith(options.signal);
  }

  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const connect = run('Connect', binding, { ...options, signal });
  try {
    const [, outcome] = await Promise.all([connect, logInWith(signal)]);
    return outcome;
  } finally {
    failed.abort();
  }
}

function isSound<N extends CommandName>(name: N, parameters: CommandParameters<N>): boolean {
  try {
    encodeCommand(name, parameters);
    return true;
  } catch {
    return false;
  }
}
