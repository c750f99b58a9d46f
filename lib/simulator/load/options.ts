import { seeds, type Quantity } from '../quantity';

/** How busy the contact centre shall be. */
export interface LoadOptions {
  /** How many agents are taken on; default 20. */
  readonly agents?: number | undefined;
  /** How many customers call; default: as many as keep these agents busy for four fifths of their time. */
  readonly callsPerHour?: number | undefined;
  /** How long a customer and an agent talk on average, in seconds; default 180. */
  readonly handleTime?: number | undefined;
  /** The share of customers who give up before they are answered, from 0 to 1; default 0.05. */
  readonly abandonRate?: number | undefined;
  /** A whole number. The same seed brings the same calls; default: the simulator's. */
  readonly seed?: number | undefined;
  /** Where the events of these agents go; default `gc-load`. */
  readonly destination?: string | undefined;
}

/** Where the events of the load go, if nothing else is said. */
export const loadDestination = 'gc-load';

/** Load with all that is said about it. */
export type Load = { readonly [K in keyof LoadOptions]-?: Exclude<LoadOptions[K], undefined> };

/** What the numbers may be. */
export const loadQuantities = {
  agents: { min: 1, max: 2000, whole: true },
  callsPerHour: { min: 1, max: 1_000_000 },
  handleTime: { min: 1, max: 36_000 },
  abandonRate: { min: 0, max: 1 },
  seed: seeds,
} as const satisfies Record<Exclude<keyof LoadOptions, 'destination'>, Quantity>;
