import type { CallOutcome } from '../../../protocol';
import type { OwnAction } from '../call-commands';
import { countConnected, isConnected, type Leg } from './leg';
import type { CallReport } from './report';

/** A call that has become part of another one, by a transfer or a conference. */
export interface Merge {
  readonly from: Leg;
  readonly outcome: Extract<CallOutcome, 'transferred' | 'conferenced'>;
}

/** Actions on the main call that complete a consult call. */
const completing: readonly OwnAction[] = ['transferred', 'conferenced'];

/** Whether the agent has begun the call in order to talk about another one. */
export function isOwnConsult({ kind, direction }: Leg): boolean {
  return kind === 'consult' && direction === 'outgoing';
}

/** Whether `main` is the call that the consult call is about. */
export function isMainOf(main: Leg, consult: Leg): boolean {
  const { associatedDialogId } = consult;
  const isSame = associatedDialogId === undefined || main.dialogId === undefined;
  return main.leg === 'main' && (isSame || main.dialogId === associatedDialogId);
}

/**
 * Whether a consult call that the agent made, and that has just ended, was completed: the next event about the main
 * call shows it. Only JSON lists the participants. Without them the consult call counts as completed if the main call
 * ends, or is active again, right after it, and before it was over for the agent at its `other` end. `action` is what
 * the client has just done to the main call.
 */
export function ownMerge(
  consult: Leg,
  main: Leg,
  { event: { participants }, state }: CallReport,
  { other, action }: { readonly other: Leg | undefined; readonly action: OwnAction | undefined },
): Merge | undefined {
  const isReleased = participants === undefined && other?.endedAt !== undefined;
  if (action === undefined ? isReleased : !completing.includes(action)) {
    return undefined;
  }
  if (state === 'DROP' || state === 'WRAP_UP') {
    const goesOn = participants?.some(isConnected) ?? true;
    return goesOn ? { from: consult, outcome: 'transferred' } : undefined;
  }
  const isBack = state === 'ACTIVE' && main.state === 'HELD';
  const isListed = participants === undefined || countConnected(participants) > 2;
  return isBack && (isListed || action === 'conferenced')
    ? { from: consult, outcome: 'conferenced' }
    : undefined;
}

/**
 * Whether a call that has just ended goes on as another one, which the agent has not had before: the agent who made the
 * consult call has completed it. Without a list of participants, the outcome of the call for the agent at its `other`
 * end shows whether by a transfer or a conference.
 */
export function foreignMerge(
  ended: Leg,
  { event: { type, prevDialogId, participants = [] }, state }: CallReport,
  other: Leg | undefined,
): Merge | undefined {
  if (type !== 'InboundCall' || !isConnected({ state })) {
    return undefined;
  }
  const isConference = countConnected(participants) > 2 || other?.outcome === 'conferenced';
  const outcome = isConference && prevDialogId === undefined ? 'conferenced' : 'transferred';
  return { from: ended, outcome };
}

/** The outcome of a call that has just ended as part of another one, and the id of that one, if they were known before. */
export function earlierMerge(ended: Leg, others: readonly Leg[]): Partial<Leg> {
  const next = others.find((other) => mergeIn(other, ended) !== undefined);
  return next === undefined ? {} : { outcome: mergeIn(next, ended), nextDialogId: next.dialogId };
}

function mergeIn(other: Leg, ended: Leg): CallOutcome | undefined {
  if (ended.dialogId !== undefined && other.prevDialogId === ended.dialogId) {
    return 'transferred';
  }
  const { answeredAt, conferenceAt = -Infinity, outcome } = other;
  const isConference = conferenceAt >= (ended.answeredAt ?? Infinity);
  const wasOneFromTheStart = answeredAt === conferenceAt;
  if (!isOwnConsult(ended)) {
    return isConference && wasOneFromTheStart ? 'conferenced' : undefined;
  }
  if (!isMainOf(other, ended)) {
    return undefined;
  }
  if (isConference && !wasOneFromTheStart) {
    return 'conferenced';
  }
  return outcome === 'transferred' ? 'transferred' : undefined;
}
