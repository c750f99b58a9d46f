import type { AboutCall, DerivedEventOf, DerivedEventType } from './derived-events';

const at = 1_790_000_000_000;

const call: Omit<AboutCall, 'state'> = {
  agentId: '1081',
  dialogId: '16777217',
  at,
  leg: 'main',
  kind: 'inbound',
  direction: 'incoming',
  fromAddress: '03001234567',
  toAddress: '2001',
  callVariables: { callVariable1: 'gold' },
};

const consult: Omit<AboutCall, 'state'> = {
  agentId: '1081',
  dialogId: '16777218',
  at,
  leg: 'consult',
  kind: 'consult',
  direction: 'outgoing',
  fromAddress: '2001',
  toAddress: '2002',
  associatedDialogId: '16777217',
};

const threeParticipants = [
  { extension: '03001234567', state: 'ACTIVE' },
  { extension: '2001', state: 'ACTIVE' },
  { extension: '2002', state: 'ACTIVE' },
];

/** An example of every derived event. */
export const derivedEventExamples: { readonly [T in DerivedEventType]: DerivedEventOf<T> } = {
  AgentStateChanged: {
    type: 'AgentStateChanged',
    agentId: '1081',
    at,
    state: 'NOT_READY',
    reasonCode: '2',
    reasonLabel: 'Lunch',
    previousState: 'READY',
    seconds: 75.25,
    agentName: 'Zoë Núñez',
    extension: '2001',
    team: { id: '1', name: 'Sales' },
  },
  CallOffered: { type: 'CallOffered', ...call, state: 'ALERTING' },
  CallAnswered: { type: 'CallAnswered', ...call, state: 'ACTIVE', seconds: 4.5 },
  CallMissed: {
    type: 'CallMissed',
    ...call,
    state: 'DROP',
    reason: 'not-answered',
    reasonCode: '32767',
    seconds: 15,
  },
  CallHeld: { type: 'CallHeld', ...call, state: 'HELD' },
  CallRetrieved: { type: 'CallRetrieved', ...call, state: 'ACTIVE', seconds: 31.75 },
  ConsultStarted: { type: 'ConsultStarted', ...consult, state: 'INITIATING' },
  CallTransferred: {
    type: 'CallTransferred',
    ...call,
    state: 'DROP',
    role: 'transferring',
    party: '2002',
  },
  CallConferenced: {
    type: 'CallConferenced',
    ...call,
    state: 'ACTIVE',
    participants: threeParticipants,
  },
  ParticipantChanged: {
    type: 'ParticipantChanged',
    ...call,
    state: 'ACTIVE',
    participants: threeParticipants,
    joined: ['2002'],
    left: [],
    changed: [],
  },
  WrapUpStarted: { type: 'WrapUpStarted', ...call, state: 'WRAP_UP' },
  WrapUpEnded: { type: 'WrapUpEnded', ...call, state: 'DROP', seconds: 20 },
  CallEnded: {
    type: 'CallEnded',
    ...call,
    state: 'DROP',
    outcome: 'answered',
    hungUpBy: 'other',
    startedAt: at - 90_000,
    answeredAt: at - 85_500,
    endedAt: at - 20_000,
    holds: 1,
    durations: { ring: 4.5, talk: 33.75, hold: 31.75, wrapUp: 20, total: 90 },
  },
  EventPutAside: {
    type: 'EventPutAside',
    agentId: '1081',
    at,
    eventType: 'State',
    event: { type: 'State', agentId: '1081', state: 'READY' },
    raw: '1081#State#READY##Ann Lee',
    messageId: 'ID:gc-41735-1790000000000-4:1:1:1:1',
    tries: 20,
    reason: 'the flow has asked to get the event again later',
  },
};
