import type { AboutCall, DerivedCallEvent } from '../derived-events';
import type { OwnDeed } from './call-commands';
import { about } from './describe';
import { othersStay, seconds } from './ending';
import { directionOf, kindOf } from './kind';
import { canFollow, isConnected, type CallOutcome, type Direction, type Leg } from './leg';
import { areSame, changesIn, countConnected } from './participants';
import { inCallSince, toldStart } from './start';
import { settleMs } from './timing';
import type { ToldCall } from './told-call';
import type { Surroundings } from './world';

/** What an event makes of a call, and what is to be told of that. */
export interface Progress {
  readonly leg: Leg;
  readonly events: readonly DerivedCallEvent[];
}

type Draft = { -readonly [K in keyof Leg]: Leg[K] };
type Without<E, K> = E extends unknown ? Omit<E, K & keyof E> : never;
/** A derived event without what all of them have. */
type Happening = Without<DerivedCallEvent, keyof AboutCall>;

/** Takes an event in that says how a call goes on. */
export function progress(
  before: Leg,
  told: ToldCall,
  state: string,
  at: number,
  surroundings: Surroundings,
): Progress {
  const isNews = told.recovered === true || canFollow(before.state, state);
  if (!isNews) {
    return { leg: { ...before, dialogId: before.dialogId ?? told.dialogId, changedAt: at }, events: [] };
  }
  const draft = takeIn(before, told, state, at, surroundings);
  const happenings = [
    ...begin(before, draft),
    ...connect(before, draft, surroundings),
    ...hold(before, draft, at),
    ...confer(before, draft, at, surroundings),
    ...changeParticipants(before, draft, surroundings),
    ...startWrapUp(before, draft, at, surroundings),
  ];
  return describe(draft, happenings, told);
}

/** Takes an event in that says that a call is over. */
export function end(before: Leg, told: ToldCall, at: number, surroundings: Surroundings): Progress {
  const draft = takeIn(before, told, 'DROP', at, surroundings);
  draft.isEndTold = true;
  draft.outcome ??= decisionOn(before, draft, surroundings.deed);
  if (before.endedAt !== undefined) {
    return describe(draft, [], told);
  }
  draft.endedAt = at;
  return describe(draft, handOn(before, draft, surroundings), told);
}

function describe(draft: Draft, happenings: readonly Happening[], { recovered }: ToldCall): Progress {
  const events = happenings.map(
    ({ type, ...rest }) =>
      ({ type, ...about(draft, draft.changedAt, recovered), ...rest }) as DerivedCallEvent,
  );
  return { leg: draft, events };
}

function takeIn(before: Leg, told: ToldCall, state: string, at: number, surroundings: Surroundings): Draft {
  const { agent, phones, clock } = surroundings;
  const draft: Draft = { ...before };
  draft.dialogId ??= told.dialogId;
  draft.leg = told.type === 'ConsultCall' ? before.leg : 'main';
  draft.state = state;
  draft.fromAddress = told.fromAddress ?? before.fromAddress;
  if (told.callVariables !== undefined) {
    draft.callVariables = told.callVariables;
    draft.callVariablesCut = told.callVariablesCut;
  }
  if (told.participants !== undefined) {
    draft.participants = told.participants;
    draft.participantsCut = told.participantsCut;
  }
  draft.callType = told.callType ?? before.callType;
  draft.hasFailed ||= state === 'FAILED';
  draft.cause = told.cause ?? before.cause;
  draft.prevDialogId = told.prevDialogId ?? before.prevDialogId;
  draft.associatedDialogId ??= told.callVariables?.['associatedDialogId'];
  draft.startTime = told.startTime ?? before.startTime;
  draft.changedAt = at;
  draft.direction = nextDirection(before, told, state, agent.extension);
  if (draft.direction === 'outgoing') {
    draft.fromAddress ??= agent.extension;
  }
  draft.toAddress = told.toAddress ?? before.toAddress ?? calledAddress(draft);
  const isMonitoring = surroundings.isToListen && before.state === '' && draft.direction === 'outgoing';
  draft.kind = isMonitoring ? 'monitored' : kindOf(draft, told, agent.extension, phones);
  if (!before.isStartSeen) {
    Object.assign(draft, toldStart(draft, clock, at));
  } else if (before.state === '') {
    clock.read(told.startTime, at); // it may show the zone
  }
  return draft;
}

function nextDirection(
  { direction }: Leg,
  told: ToldCall,
  state: string,
  extension: string | undefined,
): Direction {
  const isDialled = state === 'INITIATING' || state === 'INITIATED';
  return direction === 'unknown' || isDialled
    ? (directionOf(told, state, extension) ?? 'unknown')
    : direction;
}

/** Whom the agent has called, once the other one is in the list. */
function calledAddress({ direction, fromAddress, participants }: Leg): string | undefined {
  if (direction !== 'outgoing' || participants?.length !== 2) {
    return undefined;
  }
  return participants.find(({ extension }) => extension !== fromAddress)?.extension;
}

function begin(before: Leg, { state, leg, direction }: Draft): Happening[] {
  if (before.state !== '') {
    return [];
  }
  if (leg === 'consult') {
    return [{ type: 'ConsultStarted' }];
  }
  return state === 'ALERTING' && direction !== 'outgoing' ? [{ type: 'CallOffered' }] : [];
}

