import type { faultQuantities, faults, FaultName } from '../../lib/simulator/faults/table';
import type { loadQuantities } from '../../lib/simulator/load/options';

/** All fields that say more about an action. */
export const fields = [
  'to',
  'from',
  'number',
  'fault',
  'delayMs',
  'probability',
  'count',
  'agents',
  'callsPerHour',
  'handleTime',
  'abandonRate',
] as const;

export type Field = (typeof fields)[number];

/** What the gc-simulator node can do, by the word a message may name it with, and the fields each has. */
export const actions = {
  'incoming-call': ['to', 'from'],
  'customer-answers': ['to'],
  'customer-hangs-up': ['to'],
  'no-answer': ['to'],
  'preview-call': ['to', 'number'],
  'fault-on': ['fault'],
  'fault-off': ['fault'],
  'load-on': ['agents', 'callsPerHour', 'handleTime', 'abandonRate'],
  'load-off': [],
  reset: [],
  'out-of-service': [],
  'in-service': [],
} as const satisfies Record<string, readonly Field[]>;

export type ActionName = keyof typeof actions;

/** The faults of the simulator, and the fields that each has besides its name. */
export const faultFields = {
  'broker-gone': [],
  'broker-half-open': [],
  'broker-slow': ['delayMs'],
  'broker-refuses-login': [],
  'active-gone': [],
  'gc-silent': [],
  'out-of-service': [],
  're-login': ['to'],
  'destination-reconnect': [],
  'session-invalidated': ['to'],
  'licences-exceeded': [],
  'late-logout': ['to'],
  'consult-event-first': ['to'],
  'duplicate-events': ['to', 'probability'],
  garbage: ['to', 'count'],
  'stray-error': ['to'],
  'late-reply': ['to', 'delayMs'],
} as const satisfies { readonly [Name in FaultName]: (typeof faults)[Name]['parameters'] };

/** What the fields that are numbers may be. */
export const quantities = {
  delayMs: { min: 1, max: 3_600_000, whole: true },
  probability: { min: 0, max: 1 },
  count: { min: 1, max: 1000, whole: true },
  agents: { min: 1, max: 2000, whole: true },
  callsPerHour: { min: 1, max: 1_000_000 },
  handleTime: { min: 1, max: 36_000 },
  abandonRate: { min: 0, max: 1 },
} as const satisfies typeof faultQuantities & Omit<typeof loadQuantities, 'seed'>;
