import { sizeOf } from '../model/calls/bounds';
import type { Leg } from '../model/calls/leg';
import { given } from '../model/given';
import type { AgentHint } from './agent-hint';
import { isObject, legForStore, ownValue, readAgent, readLeg } from './hint-fields';

/** A hint of another version is not read. */
const version = 1;
/** No agent has more calls. */
const mostLegs = 40;
/** Calls of one agent that take more than this are written down without their variables and participants. */
const mostCharacters = 32_000;
/** What a hint takes besides its calls. */
const agentSize = 200;

/** A hint as it is written down, and about how much that takes, in characters. */
export function recordOf({ agent, legs }: AgentHint): { readonly value: object; readonly size: number } {
  const kept = sizeOfAll(legs) > mostCharacters ? legs.map(lightened) : legs;
  const value = { version, ...(agent && { agent: given(agent) }), legs: kept.map(legForStore) };
  return { value, size: agentSize + sizeOfAll(kept) };
}

/** Reads what a store has of an agent. What is damaged or old is left out. No time in it is later than `now`. */
export function readHint(agentId: string, value: unknown, now: number): AgentHint {
  if (!isObject(value) || ownValue(value, 'version') !== version) {
    return { agent: undefined, legs: [] };
  }
  const legs = ownValue(value, 'legs');
  const known: readonly unknown[] = Array.isArray(legs) ? legs.slice(0, mostLegs) : [];
  return {
    agent: readAgent(ownValue(value, 'agent'), now),
    legs: known.flatMap((leg) => readLeg(agentId, leg, now) ?? []),
  };
}

function sizeOfAll(legs: readonly Leg[]): number {
  return legs.reduce((size, leg) => size + sizeOf(leg), 0);
}

/** A call without what takes more than the rest. */
function lightened(leg: Leg): Leg {
  const { callVariables, participants } = leg;
  return {
    ...leg,
    callVariables: undefined,
    callVariablesCut: callVariables === undefined ? leg.callVariablesCut : true,
    participants: undefined,
    participantsCut: participants === undefined ? leg.participantsCut : true,
  };
}
