import type { CommandName } from './commands';

/**
 * What an agent can do with a call, by the agent's own state in it.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "Actions" and "State Participant Parameter Values"; GC's
 * command for each.
 */
export const callActions: Readonly<Record<string, readonly CommandName[]>> = {
  INITIATING: ['ReleaseCall'],
  INITIATED: ['ReleaseCall'],
  ALERTING: ['AnswerCall'],
  ACCEPTED: [],
  ACTIVE: ['HoldCall', 'ReleaseCall', 'ConsultCall', 'Transfer_sst', 'wrapup', 'update_call_variable'],
  HELD: ['RetrieveCall', 'ReleaseCall', 'wrapup', 'update_call_variable'],
  FAILED: ['ReleaseCall'],
  WRAP_UP: ['wrapup', 'update_call_variable'],
};

/** Where the call is not like others. */
export const specialCallActions = {
  /** The dialer offers it. */
  offeredByDialer: ['AcceptOutboundPreview', 'RejectOutboundPreview', 'CloseOutboundPreview'],
  /** It is on hold, and the agent talks to somebody about it. */
  consulted: [
    'RetrieveCall',
    'ReleaseCall',
    'TransferCall',
    'Conferencecall',
    'wrapup',
    'update_call_variable',
  ],
  /** The agent talks in it about another call. */
  consulting: ['HoldCall', 'ReleaseCall', 'wrapup', 'update_call_variable'],
  /** A supervisor listens in it. */
  monitoring: ['HoldCall', 'endsilentmonitor', 'bargein'],
} as const satisfies Readonly<Record<string, readonly CommandName[]>>;
