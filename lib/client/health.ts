/** `failed`: the broker refuses the login, which needs a person; `disconnected` heals by itself. */
export type BrokerCondition = 'disconnected' | 'connecting' | 'connected' | 'failed';

/** `silent`: the broker is there, but GC does not answer; `unknown`: the broker is not there, so nobody can tell. */
export type GcCondition = 'unknown' | 'silent' | 'out-of-service' | 'in-service';

export interface Condition<C extends string> {
  readonly condition: C;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** Why, for a person to read; never with a secret. */
  readonly reason?: string | undefined;
}

/** Whether the broker and GC behind it are there. */
export interface Health {
  readonly broker: Condition<BrokerCondition>;
  readonly gc: Condition<GcCondition>;
}

export const initialHealth = (now: number): Health => ({
  broker: { condition: 'disconnected', since: now },
  gc: { condition: 'unknown', since: now },
});

/** The condition after a report; the time stays when it is the same as before. */
export function changed<C extends string>(
  before: Condition<C>,
  condition: C,
  reason: string | undefined,
  now: number,
): Condition<C> {
  return condition === before.condition && reason === before.reason
    ? before
    : { condition, reason, since: condition === before.condition ? before.since : now };
}
