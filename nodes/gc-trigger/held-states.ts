import type { AgentSnapshot } from '../../lib/client';

/** What has to hold, for whom, and for how long. In a list, nothing means anything. Times are in milliseconds. */
export interface Rule {
  readonly agents: readonly string[];
  /** Ids or names, in lower case. */
  readonly teams: readonly string[];
  readonly states: readonly string[];
  readonly reasonCodes: readonly string[];
  readonly holdMs: number;
  /** Absent: once. */
  readonly repeatMs?: number | undefined;
  /** What came before does not count. */
  readonly notBefore: number;
}

/** A state that has held for long enough. */
export interface Held {
  readonly agent: AgentSnapshot;
  /** When it began, as far as it counts, in milliseconds since 1970. */
  readonly since: number;
  /** 0 for the first time, then 1, 2, … */
  readonly repeat: number;
}

/** An agent who is in one of the states. */
interface Count {
  readonly state: string;
  /** When that began, by a clock that nobody can set. */
  readonly beganAt: number;
  timer: NodeJS.Timeout;
}

/** More agents than this are not real; the one who was counted first is not counted any more then. */
const maxAgents = 50_000;

/** Counts for how long agents are in certain states: with one timer for each agent who is. */
export class HeldStates {
  readonly #counts = new Map<string, Count>();
  /** What came before does not count, by a clock that nobody can set. */
  readonly #notBefore: number;

  constructor(
    private readonly rule: Rule,
    private readonly lookUp: (agentId: string) => AgentSnapshot,
    private readonly fire: (held: Held) => void,
  ) {
    this.#notBefore = performance.now() + rule.notBefore - Date.now();
  }

  /** Something is new about the agent; as long as the state is the same, its time goes on. */
  readonly follow = (agentId: string): void => {
    const agent = this.lookUp(agentId);
    const count = this.#counts.get(agentId);
    const goesOn = this.#fits(agent) && count?.state === agent.state;
    if (!goesOn) {
      this.#end(agentId);
      this.#begin(agent);
    }
  };

  close(): void {
    [...this.#counts.keys()].forEach((agentId) => {
      this.#end(agentId);
    });
  }

  #fits({ agentId, team, state, reasonCode }: AgentSnapshot): boolean {
    const { agents, teams, states, reasonCodes } = this.rule;
    return (
      isOneOf(states, state) &&
      isOneOf(agents, agentId) &&
      isOneOf(teams, team?.id?.toLowerCase(), team?.name?.toLowerCase()) &&
      isOneOf(reasonCodes, reasonCode)
    );
  }

  #begin(agent: AgentSnapshot): void {
    if (!this.#fits(agent)) {
      return;
    }
    const { agentId, state } = agent;
    const now = performance.now();
    const ageMs = agent.since === undefined ? 0 : Math.max(0, Date.now() - agent.since);
    const beganAt = Math.max(now - ageMs, this.#notBefore);
    const timer = this.#schedule(agentId, beganAt + this.rule.holdMs - now, 0);
    this.#counts.set(agentId, { state, beganAt, timer });
    const [oldest] = this.#counts.size > maxAgents ? this.#counts.keys() : [];
    if (oldest !== undefined) {
      this.#end(oldest);
    }
  }

  #end(agentId: string): void {
    clearTimeout(this.#counts.get(agentId)?.timer);
    this.#counts.delete(agentId);
  }

  #schedule(agentId: string, delayMs: number, repeat: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#due(agentId, repeat);
    }, Math.ceil(delayMs));
  }

  #due(agentId: string, repeat: number): void {
    const agent = this.lookUp(agentId);
    const count = this.#counts.get(agentId);
    // The client may have forgotten the agent.
    if (count === undefined || agent.state !== count.state) {
      this.#end(agentId);
      return;
    }
    if (this.rule.repeatMs !== undefined) {
      count.timer = this.#schedule(agentId, this.rule.repeatMs, repeat + 1);
    }
    const since = Math.round(Date.now() - (performance.now() - count.beganAt));
    this.fire({ agent, since, repeat });
  }
}

function isOneOf(wanted: readonly string[], ...values: (string | undefined)[]): boolean {
  return wanted.length === 0 || values.some((value) => value !== undefined && wanted.includes(value));
}
