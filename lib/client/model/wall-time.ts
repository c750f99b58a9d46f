import type { DerivedEvent } from '../../protocol';
import type { AgentSnapshot } from './agents';
import type { CallSnapshot, LegSnapshot } from './calls';

/** What of these is a time. */
const timesOf = {
  agent: ['since'],
  call: ['startedAt', 'endedAt'],
  leg: ['startedAt', 'answeredAt', 'heldAt', 'wrapUpAt', 'endedAt', 'changedAt'],
  event: ['at', 'startedAt', 'answeredAt', 'endedAt'],
} as const;

/**
 * Tells times of the steady clock as the machine's clock shows them now, which is `stepMs` ahead: so what is told at
 * one time fits together, and with the clock on the wall.
 */
export const wallTime = {
  agent: (agent: AgentSnapshot, stepMs: number): AgentSnapshot => moved(agent, timesOf.agent, stepMs),
  leg: <L extends LegSnapshot>(leg: L, stepMs: number): L => moved(leg, timesOf.leg, stepMs),
  event: (event: DerivedEvent, stepMs: number): DerivedEvent => moved(event, timesOf.event, stepMs),
  call: (call: CallSnapshot, stepMs: number): CallSnapshot => ({
    ...moved(call, timesOf.call, stepMs),
    legs: call.legs.map((leg) => wallTime.leg(leg, stepMs)),
  }),
};

function moved<T extends object>(told: T, times: readonly string[], byMs: number): T {
  const result = { ...told } as Record<string, unknown>;
  for (const name of times) {
    const time = result[name];
    if (typeof time === 'number') {
      result[name] = time + byMs;
    }
  }
  return result as T;
}
