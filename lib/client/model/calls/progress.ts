import type { DerivedCallEvent, Direction } from '../../../protocol';
import type { AgentSnapshot } from '../agent';
import type { GcClock } from '../gc-clock';
import { agentLeaves, decisionOn } from './call-outcome';
import type { Merge } from './consult';
import { settleMs, type CallContext } from './context';
import { callEvent, seconds, type CallChange } from './events';
import { directionOf, hasBargedIn, callKindOf } from './kind';
import {
  areSame,
  canFollow,
  changesIn,
  countConnected,
  isConnected,
  newLeg,
  type Leg,
  type LegDraft,
} from './leg';
import type { CallReport } from './report';

/** A call after an event, and the events that are derived from the change. */
export interface LegProgress {
  readonly leg: Leg;
  readonly events: readonly DerivedCallEvent[];
}

/** A call that an event mentions for the first time, before anything else of the event is taken in. */
export function begin(
  { event, state, at }: CallReport,
  merge: Merge | undefined,
  { agents, clock }: CallContext,
): Leg {
  const { agentId, dialogId } = event;
  const agent = agents.get(agentId);
  const isBegun = !isConnected({ state }) && state !== 'WRAP_UP';
  const isExplained =
    merge !== undefined ||
    event.prevDialogId !== undefined ||
    event.callType === 'SM' ||
    hasBargedIn(event, agent.extension) ||
    clock.isJustNow(event.startTime, at);
  const isStartSeen = event.recovered === undefined && (isBegun || isExplained);
  return newLeg({
    agentId,
    dialogId,
    leg: event.type === 'ConsultCall' ? 'consult' : 'main',
    startedAt: isStartSeen ? at : inCallSince(agent, at),
    isStartSeen,
    changedAt: at,
  });
}

/** Takes in an event that says how a call goes on. `merge`: another call that has just become part of this one. */
export function progress(
  before: Leg,
  report: CallReport,
  merge: Merge | undefined,
  context: CallContext,
): LegProgress {
  const { event, state, at } = report;
  const isNews = event.recovered === true || canFollow(before.state, state);
  if (!isNews) {
    return { leg: { ...before, dialogId: before.dialogId ?? event.dialogId, changedAt: at }, events: [] };
  }
  const draft = takeIn(before, report, context);
  const changes = [
    ...start(before, draft),
    ...connect(before, draft, merge, context),
    ...hold(before, draft),
    ...confer(before, draft, merge),
    ...changeParticipants(before, draft, context),
    ...startWrapUp(before, draft, merge, context),
  ];
  return progressTo(draft, changes, report);
}

/** Takes in an event that says that a call is over. `merge`: another call that has just become part of this one. */
export function end(
  before: Leg,
  report: CallReport,
  merge: Merge | undefined,
  context: CallContext,
): LegProgress {
  const draft = takeIn(before, report, context);
  draft.isEndTold = true;
  draft.outcome ??= decisionOn(before, draft, context);
  if (before.endedAt !== undefined) {
    return progressTo(draft, [], report);
  }
  draft.endedAt = report.at;
  return progressTo(draft, agentLeaves(before, draft, merge, context), report);
}

function progressTo(
  leg: Leg,
  changes: readonly CallChange[],
  { event: { recovered } }: CallReport,
): LegProgress {
  return { leg, events: changes.map((change) => callEvent(leg, change, recovered)) };
}

function takeIn(before: Leg, report: CallReport, { agents, clock, commands }: CallContext): LegDraft {
  const { event, state, at } = report;
  const { extension } = agents.get(before.agentId);
  const draft: LegDraft = { ...before };
  draft.dialogId ??= event.dialogId;
  draft.leg = event.type === 'ConsultCall' ? before.leg : 'main';
  draft.state = state;
  draft.fromAddress = event.fromAddress ?? before.fromAddress;
  if (event.callVariables !== undefined) {
    draft.callVariables = event.callVariables;
    draft.callVariablesCut = event.callVariablesCut;
  }
  if (event.participants !== undefined) {
    draft.participants = event.participants;
    draft.participantsCut = event.participantsCut;
  }
  draft.callType = event.callType ?? before.callType;
  draft.hasFailed ||= state === 'FAILED';
  draft.cause = event.cause ?? before.cause;
  draft.prevDialogId = event.prevDialogId ?? before.prevDialogId;
  draft.associatedDialogId ??= event.callVariables?.['associatedDialogId'];
  draft.startTime = event.startTime ?? before.startTime;
  draft.changedAt = at;
  draft.direction = nextDirection(before, report, extension);
  if (draft.direction === 'outgoing') {
    draft.fromAddress ??= extension;
  }
  draft.toAddress = event.toAddress ?? before.toAddress ?? calledAddress(draft);
  const isFirst = before.state === '';
  const isMonitoring = isFirst && draft.direction === 'outgoing' && commands.isToListen(at, before.agentId);
  draft.kind = isMonitoring ? 'monitored' : callKindOf(draft, event, extension, agents);
  if (!before.isStartSeen) {
    Object.assign(draft, reportedStart(draft, clock, at));
  } else if (isFirst) {
    clock.read(event.startTime, at); // it may show the zone
  }
  return draft;
}

