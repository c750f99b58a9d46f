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
  type Earlier,
  type KeptLeg,
  type Leg,
} from './leg';
import type { CallReport } from './report';

const none: readonly never[] = [];

/** A call that an event mentions for the first time, before anything else of the event is taken in. */
export function begin(
  { event, state, at }: CallReport,
  merge: Merge | undefined,
  { agents, clock }: CallContext,
): KeptLeg {
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

/**
 * Takes in an event that says how a call goes on; returns what is derived from the change. `merge`: another call that
 * has just become part of this one.
 */
export function progress(
  leg: KeptLeg,
  report: CallReport,
  merge: Merge | undefined,
  context: CallContext,
): readonly DerivedCallEvent[] {
  const { event, state, at } = report;
  if (event.recovered !== true && !canFollow(leg.state, state)) {
    leg.dialogId ??= event.dialogId;
    leg.changedAt = at;
    leg.revision += 1;
    return none;
  }
  const before = earlier(leg);
  takeIn(leg, report, context);
  const changes = [
    ...start(before, leg),
    ...connect(before, leg, merge, context),
    ...hold(before, leg),
    ...confer(leg, merge),
    ...changeParticipants(before, leg, context),
    ...startWrapUp(before, leg, merge, context),
  ];
  return changes.map((change) => callEvent(leg, change, event.recovered));
}

/**
 * Takes in an event that says that a call is over; returns what is derived from that. `merge`: another call that has
 * just become part of this one.
 */
export function end(
  leg: KeptLeg,
  report: CallReport,
  merge: Merge | undefined,
  context: CallContext,
): readonly DerivedCallEvent[] {
  const before = earlier(leg);
  takeIn(leg, report, context);
  leg.isEndTold = true;
  leg.outcome ??= decisionOn(before, leg, context);
  if (leg.endedAt !== undefined) {
    return none;
  }
  leg.endedAt = report.at;
  const changes = agentLeaves(before, leg, merge, context);
  return changes.map((change) => callEvent(leg, change, report.event.recovered));
}

function earlier({ state, answeredAt, participants, hungUpBy }: Leg): Earlier {
  return { state, answeredAt, participants, hungUpBy };
}

function takeIn(leg: KeptLeg, report: CallReport, context: CallContext): void {
  const { event, state, at } = report;
  const { agents, clock, commands } = context;
  const { extension } = agents.get(leg.agentId);
  const isFirst = leg.state === '';
  leg.dialogId ??= event.dialogId;
  if (event.type !== 'ConsultCall') {
    leg.leg = 'main';
  }
  leg.state = state;
  leg.fromAddress = event.fromAddress ?? leg.fromAddress;
  if (event.callVariables !== undefined) {
    leg.callVariables = event.callVariables;
    leg.callVariablesCut = event.callVariablesCut;
  }
  if (event.participants !== undefined) {
    leg.participants = event.participants;
    leg.participantsCut = event.participantsCut;
  }
  leg.callType = event.callType ?? leg.callType;
  leg.hasFailed ||= state === 'FAILED';
  leg.cause = event.cause ?? leg.cause;
  leg.prevDialogId = event.prevDialogId ?? leg.prevDialogId;
  leg.startTime = event.startTime ?? leg.startTime;
  leg.changedAt = at;
  leg.revision += 1;
  leg.direction = nextDirection(leg, report, extension);
  if (leg.direction === 'outgoing') {
    leg.fromAddress ??= extension;
  }
  leg.toAddress = event.toAddress ?? leg.toAddress ?? calledAddress(leg);
  leg.associatedDialogId ??=
    event.callVariables?.['associatedDialogId'] ?? (isFirst ? askedAbout(leg, context) : undefined);
  const isMonitoring = isFirst && leg.direction === 'outgoing' && commands.isToListen(at, leg.agentId);
  leg.kind = isMonitoring ? 'monitored' : callKindOf(leg, event, extension, agents);
  if (!leg.isStartSeen) {
    Object.assign(leg, reportedStart(leg, clock, at));
  } else if (isFirst) {
    clock.read(event.startTime, at); // it may show the zone
  }
}

function nextDirection({ direction }: Leg, report: CallReport, extension: string | undefined): Direction {
  const isDialled = report.state === 'INITIATING' || report.state === 'INITIATED';
  return direction === 'unknown' || isDialled ? (directionOf(report, extension) ?? 'unknown') : direction;
}

/** The call that a colleague asks about, as the colleague has it. The old text format does not tell the agent who is asked. */
function askedAbout(leg: Leg, { agents, otherLegOf }: CallContext): string | undefined {
  const isFromColleague = leg.direction === 'incoming' && agents.isExtension(leg.fromAddress);
  const other = isFromColleague ? otherLegOf(leg) : undefined;
  return other?.kind === 'consult' ? other.associatedDialogId : undefined;
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

function start(before: Earlier, { state, leg, direction }: Leg): readonly CallChange[] {
  if (before.state !== '') {
    return none;
  }
  if (leg === 'consult') {
    return [{ type: 'ConsultStarted' }];
  }
  return state === 'ALERTING' && direction !== 'outgoing' ? [{ type: 'CallOffered' }] : none;
}

/** A call that is connected without having rung was another agent's call, or began before the client. */
function connect(
  before: Earlier,
  leg: KeptLeg,
  merge: Merge | undefined,
  { agents }: CallContext,
): readonly CallChange[] {
  const { agentId, startedAt, isStartSeen, changedAt } = leg;
  if (!isConnected(leg) || before.answeredAt !== undefined) {
    return none;
  }
  if (before.state === '' && !isStartSeen) {
    const since = inCallSince(agents.get(agentId), changedAt);
    leg.isAnswerKnown = changedAt - since > settleMs;
    leg.answeredAt = leg.isAnswerKnown ? Math.max(startedAt, since) : startedAt;
  } else {
    leg.answeredAt = changedAt;
  }
  if (before.state === '' && (leg.prevDialogId !== undefined || merge?.outcome === 'transferred')) {
    const party = merge?.from.fromAddress;
    return [{ type: 'CallTransferred', role: 'receiving', ...(party !== undefined && { party }) }];
  }
  if (merge?.outcome === 'conferenced' || leg.kind === 'barged') {
    return none; // CallConferenced says it
  }
  return [{ type: 'CallAnswered', seconds: seconds(leg.answeredAt - startedAt) }];
}

function hold(before: Earlier, leg: KeptLeg): readonly CallChange[] {
  const { state, changedAt, heldAt } = leg;
  if (state === 'HELD' && before.state !== 'HELD') {
    leg.heldAt = before.answeredAt === undefined ? leg.answeredAt : changedAt;
    leg.holds += 1;
    return [{ type: 'CallHeld' }];
  }
  if (state === 'ACTIVE' && heldAt !== undefined) {
    leg.heldAt = undefined;
    leg.holdMs += changedAt - heldAt;
    return [{ type: 'CallRetrieved', seconds: seconds(changedAt - heldAt) }];
  }
  return none;
}

function confer(leg: KeptLeg, merge: Merge | undefined): readonly CallChange[] {
  const isConference = merge?.outcome === 'conferenced' || countConnected(leg.participants ?? []) > 2;
  if (!isConnected(leg) || !isConference || leg.conferenceAt !== undefined) {
    return none;
  }
  leg.conferenceAt = leg.changedAt;
  return [{ type: 'CallConferenced' }];
}

function changeParticipants(before: Earlier, leg: KeptLeg, { agents }: CallContext): readonly CallChange[] {
  const { agentId, participants } = leg;
  if (!isConnected(leg) || participants === undefined || participants === before.participants) {
    return none;
  }
  const othersHaveGone =
    countConnected(participants) === 1 && participants.some(({ state }) => state === 'DROPPED');
  leg.hungUpBy = othersHaveGone ? 'other' : undefined;
  if (
    !isConnected(before) ||
    before.participants === undefined ||
    areSame(before.participants, participants)
  ) {
    return none;
  }
  const changes = changesIn(before.participants, participants, agents.get(agentId).extension);
  const isChanged = Object.values(changes).some((addresses: readonly string[]) => addresses.length > 0);
  return isChanged ? [{ type: 'ParticipantChanged', ...changes }] : none;
}

function startWrapUp(
  before: Earlier,
  leg: KeptLeg,
  merge: Merge | undefined,
  context: CallContext,
): readonly CallChange[] {
  if (leg.state !== 'WRAP_UP' || leg.wrapUpAt !== undefined) {
    return none;
  }
  leg.endedAt = leg.changedAt;
  leg.wrapUpAt = leg.changedAt;
  leg.answeredAt ??= leg.changedAt;
  return [...agentLeaves(before, leg, merge, context), { type: 'WrapUpStarted' }];
}
