import type { Quantity } from '../quantity';

/** What may be said about a fault when it is turned on. */
export interface FaultOptions {
  /** Login id or extension of the agent it concerns; if absent, it concerns all. */
  readonly to?: string | undefined;
  /** Milliseconds, in the time of the simulation. */
  readonly delayMs?: number | undefined;
  /** In which share of cases it happens, from 0 to 1. */
  readonly probability?: number | undefined;
  /** How many times it happens. */
  readonly count?: number | undefined;
}

export type FaultParameter = keyof FaultOptions;

export interface FaultRow {
  readonly meaning: string;
  /** Whether it lasts until it is ended; otherwise it happens once. */
  readonly lasts: boolean;
  readonly parameters: readonly FaultParameter[];
  /** It is one of the embedded broker, and cannot be had beside another. */
  readonly ofBroker?: true;
}

/** All that can be made to go wrong, by the name it is called up with. */
export const faults = {
  'broker-gone': {
    meaning: 'the broker is gone, and all connections to it are cut',
    lasts: true,
    parameters: [],
    ofBroker: true,
  },
  'broker-half-open': {
    meaning: 'the connections that exist now stay open, but nothing gets through; new ones work',
    lasts: true,
    parameters: [],
    ofBroker: true,
  },
  'broker-slow': {
    meaning: 'all that the broker sends is late by delayMs (2000 if absent)',
    lasts: true,
    parameters: ['delayMs'],
    ofBroker: true,
  },
  'broker-refuses-login': {
    meaning: 'the broker lets nobody log in any more; who is connected stays',
    lasts: true,
    parameters: [],
    ofBroker: true,
  },
  'active-gone': {
    meaning:
      'the client that alone gets the events of a queue is cut, and may come back; a hot standby takes over',
    lasts: false,
    parameters: [],
    ofBroker: true,
  },
  'gc-silent': {
    meaning: 'GC takes and carries out commands, but says nothing, not even to a heartbeat',
    lasts: true,
    parameters: [],
  },
  'out-of-service': {
    meaning: 'GC reports that it is out of service, and answers commands with DOWN',
    lasts: true,
    parameters: [],
  },
  're-login': {
    meaning: 'GC has forgotten the session of the agent, and says so with the state RE_LOGIN',
    lasts: false,
    parameters: ['to'],
  },
  'destination-reconnect': {
    meaning: 'GC makes all destinations anew: its agents must be connected again',
    lasts: false,
    parameters: [],
  },
  'session-invalidated': {
    meaning:
      'the agent logs in from another client, and is lost to this one: LOGOUT, then SESSION_INVALIDATED',
    lasts: false,
    parameters: ['to'],
  },
  'licences-exceeded': {
    meaning: 'GC lets no further agent log in: LICENSES_EXCEEDED',
    lasts: true,
    parameters: [],
  },
  'late-logout': {
    meaning: 'GC says LOGOUT with the reason -1 of an agent who is still logged in',
    lasts: false,
    parameters: ['to'],
  },
  'consult-event-first': {
    meaning: 'the event of a consult call comes before that of the call it belongs to',
    lasts: true,
    parameters: ['to'],
  },
  'duplicate-events': {
    meaning: 'events come twice, in the share of cases given by probability (all if absent)',
    lasts: true,
    parameters: ['to', 'probability'],
  },
  garbage: {
    meaning:
      'GC sends count events (3 if absent) that are cut off, have too many fields, or control characters',
    lasts: false,
    parameters: ['to', 'count'],
  },
  'stray-error': {
    meaning: 'GC sends an error that no command has caused',
    lasts: false,
    parameters: ['to'],
  },
  'late-reply': {
    meaning: 'GC takes commands for agents only after delayMs (15000 if absent, more than clients wait)',
    lasts: true,
    parameters: ['to', 'delayMs'],
  },
} as const satisfies Record<string, FaultRow>;

export type FaultName = keyof typeof faults;

/** What the numbers among the parameters may be. */
export const faultQuantities = {
  delayMs: { min: 1, max: 3_600_000, whole: true },
  probability: { min: 0, max: 1 },
  count: { min: 1, max: 1000, whole: true },
} as const satisfies Record<Exclude<FaultParameter, 'to'>, Quantity>;
