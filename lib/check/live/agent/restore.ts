import { isLoggedOut } from '../../../protocol';
import type { Finding } from '../../report/finding';
import { limited } from '../in-time';
import { problem, well } from '../step';
import { isAnswer, logOut } from '../try-login';
import type { AgentCheck } from './agent-check';

const reconnectMs = 10_000;
const commandMs = 5000;
/** A consult call, and the call that it is about. */
const mostCalls = 2;
const never = new AbortController().signal;
const wrapUps: readonly string[] = ['WORK', 'WORK_READY'];

/**
 * Hangs up the calls of the agent and logs the agent out, if this check has logged the agent in; also after a lost
 * connection, and after commands without an answer. With a GC that answers nothing it takes a minute and a half at most.
 * Never rejects.
 */
export async function restoreAgent(check: AgentCheck): Promise<Finding> {
  const { agentId, client, loggedIn } = check;
  if (loggedIn === 'none') {
    return well('restored', `All is as it was: nobody was logged in by this check, and nobody called.`);
  }
  await within(check, reconnectMs, () => client.health.broker.condition === 'connected');
  await settle(check);
  await hangUp(check);
  if (wrapUps.includes(client.agent(agentId).state)) {
    await check.command('MakeNotReady', {}, { timeoutMs: commandMs }).catch(() => undefined);
  }
  // With the logout, the client takes the calls for ended.
  const { hasCalls } = check;
  const isOut = (await logOut(client, agentId, commandMs, check.logoutReason)) || (await isAway(check));
  const left = leftOver(check, isOut, hasCalls || check.hasCalls);
  return left === undefined
    ? well('restored', `All is as it was: agent ${agentId} has no call, and is logged out.`)
    : problem('not-restored', ...left);
}

/** What is not as it was, and what to do. */
function leftOver(
  { agentId, awaitsCall }: AgentCheck,
  isOut: boolean,
  hasCalls: boolean,
): [what: string, whatToDo: string] | undefined {
  if (!isOut) {
    const whatToDo = 'Log the agent out in Finesse, and hang up at the phone.';
    return [`Agent ${agentId} could not be logged out again.`, whatToDo];
  }
  if (hasCalls) {
    return [
      `Agent ${agentId} is logged out, but had a call that could not be hung up.`,
      'Hang up at the phone of the agent.',
    ];
  }
  return awaitsCall
    ? [
        `Agent ${agentId} is logged out, but GC has not told what became of the last call.`,
        'Look at the phone of the agent, and hang up there if a call goes on.',
      ]
    : undefined;
}

/** Lets what is under way come to something: GC takes its commands in order, but a login takes its time. */
async function settle(check: AgentCheck): Promise<void> {
  const { agentId, client, loggedIn } = check;
  if (loggedIn === 'open') {
    const isAnswered = () => check.hasError || !isLoggedOut(client.agent(agentId).state);
    await within(check, commandMs, isAnswered);
  }
  await limited(never, commandMs, (signal) => check.nameCalls(signal)).catch(() => undefined);
  await within(check, commandMs, () => !check.awaitsCall);
  await check.command('GetState', {}, { timeoutMs: commandMs }).catch(() => undefined);
}

/** Whether GC says that the agent is not logged in; one whom it does not know is not, either. */
async function isAway(check: AgentCheck): Promise<boolean> {
  try {
    const { event } = await check.command('GetState', {}, { timeoutMs: commandMs });
    return event?.type === 'State' && isLoggedOut(event.state);
  } catch (error) {
    return isAnswer(error);
  }
}

/** Whoever was consulted first, and then the call that is on hold. */
async function hangUp(check: AgentCheck): Promise<void> {
  for (let round = 0; round < mostCalls; round += 1) {
    const calls = [...check.calls].sort((one, other) => other.startedAt - one.startedAt);
    for (const { dialogId } of calls) {
      await check.command('ReleaseCall', { dialogId }, { timeoutMs: commandMs }).catch(() => undefined);
    }
  }
}

function within(check: AgentCheck, limitMs: number, isSo: () => boolean): Promise<void> {
  return limited(never, limitMs, (signal) => check.until(isSo, signal));
}
