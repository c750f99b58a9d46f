import type { DialPlan } from '../../lib/numbers';
import type { AnyEvent } from '../../lib/nodered';

/** The attributes of call events that hold a telephone number or an extension. */
const addresses = ['fromAddress', 'toAddress', 'assFromAddress'] as const;

type Address = (typeof addresses)[number];

/** The numbers in a call event as the whole world dials them, by attribute: `{ fromAddress: '+442079460123' }`. */
export type E164Numbers = Partial<Record<Address, string>>;

/** Undefined where the event has no number of a country, or the connection no dial plan. */
export function e164In(event: AnyEvent, plan: DialPlan | undefined): E164Numbers | undefined {
  if (plan === undefined) {
    return undefined;
  }
  const given = event as Readonly<Partial<Record<Address, string>>>;
  const numbers: E164Numbers = {};
  for (const address of addresses) {
    const e164 = given[address] === undefined ? undefined : plan.dial(given[address]).e164;
    if (e164 !== undefined) {
      numbers[address] = e164;
    }
  }
  return Object.keys(numbers).length > 0 ? numbers : undefined;
}
