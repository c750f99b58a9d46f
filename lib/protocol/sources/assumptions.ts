/** Something that neither the specification nor a public page says, and on which this package relies. */
export interface Assumption {
  /** What is taken for true. */
  readonly claim: string;
  /** What GC would have to do or say to confirm or contradict it. */
  readonly proof: string;
  /** The setting that changes it, with the words of gc-connection's dialog (tab → labels: choice), or why there is none. */
  readonly setting: string;
}

const none = 'None needed: both are read.';

/** All assumptions, by an id that stays. */
export const assumptions = {
  'hello-argument': {
    claim: 'Hello names the destination of the client, and GC answers on that topic.',
    proof: 'A System event on the topic after `Hello#<destination>`.',
    setting: 'GC → Hello names',
  },
  'command-queue': {
    claim: 'GC listens on the queue `Connector1`.',
    proof: 'A System event after Hello sent to that queue.',
    setting: 'GC → Queue',
  },
  'json-shapes': {
    claim:
      'The JSON of events other than State and ReasonCodes has the attributes of the tables as keys. Call variables and participants have one of the shapes that Finesse or text use.',
    proof: 'One recorded event of each type.',
    setting: none,
  },
  'json-error': {
    claim:
      'An Error event in JSON has the code in `code`, `error`, `errorCode`, `errorMessage` or `message`.',
    proof: 'A refused command with GC in JSON mode.',
    setting: none,
  },
  'error-of-command': {
    claim: 'An Error event belongs to the oldest command under way for the agent that can raise its code.',
    proof: 'Two commands of an agent under way, of which the second is refused.',
    setting: 'None: GC has no id of a request.',
  },
  'member-state': {
    claim:
      'A State line with ten fields has the full name, login id and extension of the agent whose state changed in the last three.',
    proof: 'A State line after `getteamusers` with a subscription.',
    setting: none,
  },
  'state-times': {
    claim:
      'Between the reason and the name of a State line stand stateChangeTimeString, pendingState and stateChangeTime.',
    proof: 'A State line during a call in which another state is asked for.',
    setting: none,
  },
  'login-answer': {
    claim: 'A login has worked when GC reports any state in which the agent is logged in.',
    proof: 'A State event after Login.',
    setting: 'GC → Confirmed by',
  },
  'pending-state': {
    claim: 'A state asked for during a call is confirmed by its announcement in pendingState.',
    proof: 'MakeNotReady during a call on UCCE.',
    setting: 'GC → Confirmed by',
  },
  'reason-id': {
    claim:
      'GC may report the Finesse id of a reason where its code was sent. Another administrator-defined reason than before the command confirms it, with a note.',
    proof: 'The State event after MakeNotReadyWithReason with a code that differs from its id.',
    setting: 'None: the outcome has a note.',
  },
  'blind-transfer-answer': {
    claim: 'Transfer_sst has worked when the call of the agent is over.',
    proof: 'The InboundCall event after Transfer_sst.',
    setting: 'GC → Confirmed by',
  },
  'transfer-answer': {
    claim: 'TransferCall has worked when the main call of the agent is held or over.',
    proof: 'The InboundCall event after TransferCall.',
    setting: 'GC → Confirmed by',
  },
  'conference-answer': {
    claim:
      'Conferencecall has worked when the main call is active with at least three participants, where GC lists them.',
    proof: 'The InboundCall event after Conferencecall.',
    setting: 'GC → Confirmed by',
  },
  'preview-answer': {
    claim:
      'A preview is accepted when its call is ACCEPTED or goes on, and rejected or closed when its call is over.',
    proof:
      'The InboundCall event after AcceptOutboundPreview, RejectOutboundPreview and CloseOutboundPreview.',
    setting: 'GC → Confirmed by',
  },
  'force-logout-answer': {
    claim: 'force_logout is answered by State LOGOUT.',
    proof: 'The event after force_logout.',
    setting: 'GC → Confirmed by',
  },
  'supervisor-answers': {
    claim:
      'endsilentmonitor is answered by the end of the call of the supervisor, bargein by a call with three participants, dropparticipant by a list or call without the participant.',
    proof: 'The events on the topic of the supervisor after each of them.',
    setting: 'GC → Confirmed by',
  },
  'member-state-answer': {
    claim: 'getteamuserstate is answered by TeamMemberStateChanged or by a State of the member.',
    proof: 'The event after getteamuserstate.',
    setting: 'GC → Confirmed by',
  },
  'list-answers': {
    claim:
      'The next list of the right type answers the question for it, although lists in JSON do not name the agent who asked. Such questions are asked one after the other.',
    proof: 'getallagents, getteamusers and GetPhonebooks of two agents at once.',
    setting: 'GC → Confirmed by',
  },
  'controls-answer': {
    claim: 'getdialogstatecontrols is answered by DialogState.',
    proof: 'The event after getdialogstatecontrols.',
    setting: 'GC → Confirmed by',
  },
  'no-answer': {
    claim:
      'GC does not answer commands of which no source shows an answer: they end when the broker has them.',
    proof: 'The events after each of them.',
    setting: 'GC → Confirmed by',
  },
  'queue-order': {
    claim:
      'GC takes what is in its queue in order: when it has answered a heartbeat, it has taken the commands sent before.',
    proof: 'A wrap-up reason and a heartbeat sent to a GC that was stopped: both take effect in this order.',
    setting: 'None: GC says nothing else of commands that it does not answer.',
  },
  'transfer-extension': {
    claim: 'TransferCall and Conferencecall name the extension of the other agent.',
    proof: 'A TransferCall that GC accepts.',
    setting: 'GC → Complete with',
  },
  'barge-in-member': {
    claim: 'bargein takes the login id or the extension of the agent.',
    proof: 'A bargein that GC accepts.',
    setting: 'None: the value of the message is sent.',
  },
  'wrap-up-text': {
    claim: 'wrapup takes the text of the reason, not its code.',
    proof: 'The wrap-up reason of the call in Finesse after wrapup.',
    setting: 'None: the value of the message is sent.',
  },
  'password-encryption': {
    claim: 'Encrypted passwords are Triple-DES in CBC mode, PKCS#7 padded, in Base64.',
    proof: 'A login with UseSecurePassword.',
    setting: 'GC → Encoding, Padding',
  },
  'gc-zone': {
    claim:
      'GC stamps local times without a zone. A difference of whole quarter hours between its clock and this one is a zone.',
    proof: 'The stateChangeTime of a change that has just happened.',
    setting: "GC → GC's time zone",
  },
  'failover-logout': {
    claim: 'LOGOUT with reason -1, or none, may come of a failover: it is checked before it counts.',
    proof: 'The State events of a failover, and of an agent who logs out without a reason.',
    setting: 'GC → Check logouts',
  },
  'reconnect-destination': {
    claim:
      'After DESTINATION … RECONNECT the agents of the destination have to be connected and logged in again.',
    proof: 'The event, and what GC answers to Connect and Login after it.',
    setting: 'Recovery',
  },
  'call-over': {
    claim: 'DROP, DROPPED and DELETED mean that the call of the agent is over.',
    proof: 'The last event of a call.',
    setting: none,
  },
  'state-rules': {
    claim: 'GC refuses the changes of state that Finesse refuses.',
    proof: 'MakeReady while a call rings.',
    setting: 'GC → Contact centre: not known',
  },
  'dialog-status-type': {
    claim: 'The JMS type of DialogStatus is the type of the call.',
    proof: 'The header `type` of a DialogStatus after a failover.',
    setting: none,
  },
  'team-events': {
    claim: 'TeamMemberStateChanged does not name the member, so it changes no agent.',
    proof: 'The event after `getteamusers` with a subscription.',
    setting: none,
  },
  'agents-in-text': {
    claim: 'In text, the list of all agents has the form of the list of a team.',
    proof: 'The line after getallagents with GC in text mode.',
    setting: none,
  },
  'error-names': {
    claim: 'Codes that Finesse documents and no table of GC lists come with the names of Finesse.',
    proof: 'An error of that kind.',
    setting: none,
  },
} as const satisfies Record<string, Assumption>;

export type AssumptionId = keyof typeof assumptions;
