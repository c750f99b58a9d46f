import { GcError, type EventOf } from '../../protocol';
import type { GcSide } from './gc-side';

const mostTimes = 3;

/**
 * Asks GC for the state of an agent. During a failover GC may say LOGOUT of an agent who is logged in: this is believed
 * when it says so three times, and in between that it is there.
 *
 * @throws {GcError} RE_LOGIN where GC does not know the agent; GC_TIMEOUT, GC_CONNECTION_LOST, …
 */
export async function askState(agentId: string, gc: GcSide, signal: AbortSignal): Promise<EventOf<'State'>> {
  for (let times = 1; ; times += 1) {
    const { event } = await gc.ask('GetState', { agentId }, { signal });
    if (event?.type !== 'State') {
      throw new GcError('GC_TIMEOUT', { command: 'GetState', agentId });
    }
    if (event.state !== 'LOGOUT' || times === mostTimes) {
      return event;
    }
    await gc.sayHello({ signal });
  }
}

/** Whether a logout that GC has told without a reason is true. */
export async function isLoggedOut(agentId: string, gc: GcSide, signal: AbortSignal): Promise<boolean> {
  await gc.sayHello({ signal });
  try {
    const { state } = await askState(agentId, gc, signal);
    return state === 'LOGOUT';
  } catch (error) {
    if (error instanceof GcError && error.code === 'RE_LOGIN') {
      return true;
    }
    throw error;
  }
}
