import type { Participant } from '../../../protocol';
import { isConnected, isUnanswered, type Leg } from './leg';

/** The attributes of an event of GC that describe a call of an agent. */
export interface ReportedCall {
  readonly type: 'NewInboundCall' | 'NewOutboundCall' | 'InboundCall' | 'ConsultCall';
  readonly agentId: string;
  readonly dialogId?: string;
  readonly state?: string;
  readonly startTime?: string;
  readonly prevDialogId?: string;
  readonly fromAddress?: string;
  readonly toAddress?: string;
  readonly callVariables?: Readonly<Record<string, string>>;
  readonly participants?: readonly Participant[];
  readonly cause?: string;
  readonly callType?: string;
  readonly recovered?: true;
  /** True if variables were left out or cut, because there are too many or they are too long. */
  readonly callVariablesCut?: true;
  /** True if participants were left out or cut, because there are too many or they are too long. */
  readonly participantsCut?: true;
}

/** One event about a call of an agent: what it says, the state it gives the call, and when it came. */
export interface CallReport {
  readonly event: ReportedCall;
  readonly state: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What is remembered of the last call of an agent. */
export type LastCall = Pick<
  Leg,
  'startTime' | 'prevDialogId' | 'answeredAt' | 'wrapUpAt' | 'endedAt' | 'closedAt' | 'isEndTold'
>;

/** How long after the end of a call an event about it may still arrive, in milliseconds. */
export const lateMs = 5000;

/** Whether the event announces a call to the agent. */
export function isOffer({ type }: ReportedCall): boolean {
  return type === 'NewInboundCall' || type === 'NewOutboundCall';
}

/**
 * Whether the dialer only offers the call: what it lets the agent dial comes as a new call, too.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "Outbound Call Types and BAStatus".
 */
export function isReservation(callVariables: ReportedCall['callVariables']): boolean | undefined {
  return callVariables?.['BAStatus']?.endsWith('RESERVATION');
}

/** The state that the event gives the call; `extension` is the agent's. */
export function stateOf(
  { type, state = '', fromAddress, callVariables }: ReportedCall,
  extension: string | undefined,
): string {
  if (type === 'NewInboundCall') {
    return 'ALERTING';
  }
  if (type === 'NewOutboundCall') {
    const isDialled = fromAddress === extension || isReservation(callVariables) === false;
    return isDialled ? 'INITIATING' : 'ALERTING';
  }
  return state;
}

/** Finds the call that an event is about among the live calls of its agent. */
export function findReportedLeg<L extends Leg>(live: readonly L[], report: CallReport): L | undefined {
  const { dialogId } = report.event;
  return dialogId === undefined ? findByState(live, report) : live.find((leg) => leg.dialogId === dialogId);
}

/**
 * Finds the call without an id that an event with an unknown id may be about. A consult call always comes with its id;
 * an offered call cannot be one that has already been answered.
 */
export function findNameless<L extends Leg>(live: readonly L[], event: ReportedCall): L | undefined {
  return live.find(
    (leg) =>
      leg.dialogId === undefined &&
      event.type !== 'ConsultCall' &&
      (!isOffer(event) || (isUnanswered(leg) && leg.direction !== 'outgoing')),
  );
}

/** Text formats leave the id out of many lines; the state, and the caller's number, show which call it must be. */
function findByState<L extends Leg>(live: readonly L[], { event, state }: CallReport): L | undefined {
  const { type } = event;
  if (state === 'DROP') {
    return live.length === 1 ? live[0] : undefined;
  }
  const ofType = live.filter(({ leg }) => (leg === 'consult') === (type === 'ConsultCall'));
  const legs = ofType.length === 0 ? live : ofType;
  const unanswered = legs.filter(isUnanswered);
  switch (state) {
    case 'INITIATING':
    case 'INITIATED':
      return unanswered.findLast(({ direction }) => direction !== 'incoming');
    case 'ACTIVE':
      return unanswered.at(-1) ?? legs.find(inState('HELD')) ?? legs.find(isSameActive(event));
    case 'HELD':
      return legs.find(inState('ACTIVE')) ?? legs.find(inState('HELD'));
    case 'WRAP_UP':
      return legs.find(isConnected);
    default:
      return unanswered.at(-1);
  }
}

/** An active call that is reported active with another number is another call. */
function isSameActive({ fromAddress }: ReportedCall): (leg: Leg) => boolean {
  return (leg) =>
    leg.state === 'ACTIVE' && (leg.fromAddress ?? fromAddress) === (fromAddress ?? leg.fromAddress);
}

function inState(word: string): (leg: Leg) => boolean {
  return ({ state }) => state === word;
}

/**
 * Whether an event that fits no live call is only late. `last` is what the agent had of this call before, or the
 * agent's last call if the event names none; `live` is how many calls the agent has. A call may come back to an agent
 * by being offered or transferred again.
 */
export function isLate({ event, state, at }: CallReport, last: LastCall | undefined, live: number): boolean {
  if (isOffer(event)) {
    return false;
  }
  const isSoon = last?.endedAt !== undefined && at - (last.closedAt ?? last.endedAt) <= lateMs;
  if (event.dialogId === undefined) {
    return state === 'ACTIVE'
      ? isSoon && last.answeredAt === undefined
      : state !== 'INITIATING' && (isSoon || live > 0);
  }
  return isEndOfWork(state, last) || (isSoon && last.isEndTold && !isBack(event, last));
}

/** Whether this is the end of the work after a call. The agent had another state before, so that the call is over. */
function isEndOfWork(state: string, last: LastCall | undefined): boolean {
  return state === 'DROP' && last?.wrapUpAt !== undefined && !last.isEndTold;
}

function isBack({ prevDialogId, startTime }: ReportedCall, last: LastCall): boolean {
  const isTransferred = prevDialogId !== undefined && prevDialogId !== last.prevDialogId;
  return isTransferred || (startTime !== undefined && startTime !== (last.startTime ?? startTime));
}
