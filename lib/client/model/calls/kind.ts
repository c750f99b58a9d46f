import type { CallKind, Direction } from '../../../protocol';
import type { Agents } from '../agents';
import type { Leg } from './leg';
import { isOffer, isReservation, type CallReport, type ReportedCall } from './report';

/** The direction of a call, if an event shows it; `extension` is the agent's. */
export function directionOf(
  { event, state }: CallReport,
  extension: string | undefined,
): Direction | undefined {
  if (event.type === 'ConsultCall' || state === 'INITIATING' || state === 'INITIATED') {
    return 'outgoing';
  }
  if (isOffer(event)) {
    return 'incoming';
  }
  if (event.fromAddress === undefined || extension === undefined) {
    return undefined;
  }
  return event.fromAddress === extension ? 'outgoing' : 'incoming';
}

/** Kinds that GC names outright: no later event makes the call another kind. */
const certain: readonly CallKind[] = ['consult', 'preview', 'monitored', 'barged'];

/** The kind of a call after an event, which the leg has already taken in; `extension` is the agent's. */
export function callKindOf(
  leg: Leg,
  event: ReportedCall,
  extension: string | undefined,
  agents: Agents,
): CallKind {
  if (certain.includes(leg.kind)) {
    return leg.kind;
  }
  const named = namedKind(leg, event, extension);
  if (named !== undefined) {
    return named;
  }
  return leg.answeredAt === undefined || leg.kind === 'unknown' ? kindByAddress(leg, agents) : leg.kind;
}

function namedKind(leg: Leg, event: ReportedCall, extension: string | undefined): CallKind | undefined {
  if (event.callType === 'SM') {
    return 'monitored';
  }
  if (hasBargedIn(event, extension)) {
    return 'barged';
  }
  const isOffered = isReservation(leg.callVariables);
  if (isOffered !== undefined) {
    return isOffered ? 'preview' : 'outbound';
  }
  return leg.associatedDialogId !== undefined || event.type === 'ConsultCall' ? 'consult' : undefined;
}

/** Whether the agent, who has the extension `own`, is a supervisor who has barged into the call. */
export function hasBargedIn({ participants }: ReportedCall, own: string | undefined): boolean {
  return (
    participants?.some(({ extension, role }) => role === 'SUPERVISOR_BARGE_IN' && extension === own) === true
  );
}

function kindByAddress({ direction, fromAddress, toAddress }: Leg, agents: Agents): CallKind {
  switch (direction) {
    case 'outgoing':
      return agents.isExtension(toAddress) ? 'internal' : 'outbound';
    case 'incoming':
      return agents.isExtension(fromAddress) ? 'internal' : 'inbound';
    default:
      return 'unknown';
  }
}
