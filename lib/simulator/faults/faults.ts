import { GcError, printable } from '../../protocol';
import { checkQuantity } from '../check-quantity';
import type { OutgoingEvent } from '../outgoing-event';
import { effects, type Effect, type FaultContext } from './effects';
import { faultQuantities, faults, type FaultName, type FaultOptions, type FaultRow } from './table';

/** The faults that are turned on, and what they do to what goes in and out. */
export class Faults {
  readonly #active = new Map<FaultName, Effect>();

  constructor(private readonly context: FaultContext) {}

  /** The names of those that last, in the order in which they were turned on. */
  get active(): readonly FaultName[] {
    return [...this.#active.keys()];
  }

  /** Turns a fault on, or anew with other options. It works at once; one of the broker, when the promise settles. */
  async start(name: FaultName, options: FaultOptions): Promise<void> {
    const { ofBroker }: FaultRow = find(name);
    if (ofBroker && this.context.broker === undefined) {
      throw wrong(`the fault ${name} is one of the embedded broker: disturb the other broker itself`);
    }
    const effect = effects[name](this.context, checkOptions(name, options));
    if (effect !== undefined) {
      this.#active.delete(name);
      this.#active.set(name, effect);
      await effect.begin?.();
    }
  }

  /** Does nothing where the fault is not turned on. */
  async end(name: FaultName): Promise<void> {
    if (!find(name).lasts) {
      throw wrong(`the fault ${name} happens once: there is nothing to end`);
    }
    const effect = this.#active.get(name);
    if (effect === undefined) {
      return;
    }
    this.#active.delete(name);
    try {
      await effect.end?.();
    } catch (error) {
      this.#active.set(name, effect);
      throw error;
    }
  }

  async endAll(): Promise<void> {
    await Promise.all(this.active.map((name) => this.end(name)));
  }

  /** What becomes of all that GC publishes at one time. */
  apply(published: readonly OutgoingEvent[]): readonly OutgoingEvent[] {
    return [...this.#active.values()].reduce((all, { onEvents }) => onEvents?.(all) ?? all, published);
  }

  /** After how many milliseconds GC takes a command for this agent. */
  delay(agentId: string | undefined): number {
    const delays = [...this.#active.values()].map(({ delay }) => (agentId && delay?.(agentId)) || 0);
    return Math.max(0, ...delays);
  }
}

function find(name: FaultName): FaultRow {
  if (!Object.hasOwn(faults, name)) {
    const known = Object.keys(faults).join(', ');
    throw wrong(`the simulator knows no fault "${printable(String(name))}", but ${known}`);
  }
  return faults[name];
}

function checkOptions(name: FaultName, options: FaultOptions): FaultOptions {
  const { parameters }: FaultRow = faults[name];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [parameter, value] of given) {
    if (!parameters.some((known) => known === parameter)) {
      throw wrong(`the fault ${name} has no ${printable(parameter)}`);
    }
    if (parameter in faultQuantities) {
      checkQuantity(parameter, value, faultQuantities[parameter as keyof typeof faultQuantities]);
    }
  }
  return Object.fromEntries(given);
}

function wrong(detail: string): GcError {
  return new GcError('GC_INVALID_PARAMETER', { detail });
}
