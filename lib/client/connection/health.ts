import { inEnglish, type Text } from '../../common/phrase';
import { sayOfHealth } from '../phrases';

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
  /** The reason, for other languages. */
  readonly phrase?: Text;
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
      broker: { condition: 'disconnected', since, ...told(sayOfHealth('notAsked')) },
      gc: { condition: 'unknown', since, ...told(sayOfHealth('noBroker')) },
    };
  }

  get now(): Health {
    return this.#health;
  }

  setBroker(condition: BrokerCondition, reason: Text): void {
    this.#set({ ...this.#health, broker: changed(this.#health.broker, condition, reason) });
  }

  setGc(condition: GcCondition, reason: Text): void {
    this.#set({ ...this.#health, gc: changed(this.#health.gc, condition, reason) });
  }

  /** Undefined: it can be used. */
  setStore(problem: Text | undefined): void {
    const { broker, gc, store } = this.#health;
    if (problem === undefined) {
      this.#set({ broker, gc });
    } else {
      const since = store?.since ?? Date.now();
      this.#set({ broker, gc, store: { condition: 'unavailable', since, ...told(problem) } });
    }
  }

  /** Without a broker nobody can tell how GC is. */
  loseBroker(condition: BrokerCondition, reason: Text): void {
    const { broker, gc } = this.#health;
    this.#set({
      ...this.#health,
      broker: changed(broker, condition, reason),
      gc: changed(gc, 'unknown', sayOfHealth('noBroker')),
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

/** The time stays when the condition is the same as before. */
function changed<C extends string>(before: Condition<C>, condition: C, reason: Text): Condition<C> {
  if (condition === before.condition) {
    return inEnglish(reason) === before.reason ? before : { ...before, ...told(reason) };
  }
  return { condition, ...told(reason), since: Date.now() };
}

function told(reason: Text): Pick<Condition<never>, 'reason' | 'phrase'> {
  return { reason: inEnglish(reason), phrase: reason };
}