/** What is connected without having rung before was somebody else's call, or the client was not there. */
function connect(before: Leg, draft: Draft, { agent, merge }: Surroundings): Happening[] {
  const { startedAt, isStartSeen, changedAt } = draft;
  if (!isConnected(draft) || before.answeredAt !== undefined) {
    return [];
  }
  if (before.state === '' && !isStartSeen) {
    const since = inCallSince(agent, changedAt);
    draft.isAnswerKnown = changedAt - since > settleMs;
    draft.answeredAt = draft.isAnswerKnown ? Math.max(startedAt, since) : startedAt;
  } else {
    draft.answeredAt = changedAt;
  }
  if (before.state === '' && (draft.prevDialogId !== undefined || merge?.outcome === 'transferred')) {
    const party = merge?.from.fromAddress;
    return [{ type: 'CallTransferred', role: 'receiving', ...(party !== undefined && { party }) }];
  }
  if (merge?.outcome === 'conferenced' || draft.kind === 'barged') {
    return []; // a conference says it
  }
  return [{ type: 'CallAnswered', seconds: seconds(draft.answeredAt - startedAt) }];
}

function hold(before: Leg, draft: Draft, at: number): Happening[] {
  if (draft.state === 'HELD' && before.state !== 'HELD') {
    draft.heldAt = before.answeredAt === undefined ? draft.answeredAt : at;
    draft.holds += 1;
    return [{ type: 'CallHeld' }];
  }
  if (draft.state === 'ACTIVE' && before.heldAt !== undefined) {
    draft.heldAt = undefined;
    draft.holdMs += at - before.heldAt;
    return [{ type: 'CallRetrieved', seconds: seconds(at - before.heldAt) }];
  }
  return [];
}

function confer(before: Leg, draft: Draft, at: number, { merge }: Surroundings): Happening[] {
  const isConference = merge?.outcome === 'conferenced' || countConnected(draft.participants ?? []) > 2;
  if (!isConnected(draft) || !isConference || before.conferenceAt !== undefined) {
    return [];
  }
  draft.conferenceAt = at;
  return [{ type: 'CallConferenced' }];
}

function changeParticipants(before: Leg, draft: Draft, { agent }: Surroundings): Happening[] {
  const { participants } = draft;
  if (!isConnected(draft) || participants === undefined || participants === before.participants) {
    return [];
  }
  const othersHaveGone =
    countConnected(participants) === 1 && participants.some(({ state }) => state === 'DROPPED');
  draft.hungUpBy = othersHaveGone ? 'other' : undefined;
  if (
    !isConnected(before) ||
    before.participants === undefined ||
    areSame(before.participants, participants)
  ) {
    return [];
  }
  const changes = changesIn(before.participants, participants, agent.extension);
  const isChanged = Object.values(changes).some((addresses: readonly string[]) => addresses.length > 0);
  return isChanged ? [{ type: 'ParticipantChanged', ...changes }] : [];
}

function startWrapUp(before: Leg, draft: Draft, at: number, surroundings: Surroundings): Happening[] {
  if (draft.state !== 'WRAP_UP' || before.wrapUpAt !== undefined) {
    return [];
  }
  draft.endedAt = at;
  draft.wrapUpAt = at;
  draft.answeredAt ??= at;
  return [...handOn(before, draft, surroundings), { type: 'WrapUpStarted' }];
}

/**
 * What the agent has decided about the dialer's offer.
 * Source: Cisco Unified CCX CTI Protocol Developer Guide, "The BAResponse ECC Variable".
 */
function decisionOn(
  before: Leg,
  { kind, callVariables }: Leg,
  deed: OwnDeed | undefined,
): CallOutcome | undefined {
  if (before.answeredAt === undefined && (deed === 'accepted' || deed === 'rejected')) {
    return deed;
  }
  const response = kind === 'preview' ? callVariables?.['BAResponse'] : undefined;
  if (before.state === 'ACCEPTED' || response === 'Accept') {
    return 'accepted';
  }
  return response?.startsWith('Reject') === true ? 'rejected' : undefined;
}

/** The agent has gone: was that to hand the call on? What the client has done counts more than what lists show. */
function handOn(before: Leg, draft: Draft, surroundings: Surroundings): Happening[] {
  const { merge, deed } = surroundings;
  const isReleased = deed === 'released';
  if (draft.answeredAt === undefined) {
    draft.hungUpBy = isReleased ? 'agent' : before.hungUpBy;
    return [];
  }
  const isLeft = draft.participants !== before.participants && othersStay(draft);
  const isHandedOn = isReleased ? false : isTransferred(before, draft, isLeft, surroundings);
  if (!isHandedOn) {
    draft.hungUpBy = whoHungUp(before, isLeft, surroundings);
    return [];
  }
  draft.outcome = 'transferred';
  const [joined] = changesIn(before.participants ?? [], draft.participants ?? [], undefined).joined;
  const party = merge?.from.toAddress ?? (before.participants && joined);
  return [{ type: 'CallTransferred', role: 'transferring', ...(party !== undefined && { party }) }];
}

function isTransferred(
  before: Leg,
  draft: Draft,
  isLeft: boolean,
  { merge, deed, isReleasedByOther }: Surroundings,
): boolean {
  const isOver = draft.participants !== before.participants && !isLeft;
  if (deed === 'transferred') {
    return !isOver;
  }
  const isConference = before.conferenceAt !== undefined;
  return !isConference && (merge?.outcome === 'transferred' || (isLeft && !isReleasedByOther()));
}

function whoHungUp(before: Leg, isLeft: boolean, { deed, isReleasedByOther }: Surroundings): Leg['hungUpBy'] {
  if (deed === 'released') {
    return before.hungUpBy ?? 'agent';
  }
  const isConference = before.conferenceAt !== undefined;
  if (isLeft) {
    return !isConference && isReleasedByOther() ? 'other' : 'agent';
  }
  return before.hungUpBy;
}
