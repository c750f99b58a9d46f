import type { Participant } from '../../protocol';

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
}

/** Whether it tells that a call comes to the agent. */
export function isOffer({ type }: ToldCall): boolean {
  return type === 'NewInboundCall' || type === 'NewOutboundCall';
}

/** The state of the call. What the dialer lets the agent dial comes as a new call, too. */
export function stateOf(told: ToldCall, extension: string | undefined): string {
  if (isOffer(told)) {
    const isDialled = told.type === 'NewOutboundCall' && told.fromAddress === extension;
    return isDialled ? 'INITIATING' : 'ALERTING';
  }
  const word = (told.state ?? '').toUpperCase();
  return word === 'HOLD' ? 'HELD' : word;
}
