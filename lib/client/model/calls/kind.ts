import type { CallKind, Direction, Leg } from './leg';
import { isReservation, type ToldCall } from './told-call';

/** What has to be known of agents to tell calls apart. */
export interface Phones {
  /** Whether an agent is known to be there. */
  isExtension(address: string | undefined): boolean;
}

/** Whose call it is, where an event tells. */
export function directionOf(
  told: ToldCall,
  state: string,
  extension: string | undefined,
): Direction | undefined {
  if (told.type === 'ConsultCall' || state === 'INITIATING' || state === 'INITIATED') {
    return 'outgoing';
  }
  if (told.type === 'NewInboundCall' || told.type === 'NewOutboundCall') {
    return 'incoming';
  }
  if (told.fromAddress === undefined || extension === undefined) {
    return undefined;
  }
  return told.fromAddress === extension ? 'outgoing' : 'incoming';
}

/** These are told in so many words; no later event makes the call another kind. */
const certain: readonly CallKind[] = ['consult', 'preview', 'monitored', 'barged'];

/** The kind of a call, once what an event tells about it is in the leg. */
export function kindOf(leg: Leg, told: ToldCall, extension: string | undefined, phones: Phones): CallKind {
  if (certain.includes(leg.kind)) {
    return leg.kind;
  }
  const toldKind = toldKindOf(leg, told, extension);
  if (toldKind !== undefined) {
    return toldKind;
  }
  return leg.answeredAt === undefined || leg.kind === 'unknown' ? kindByAddress(leg, phones) : leg.kind;
}

function toldKindOf(leg: Leg, told: ToldCall, extension: string | undefined): CallKind | undefined {
  if (told.callType === 'SM') {
    return 'monitored';
  }
  if (hasBargedIn(told, extension)) {
    return 'barged';
  }
  const isOffered = isReservation(leg.callVariables);
  if (isOffered !== undefined) {
    return isOffered ? 'preview' : 'outbound';
  }
  return leg.associatedDialogId !== undefined || told.type === 'ConsultCall' ? 'consult' : undefined;
}

/** Whether the agent is a supervisor who has come into somebody else's call. */
export function hasBargedIn({ participants }: ToldCall, own: string | undefined): boolean {
  return (
    participants?.some(({ extension, role }) => role === 'SUPERVISOR_BARGE_IN' && extension === own) === true
  );
}

function kindByAddress({ direction, fromAddress, toAddress }: Leg, phones: Phones): CallKind {
  switch (direction) {
    case 'outgoing':
      return phones.isExtension(toAddress) ? 'internal' : 'outbound';
    case 'incoming':
      return phones.isExtension(fromAddress) ? 'internal' : 'inbound';
    default:
      return 'unknown';
  }
}
