import type { AgentSnapshot } from '../../lib/client';
import { oldestBeyond } from '../../lib/nodered';
import type { KeptCount, KeptCounts } from './kept-counts';

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
  /** Absent where all is reported. */
  timer?: NodeJS.Timeout | undefined;
  told?: KeptCount['told'];
}

/** More agents than this are not real; the one who was counted first is not counted any more then. */
const maxAgents = 50_000;

/** No time that can be set is longer: for times that somebody has written down. */
const mostMs = 1_000_000_000;

/** Counts for how long agents are in certain states: with one timer for each agent who is. */
export class HeldStates {
  readonly #counts = new Map<string, Count>();
  /** What came before does not count, by a clock that nobody can set. */
  readonly #notBefore: number;
  #isClosed = false;

  /** `kept`: where it is kept what outlives a restart, if it does. */
  constructor(
    private readonly rule: Rule,
    private readonly lookUp: (agentId: string) => AgentSnapshot,
    private readonly fire: (held: Held) => void,
    private readonly kept?: KeptCounts,
  ) {
    this.#notBefore = performance.now() + rule.notBefore - Date.now();
  }

  /** Something is new about the agent; as long as the state is the same, its time goes on. */
  follow(agentId: string, isTimeTold = false): void {
    const agent = this.lookUp(agentId);
    const count = this.#counts.get(agentId);
    const goesOn = this.#fits(agent) && count?.state === agent.state;
    if (!goesOn) {
      this.#end(agentId);
      this.#begin(agent, isTimeTold);
    }
  }

  /** What is kept is for the next node, or process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#counts.values()) {
      clearTimeout(timer);
    }
    this.#counts.clear();
    await this.kept?.close();
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

  #begin(agent: AgentSnapshot, isTimeTold: boolean): void {
    const { agentId, state } = agent;
    const kept = this.kept?.earlier(agentId);
    const goesOn = kept !== undefined && this.kept?.goesOn(kept, agent, isTimeTold);
    if (!this.#fits(agent)) {
      const isTeamUnknown = goesOn && agent.team === undefined;
      if (kept !== undefined && state !== 'UNKNOWN' && !isTeamUnknown) {
        void this.kept?.write(agentId, undefined);
      }
      return;
    }
    const now = performance.now();
    const since = goesOn ? kept.since : agent.since;
    const ageMs = since === undefined ? 0 : Math.max(0, Date.now() - since);
    const beganAt = goesOn ? now - ageMs : Math.max(now - ageMs, this.#notBefore);
    const count: Count = { state, beganAt, ...(goesOn && { told: kept.told }) };
    this.#counts.set(agentId, count);
    this.#plan(agentId, count);
    void this.kept?.write(agentId, recordOf(count));
    const oldest = oldestBeyond(this.#counts, maxAgents);
    if (oldest !== undefined) {
      this.#end(oldest);
    }
  }

  #end(agentId: string): void {
    const count = this.#counts.get(agentId);
    if (count !== undefined) {
      clearTimeout(count.timer);
      this.#counts.delete(agentId);
      void this.kept?.write(agentId, undefined);
    }
  }

  /** Sets the timer for what is to be reported next. */
  #plan(agentId: string, count: Count): void {
    const { holdMs, repeatMs } = this.rule;
    const { told, beganAt } = count;
    const dueInMs =
      told === undefined
        ? beganAt + holdMs - performance.now()
        : repeatMs === undefined
          ? undefined
          : told.at + repeatMs - Date.now();
    count.timer =
      dueInMs === undefined
        ? undefined
        : setTimeout(
            () => {
              this.#due(agentId, count);
            },
            Math.ceil(Math.min(dueInMs, mostMs)),
          );
  }

  #due(agentId: string, count: Count): void {
    const agent = this.lookUp(agentId);
    // The client may have forgotten the agent.
    if (agent.state !== count.state) {
      this.#end(agentId);
      return;
    }
    const former = recordOf(count);
    const repeat = count.told === undefined ? 0 : count.told.repeat + 1;
    count.told = { repeat, at: Date.now() };
    this.#plan(agentId, count);
    const record = recordOf(count);
    const held = { agent, since: record.since, repeat };
    if (this.kept === undefined) {
      this.fire(held);
    } else {
      void this.#fireOnceWritten(this.kept, held, record, former);
    }
  }

  /** Written first: it is rather lost in a crash than reported twice. Never rejects. */
  async #fireOnceWritten(kept: KeptCounts, held: Held, record: KeptCount, former: KeptCount): Promise<void> {
    const { agentId } = held.agent;
    await kept.write(agentId, record);
    if (this.#isClosed) {
      await kept.write(agentId, former);
    } else {
      this.fire(held);
    }
  }
}

function recordOf({ state, beganAt, told }: Count): KeptCount {
  const since = Math.round(Date.now() - (performance.now() - beganAt));
  return { state, since, ...(told && { told }) };
}

function isOneOf(wanted: readonly string[], ...values: (string | undefined)[]): boolean {
  return wanted.length === 0 || values.some((value) => value !== undefined && wanted.includes(value));
}
