/** `failed`: the broker refuses the login, which needs a person; `disconnected` heals by itself. */
export type BrokerCondition = 'disconnected' | 'connecting' | 'connected' | 'failed';

/** `silent`: the broker is there, but GC does not answer; `unknown`: the broker is not there, so nobody can tell. */
export type GcCondition = 'unknown' | 'silent' | 'out-of-service' | 'in-service';

export interface Condition<C extends string> {
  readonly condition: C;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** Why, as sentences for a person: which broker, what is wrong, what to do. Never with a secret. */
  readonly reason: string;
}

/** Whether the broker and GC behind it are there, and the store where it is not. */
export interface Health {
  readonly broker: Condition<BrokerCondition>;
  readonly gc: Condition<GcCondition>;
  /** Only while the store cannot be used: commands with a key fail. All others go on. */
  readonly store?: Condition<'unavailable'>;
}

/** Keeps the health, and tells each change of it. */
export class HealthRecord {
  #health: Health;

  constructor(private readonly onChange: (health: Health, before: Health) => void) {
    const since = Date.now();
    this.#health = {
      broker: { condition: 'disconnected', since, reason: 'The client was not asked to connect yet.' },
      gc: { condition: 'unknown', since, reason: reasons.noBroker },
    };
  }

  get now(): Health {
    return this.#health;
  }

  setBroker(condition: BrokerCondition, reason: string): void {
    this.#set({ ...this.#health, broker: changed(this.#health.broker, condition, reason) });
  }

  setGc(condition: GcCondition, reason: string): void {
    this.#set({ ...this.#health, gc: changed(this.#health.gc, condition, reason) });
  }

  /** Undefined: it can be used. */
  setStore(problem: string | undefined): void {
    const { broker, gc, store } = this.#health;
    if (problem === undefined) {
      this.#set({ broker, gc });
    } else {
      const since = store?.since ?? Date.now();
      this.#set({ broker, gc, store: { condition: 'unavailable', since, reason: problem } });
    }
  }

  /** Without a broker nobody can tell how GC is. */
  loseBroker(condition: BrokerCondition, reason: string): void {
    const { broker, gc } = this.#health;
    this.#set({
      ...this.#health,
      broker: changed(broker, condition, reason),
      gc: changed(gc, 'unknown', reasons.noBroker),
    });
  }

  #set(health: Health): void {
    const before = this.#health;
    this.#health = health;
    const isSame =
      health.broker === before.broker && health.gc === before.gc && health.store === before.store;
    if (!isSame) {
      this.onChange(health, before);
    }
  }
}

/** Why a condition is what it is, where nobody else says it. */
export const reasons = {
  connecting: (broker: string) => `Connecting to the broker ${broker}.`,
  connected: (broker: string) => `Connected to the broker ${broker}.`,
  closed: (broker: string) => `The connection to the broker ${broker} was closed.`,
  noBroker: 'Without a broker nobody can tell.',
  notAskedYet: 'GC was asked whether it is there and has not answered yet.',
  inService: 'GC answers, and says that it is in service.',
  outOfService:
    'GC answers, but says that it is out of service: it has lost Finesse. It comes back by itself; if it does not, ' +
    'check Finesse, and the log of GC.',
  silent: (missed: number, broker: string, queue: string) =>
    `GC has not answered the last ${missed} heartbeats. Check that GC runs, that it uses the broker ${broker}, and ` +
    `that it takes its commands from the queue "${queue}".`,
  topicRefused: (words: string) => `What GC publishes cannot be received: ${words}`,
} as const;

/** The time stays when the condition is the same as before. */
function changed<C extends string>(before: Condition<C>, condition: C, reason: string): Condition<C> {
  if (condition === before.condition) {
    return reason === before.reason ? before : { ...before, reason };
  }
  return { condition, reason, since: Date.now() };
}
