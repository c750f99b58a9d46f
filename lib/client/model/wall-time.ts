import {
  commonAttributes,
  derivedEventRow,
  derivedEvents,
  type DerivedAttribute,
  type DerivedEvent,
  type DerivedEventType,
} from '../../protocol';
import type { AgentSnapshot } from './agent';
import type { AgentHint } from '../hints/agent-hint';
import type { CallSnapshot, LegSnapshot } from './calls';

/** The names of the attributes that are times, in all derived events. */
function timesOfDerivedEvents(): string[] {
  const names = (Object.keys(derivedEvents) as DerivedEventType[]).flatMap((type) => {
    const { about, attributes } = derivedEventRow(type);
    const common: Readonly<Record<string, DerivedAttribute>> = commonAttributes[about];
    return Object.entries({ ...common, ...attributes }).flatMap(([name, { kind }]) =>
      kind === 'time' ? [name] : [],
    );
  });
  return [...new Set(names)];
}

/** The names of the attributes that are times. */
const timesOf = {
  agent: ['since'],
  call: ['startedAt', 'endedAt'],
  leg: ['startedAt', 'answeredAt', 'heldAt', 'wrapUpAt', 'endedAt', 'changedAt', 'conferenceAt'],
  event: timesOfDerivedEvents(),
} as const;

/**
 * Tells times of the steady clock as the machine's clock shows them now, which is `stepMs` ahead: so what is told at
 * one time fits together, and with the clock on the wall.
 */
export const wallTime = {
  agent: (agent: AgentSnapshot, stepMs: number): AgentSnapshot => moved(agent, timesOf.agent, stepMs),
  leg: <L extends LegSnapshot>(leg: L, stepMs: number): L => moved(leg, timesOf.leg, stepMs),
  hint: ({ agent, legs }: AgentHint, stepMs: number): AgentHint => ({
    agent: agent && moved(agent, timesOf.agent, stepMs),
    legs: legs.map((leg) => moved(leg, timesOf.leg, stepMs)),
  }),
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
