import { findProblem } from '../../../protocol';
import type { Agent, HomeState, Standing } from './agent';
import type { CallQueue } from './call-queue';

/**
 * How a call began: given to an agent by a queue, an outside caller at an agent's own number, between agents, dialled
 * to the outside; about another call; the dialer's reservation of an agent, and its call to the customer; a
 * supervisor listening.
 */
export type CallKind =
  'routed' | 'direct' | 'internal' | 'outgoing' | 'consult' | 'preview' | 'outbound' | 'monitor';

/** The state of one participant, as Finesse has it. */
export type LegState =
  'INITIATING' | 'INITIATED' | 'ALERTING' | 'ACCEPTED' | 'ACTIVE' | 'HELD' | 'FAILED' | 'WRAP_UP' | 'DROPPED';

/** A participant in a call: an agent, or somebody outside. */
export interface Leg {
  readonly call: Call;
  /** Extension or number. */
  readonly address: string;
  readonly agent: Agent | undefined;
  state: LegState;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  /** The call that this one is about; then it is a consult call for this participant. */
  main: Call | undefined;
  /** The consult call that became this one, for whom it was transferred to. */
  readonly prevDialogId: string | undefined;
  /** What marks the participant in the list of participants. */
  readonly role: string | undefined;
  /** Run when the participant has left. */
  readonly onOver: Set<() => void>;
}

/** The leg of an agent. */
export interface AgentLeg extends Leg {
  readonly agent: Agent;
}

/** The call that an agent wraps up. */
export interface WrapUp {
  readonly leg: AgentLeg;
  /** The state after it. */
  readonly next: Standing<HomeState>;
  /** Lets it last until the agent ends it. */
  readonly stop: () => void;
}

const mostVariables = 100;

export class Call {
  /** Those who take part, in the order in which they came. */
  readonly legs: Leg[] = [];
  readonly variables: Map<string, string>;
  /** Whether a queue or the dialer gave the call to an agent, or the call that this one is about. */
  readonly isRouted: boolean;
  /** Why the call could not be set up. */
  cause: string | undefined;
  /** Whoever made it a conference. */
  controller: Agent | undefined;
  /** The queue it came through, until somebody answers. */
  queue: CallQueue<Call> | undefined;
  /** Whose part in another call is heard in this one. */
  watched: AgentLeg | undefined;
  isRecorded = true;
  /** What it was about, in the words of an agent. */
  wrapUpReason: string | undefined;
  /** Cancels what the call waits for. */
  stopWaiting: (() => void) | undefined;

  constructor(
    readonly dialogId: string,
    readonly kind: CallKind,
    readonly fromAddress: string,
    readonly toAddress: string,
    /** Milliseconds since 1970. */
    readonly startTime: number,
    /** The call that this one is about. */
    about?: Call,
  ) {
    this.variables = new Map(about?.variables);
    this.isRouted = about?.isRouted ?? (kind === 'routed' || kind === 'preview' || kind === 'outbound');
  }

  /** A participant who has left is no longer listed. */
  remove(leg: Leg): void {
    const place = this.legs.indexOf(leg);
    if (place !== -1) {
      this.legs.splice(place, 1);
    }
  }

  /** Sets a variable, or tells what is wrong with it. */
  setVariable(name: string, value: unknown): string | undefined {
    const problem = findProblem('variableName', name) ?? findProblem('variableValue', value);
    if (problem !== undefined) {
      return problem.text;
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

/** Whether the participant can hear and speak, or could if it were not on hold. */
export function isConnected({ state }: Leg): boolean {
  return state === 'ACTIVE' || state === 'HELD';
}

/** The state of a call as GC tells it to one of its participants. */
export function dialogStateOf(leg: Leg): string {
  const isRinging = leg.call.legs.some(({ state }) => state === 'ALERTING');
  if (leg.state === 'INITIATED' && isRinging) {
    return 'ALERTING';
  }
  return leg.state === 'DROPPED' ? 'DROP' : leg.state;
}
