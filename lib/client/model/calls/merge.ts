import type { OwnDeed } from './call-commands';
import { isConnected, type CallOutcome, type Leg } from './leg';
import { countConnected } from './participants';
import type { ToldCall } from './told-call';

/** A call that has become part of another one, and by what. */
export interface Merge {
  readonly from: Leg;
  readonly outcome: Extract<CallOutcome, 'transferred' | 'conferenced'>;
}

/** What completes a consult call, done to the main call. */
const completing: readonly OwnDeed[] = ['transferred', 'conferenced'];

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
 * call shows it. Only JSON lists the participants. Without them it is taken for completed when the main call ends, or
 * is active again, right after it, and before it was over for the agent at its other end. `deed`: what the client has
 * just done to the main call.
 */
export function ownMerge(
  consult: Leg,
  main: Leg,
  { participants }: ToldCall,
  state: string,
  { other, deed }: { readonly other: Leg | undefined; readonly deed: OwnDeed | undefined },
): Merge | undefined {
  const isReleased = participants === undefined && other?.endedAt !== undefined;
  if (deed === undefined ? isReleased : !completing.includes(deed)) {
    return undefined;
  }
  if (state === 'DROP' || state === 'WRAP_UP') {
    const goesOn = participants?.some(isConnected) ?? true;
    return goesOn ? { from: consult, outcome: 'transferred' } : undefined;
  }
  const isBack = state === 'ACTIVE' && main.state === 'HELD';
  const isListed = participants === undefined || countConnected(participants) > 2;
  return isBack && (isListed || deed === 'conferenced')
    ? { from: consult, outcome: 'conferenced' }
    : undefined;
}

/**
 * Whether a call that has just ended goes on as another one, which the agent has not had before: whoever made the
 * consult call has completed it. Without a list of participants, what became of it for the agent at its `other` end
 * says by what.
 */
export function foreignMerge(
  ended: Leg,
  { type, prevDialogId, participants = [] }: ToldCall,
  state: string,
  other: Leg | undefined,
): Merge | undefined {
  if (type !== 'InboundCall' || !isConnected({ state })) {
    return undefined;
  }
  const isConference = countConnected(participants) > 2 || other?.outcome === 'conferenced';
  const outcome = isConference && prevDialogId === undefined ? 'conferenced' : 'transferred';
  return { from: ended, outcome };
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
