import { findProblem } from '../../protocol';
import type { Agent } from './agent';

/** The state of one participant, as Finesse has it. */
export type LegState = 'INITIATING' | 'INITIATED' | 'ALERTING' | 'ACTIVE' | 'HELD' | 'FAILED' | 'DROPPED';

/** A participant in a call: an agent, or somebody outside. */
export interface Leg {
  readonly call: Call;
  /** Extension or number. */
  readonly address: string;
  readonly agent: Agent | undefined;
  state: LegState;
  /** Milliseconds since 1970. */
  readonly startTime: number;
}

/** The leg of an agent. */
export interface AgentLeg extends Leg {
  readonly agent: Agent;
}

const mostVariables = 100;

export class Call {
  readonly legs: Leg[] = [];
  readonly variables = new Map<string, string>();
  /** Why the call could not be set up. */
  cause: string | undefined;
  /** Cancels what the call waits for. */
  stopWaiting: (() => void) | undefined;

  constructor(
    readonly dialogId: string,
    readonly fromAddress: string,
    /** Whether a queue gave the call to the agent. */
    readonly isRouted: boolean,
  ) {}

  /** Sets a variable, or tells what is wrong with it. */
  setVariable(name: string, value: unknown): string | undefined {
    const problem = findProblem('variableName', name) ?? findProblem('variableValue', value);
    if (problem !== undefined) {
      return problem;
    }
    if (this.variables.size >= mostVariables && !this.variables.has(name)) {
      return `is one too many: a call has ${mostVariables} at most`;
    }
    this.variables.set(name, String(value));
    return undefined;
  }
}

export function isAgentLeg(leg: Leg): leg is AgentLeg {
  return leg.agent !== undefined;
}

/** The state of a call as GC tells it to one of its participants. */
export function dialogStateOf(leg: Leg): string {
  const isRinging = leg.call.legs.some(({ state }) => state === 'ALERTING');
  if (leg.state === 'INITIATED' && isRinging) {
    return 'ALERTING';
  }
  return leg.state === 'DROPPED' ? 'DROP' : leg.state;
}
