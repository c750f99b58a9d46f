import type { FigureRow } from '../../../lib/client';
import type { DerivedEvent } from '../../../lib/protocol';
import type { Random } from '../../../lib/simulator/random';

/** The figures that tell what became of calls. */
export type CallCounts = Pick<FigureRow, 'offered' | 'answered' | 'missed' | 'abandoned' | 'handled'>;

export const noCalls: CallCounts = { offered: 0, answered: 0, missed: 0, abandoned: 0, handled: 0 };

/** What GC publishes, and what figures should make of it. */
export interface Script {
  readonly bodies: readonly string[];
  readonly counts: CallCounts;
}

export function state(agentId: string, word: string, reasonCode = ''): string {
  return JSON.stringify({ type: 'State', agentId, state: word, reasonCode });
}

export function call(agentId: string, dialogId: string, word: string): string {
  return JSON.stringify({ type: 'InboundCall', agentId, dialogId, state: word, fromAddress: '03001234567' });
}

/** A customer's call rings. */
export const ringing = (agentId: string, dialogId: string) => [
  state(agentId, 'RESERVED'),
  JSON.stringify({ type: 'NewInboundCall', agentId, dialogId, fromAddress: '03001234567' }),
  call(agentId, dialogId, 'ALERTING'),
];

/** A call is answered. */
export const answered = (agentId: string, dialogId: string) => [
  state(agentId, 'TALKING'),
  call(agentId, dialogId, 'ACTIVE'),
];

/** A conversation ends, with work after it. */
export const ended = (agentId: string, dialogId: string) => [
  call(agentId, dialogId, 'WRAP_UP'),
  state(agentId, 'WORK'),
  call(agentId, dialogId, 'DROP'),
  state(agentId, 'READY'),
];

let calls = 1000;

/** A call of a customer, which ends as chance has it. */
export function someCall(agentId: string, random: Random): Script {
  calls += 1;
  const id = String(calls);
  const choice = random.between(0, 1);
  if (choice < 0.6) {
    const bodies = [...ringing(agentId, id), ...answered(agentId, id), ...ended(agentId, id)];
    return { bodies, counts: { ...noCalls, offered: 1, answered: 1, handled: 1 } };
  }
  if (choice < 0.8) {
    const bodies = [...ringing(agentId, id), call(agentId, id, 'DROP'), state(agentId, 'READY')];
    return { bodies, counts: { ...noCalls, offered: 1, abandoned: 1 } };
  }
  const bodies = [
    ...ringing(agentId, id),
    call(agentId, id, 'DROP'),
    state(agentId, 'NOT_READY', '32767'),
    state(agentId, 'READY'),
  ];
  return { bodies, counts: { ...noCalls, offered: 1, missed: 1 } };
}

/** So many calls, one after the other. */
export function someCalls(agentId: string, count: number, random: Random): Script {
  const each = Array.from({ length: count }, () => someCall(agentId, random));
  return {
    bodies: each.flatMap(({ bodies }) => bodies),
    counts: each.map(({ counts }) => counts).reduce(sum, noCalls),
  };
}

export function sum(one: CallCounts, other: CallCounts): CallCounts {
  const names = Object.keys(noCalls) as (keyof CallCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as CallCounts;
}

/** What became of an agent's calls, by what the client has told. */
export function countsIn(told: readonly DerivedEvent[], agentId: string): CallCounts {
  const its = told.filter((event) => event.agentId === agentId);
  const count = (is: (event: DerivedEvent) => boolean) => its.filter(is).length;
  return {
    offered: count(({ type }) => type === 'CallOffered'),
    answered: count(({ type }) => type === 'CallAnswered'),
    missed: count((event) => event.type === 'CallMissed' && event.reason !== 'caller-gave-up'),
    abandoned: count((event) => event.type === 'CallMissed' && event.reason === 'caller-gave-up'),
    handled: count((event) => event.type === 'CallEnded' && event.answeredAt !== undefined),
  };
}
