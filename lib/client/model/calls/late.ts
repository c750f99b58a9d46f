import type { Leg } from './leg';
import { lateMs } from './timing';
import { isOffer, type ToldCall } from './told-call';

/**
 * Whether an event that fits no call is only late: `last` is what the agent had of this call before, or the agent's
 * last call where the event does not name one. A call may come back to an agent, by being offered or transferred again.
 */
export function isLate(
  told: ToldCall,
  state: string,
  last: Leg | undefined,
  live: number,
  at: number,
): boolean {
  if (isOffer(told)) {
    return false;
  }
  const isSoon = last?.endedAt !== undefined && at - (last.closedAt ?? last.endedAt) <= lateMs;
  if (told.dialogId === undefined) {
    return state === 'ACTIVE'
      ? isSoon && last.answeredAt === undefined
      : state !== 'INITIATING' && (isSoon || live > 0);
  }
  return isSoon && last.isEndTold && !isBack(told, last);
}

function isBack({ prevDialogId, startTime }: ToldCall, last: Leg): boolean {
  const isTransferred = prevDialogId !== undefined && prevDialogId !== last.prevDialogId;
  return isTransferred || (startTime !== undefined && startTime !== (last.startTime ?? startTime));
}
