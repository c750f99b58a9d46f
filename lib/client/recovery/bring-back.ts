import { GcError, isLoggedOut, meaningOf, type ErrorCode } from '../../protocol';
import type { CommandOptions } from '../commands/outcome';
import type { NamedLeg } from '../model/calls';
import { askState } from './ask-state';
import { endOf } from './call-events';
import type { GcSide } from './gc-side';
import type { LostAgent } from './lost-agent';
import type { AgentSession } from './sessions';
import { lostWish } from './wish';
import { say } from '../phrases';

/**
 * Brings an agent back to where it was, in the order that GC documents for an agent it has lost: Connect and Login.
 * To a GC that still has the agent on this destination this is the same session, and changes nothing; and it is the
 * one command that GC answers with the agent's calls. Only then it is decided, on what GC says, whether anything is to
 * be restored.
 *
 * @returns why the agent cannot be logged in, if this is for good.
 * @throws {GcError} the code that has kept it from coming back this time
 */
export async function bringBack(lost: LostAgent, gc: GcSide): Promise<GcError | undefined> {
  const { agentId, session, signal } = lost;
  lost.doubt(gc.callsOf(agentId));
  const refusal = session.isLeaving ? undefined : await logInAgain(session, gc, signal);
  if (refusal !== undefined && isForGood(refusal)) {
    return refusal;
  }
  const { state } = await askState(agentId, gc, signal).catch((error: unknown) => {
    throw refusal ?? error;
  });
  if (isLoggedOut(state)) {
    throw refusal ?? new GcError('RE_LOGIN', { agentId });
  }
  for (const call of lost.untold(gc.callsOf(agentId))) {
    await checkCall(call, gc, { signal });
  }
  await restoreWish(session, gc, signal);
  if (session.isUnknown) {
    throw new GcError('RE_LOGIN', { agentId });
  }
  return undefined;
}

/** Returns why the login has failed, if it has. */
async function logInAgain(
  session: AgentSession,
  gc: GcSide,
  signal: AbortSignal,
): Promise<GcError | undefined> {
  try {
    await gc.logIn(session.login, { signal });
    return undefined;
  } catch (error) {
    if (error instanceof GcError) {
      return error;
    }
    throw error;
  }
}

/**
 * Whether a login will not work another time. It may where GC says so, and where it is not GC that has refused; and GC
 * that still has the agent may find the second login out of place: then the agent's state tells.
 */
function isForGood({ code, origin, retryable }: GcError): boolean {
  return !retryable && origin !== 'connector' && code !== 'CF_INVALID_OBJECT_STATE';
}

const noSuchCall: readonly string[] = ['NO_DIALOG_ID', 'E_CTI_INVALID_CALLID'] satisfies ErrorCode[];

const mostTimes = 3;

/** Asks for a call of which GC has said nothing. Where it does not answer, nothing is known, and the call stays. */
export async function checkCall(
  call: NamedLeg,
  gc: GcSide,
  options: Pick<CommandOptions, 'by' | 'automatic'> & { readonly signal: AbortSignal },
): Promise<void> {
  const { agentId, dialogId } = call;
  for (let times = 1; times <= mostTimes; times += 1) {
    try {
      await gc.ask('getdialogstate', { agentId, dialogId }, options);
      return;
    } catch (error) {
      const { code, retryable } = error instanceof GcError ? error : new GcError('GC_CLOSED');
      if (noSuchCall.includes(code)) {
        gc.find(endOf(call));
        return;
      }
      if (options.signal.aborted || (retryable && code !== 'GC_TIMEOUT')) {
        throw error;
      }
    }
  }
}

/** Only outside of calls: during one the state follows from the call. */
async function restoreWish(session: AgentSession, gc: GcSide, signal: AbortSignal): Promise<void> {
  const { agentId, isLeaving } = session;
  const wish = lostWish(session.wish, gc.agent(agentId));
  if (wish === undefined || isLeaving || gc.callsOf(agentId).length > 0) {
    return;
  }
  try {
    await (wish.state === 'READY'
      ? gc.ask('MakeReady', { agentId }, { signal })
      : gc.ask('MakeNotReadyWithReason', { agentId, reasonCode: wish.reasonCode }, { signal }));
  } catch (error) {
    if (!(error instanceof GcError) || error.retryable || signal.aborted) {
      throw error;
    }
    gc.warn(afterOutage(agentId, error.code, 'stillNotRestored'));
  }
}

/** What went wrong with an agent after an outage, for a person. */
export function afterOutage(
  agentId: string,
  code: string,
  consequence: 'stillNotRestored' | 'notLoggedInAgain',
): GcError {
  const why = meaningOf(code) ?? say('refuses');
  return new GcError(code, { agentId, detail: say(consequence, { why }) });
}
