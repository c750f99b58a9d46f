import { isConnected, type CallOutcome, type Leg } from './leg';
import { countConnected } from './participants';
import type { ToldCall } from './told-call';

/** A call that has become part of another one, and by what. */
export interface Merge {
  readonly from: Leg;
  readonly outcome: Extract<CallOutcome, 'transferred' | 'conferenced'>;
}

/** Whether the agent has begun the call, to talk about another one. */
export function isOwnConsult({ kind, direction }: Leg): boolean {
  return kind === 'consult' && direction === 'outgoing';
}

/** Whether a call is the one that the agent talks to somebody about. */
export function isMainOf(main: Leg, consult: Leg): boolean {
  const { associatedDialogId } = consult;
  const isSame = associatedDialogId === undefined || main.dialogId === undefined;
  return main.leg === 'main' && (isSame || main.dialogId === associatedDialogId);
}

/**
 * Whether a consult call that the agent made, and that has just ended, was completed: what is told next about the main
 * call shows it. Only JSON lists the participants; without them it is taken for completed when the main call ends, or
 * is active again, right after it.
 */
export function ownMerge(consult: Leg, main: Leg, told: ToldCall, state: string): Merge | undefined {
  const { participants } = told;
  if (state === 'DROP' || state === 'WRAP_UP') {
    const goesOn = participants?.some(isConnected) ?? true;
    return goesOn ? { from: consult, outcome: 'transferred' } : undefined;
  }
  if (state !== 'ACTIVE' || main.state !== 'HELD') {
    return undefined;
  }
  const isConference = participants === undefined || countConnected(participants) > 2;
  return isConference ? { from: consult, outcome: 'conferenced' } : undefined;
}

/**
 * Whether a call that has just ended goes on as another one, which the agent has not had before: whoever made the
 * consult call has completed it. `elsewhere`: what became of the ended call for its other agent.
 */
export function foreignMerge(
  ended: Leg,
  told: ToldCall,
  state: string,
  elsewhere: CallOutcome | undefined,
): Merge | undefined {
  if (told.type !== 'InboundCall' || !isConnected({ state })) {
    return undefined;
  }
  if (told.prevDialogId === undefined && told.participants === undefined && elsewhere === 'conferenced') {
    return { from: ended, outcome: 'conferenced' };
  }
  const isConference = told.prevDialogId === undefined && countConnected(told.participants ?? []) > 2;
  return { from: ended, outcome: isConference ? 'conferenced' : 'transferred' };
}

/** As what a call goes on that has just ended, where that was told before the end. */
export function earlierMerge(ended: Leg, others: readonly Leg[]): Partial<Leg> {
  const next = others.find((other) => mergeIn(other, ended) !== undefined);
  return next === undefined ? {} : { outcome: mergeIn(next, ended), nextDialogId: next.dialogId };
}

function mergeIn(other: Leg, ended: Leg): CallOutcome | undefined {
  const { answeredAt = Infinity } = ended;
  if (ended.dialogId !== undefined && other.prevDialogId === ended.dialogId) {
    return 'transferred';
  }
  const isPart = isOwnConsult(ended) ? isMainOf(other, ended) : other.answeredAt === other.conferenceAt;
  if (!isPart) {
    return undefined;
  }
  if ((other.conferenceAt ?? -Infinity) >= answeredAt) {
    return 'conferenced';
  }
  return isOwnConsult(ended) && other.outcome === 'transferred' ? 'transferred' : undefined;
}
