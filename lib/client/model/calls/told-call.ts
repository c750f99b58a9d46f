import type { Participant } from '../../../protocol';

/** What an event tells about a call of an agent. */
export interface ToldCall {
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
  /** Variables were told that are not kept: there are too many, or they are too long. */
  readonly callVariablesCut?: true;
  /** Participants were told that are not kept: there are too many. */
  readonly participantsCut?: true;
}

/** Whether it tells that a call comes to the agent. */
export function isOffer({ type }: ToldCall): boolean {
  return type === 'NewInboundCall' || type === 'NewOutboundCall';
}

/**
 * Whether the dialer only offers the call: what it lets the agent dial comes as a new call, too.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "Outbound Call Types and BAStatus".
 */
export function isReservation(callVariables: ToldCall['callVariables']): boolean | undefined {
  return callVariables?.['BAStatus']?.endsWith('RESERVATION');
}

/** The state of the call. */
export function stateOf(
  { type, state = '', fromAddress, callVariables }: ToldCall,
  extension?: string,
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