function nextDirection({ direction }: Leg, report: CallReport, extension: string | undefined): Direction {
  const isDialled = report.state === 'INITIATING' || report.state === 'INITIATED';
  return direction === 'unknown' || isDialled ? (directionOf(report, extension) ?? 'unknown') : direction;
}

/** The number that the agent has called, once the other participant is in the list. */
function calledAddress({ direction, fromAddress, participants }: Leg): string | undefined {
  if (direction !== 'outgoing' || participants?.length !== 2) {
    return undefined;
  }
  return participants.find(({ extension }) => extension !== fromAddress)?.extension;
}

/** The start as GC reports it, of a call that began before the client; it was answered after its start. */
export function reportedStart(
  { startTime, startedAt, answeredAt, isAnswerKnown }: Leg,
  clock: GcClock,
  at: number,
): Pick<Leg, 'startedAt' | 'answeredAt'> {
  const startAt = clock.read(startTime, at) ?? startedAt;
  const answerAt = isAnswerKnown ? answeredAt : startAt;
  return { startedAt: startAt, answeredAt: answerAt && Math.max(answerAt, startAt) };
}

const inCall = ['TALKING', 'HOLD', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW'];

/** Since when the agent has the call at least: an agent in a state that comes from a call has had it as long. */
function inCallSince({ state, since }: AgentSnapshot, at: number): number {
  return inCall.includes(state) ? Math.min(since ?? at, at) : at;
}

function start(before: Leg, { state, leg, direction }: Leg): CallChange[] {
  if (before.state !== '') {
    return [];
  }
  if (leg === 'consult') {
    return [{ type: 'ConsultStarted' }];
  }
  return state === 'ALERTING' && direction !== 'outgoing' ? [{ type: 'CallOffered' }] : [];
}

/** A call that is connected without having rung was another agent's call, or began before the client. */
function connect(
  before: Leg,
  draft: LegDraft,
  merge: Merge | undefined,
  { agents }: CallContext,
): CallChange[] {
  const { agentId, startedAt, isStartSeen, changedAt } = draft;
  if (!isConnected(draft) || before.answeredAt !== undefined) {
    return [];
  }
  if (before.state === '' && !isStartSeen) {
    const since = inCallSince(agents.get(agentId), changedAt);
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
    return []; // CallConferenced says it
  }
  return [{ type: 'CallAnswered', seconds: seconds(draft.answeredAt - startedAt) }];
}

function hold(before: Leg, draft: LegDraft): CallChange[] {
  const { state, changedAt } = draft;
  if (state === 'HELD' && before.state !== 'HELD') {
    draft.heldAt = before.answeredAt === undefined ? draft.answeredAt : changedAt;
    draft.holds += 1;
    return [{ type: 'CallHeld' }];
  }
  if (state === 'ACTIVE' && before.heldAt !== undefined) {
    draft.heldAt = undefined;
    draft.holdMs += changedAt - before.heldAt;
    return [{ type: 'CallRetrieved', seconds: seconds(changedAt - before.heldAt) }];
  }
  return [];
}

function confer(before: Leg, draft: LegDraft, merge: Merge | undefined): CallChange[] {
  const isConference = merge?.outcome === 'conferenced' || countConnected(draft.participants ?? []) > 2;
  if (!isConnected(draft) || !isConference || before.conferenceAt !== undefined) {
    return [];
  }
  draft.conferenceAt = draft.changedAt;
  return [{ type: 'CallConferenced' }];
}

function changeParticipants(before: Leg, draft: LegDraft, { agents }: CallContext): CallChange[] {
  const { agentId, participants } = draft;
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
  const changes = changesIn(before.participants, participants, agents.get(agentId).extension);
  const isChanged = Object.values(changes).some((addresses: readonly string[]) => addresses.length > 0);
  return isChanged ? [{ type: 'ParticipantChanged', ...changes }] : [];
}

function startWrapUp(
  before: Leg,
  draft: LegDraft,
  merge: Merge | undefined,
  context: CallContext,
): CallChange[] {
  if (draft.state !== 'WRAP_UP' || before.wrapUpAt !== undefined) {
    return [];
  }
  draft.endedAt = draft.changedAt;
  draft.wrapUpAt = draft.changedAt;
  draft.answeredAt ??= draft.changedAt;
  return [...agentLeaves(before, draft, merge, context), { type: 'WrapUpStarted' }];
}
