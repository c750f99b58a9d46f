import type { DerivedEvent, GcEvent, User } from '../../protocol';
import type { AgentSnapshot } from './agent';
import { Agents } from './agents';
import type { AgentHint } from '../hints/agent-hint';
import { CallCommands } from './call-commands';
import { Calls, type CallSnapshot, type Recall } from './calls';
import { checkNumber, timeFrom } from '../configuration';
import { GcClock } from './gc-clock';
import { readZone } from './gc-zone';
import { ReasonLabels } from './reason-labels';
import { Teams, type TeamSnapshot } from './teams';

export interface TrackerOptions {
  /** For how long calls that are over stay known, in milliseconds; default 60 000. */
  readonly forgetEndedCallsMs?: number | undefined;
  /**
   * The time zone in which GC tells times: a name such as `Europe/Berlin`, or a distance from UTC such as `-05:00`.
   * Absent: this machine's, until events show another one.
   */
  readonly timeZone?: string | undefined;
}

/** What others know. */
export interface TrackerHelp {
  /** What the client has sent. */
  readonly commands?: CallCommands;
  /** Finds a call whose beginning this one has not heard of. */
  readonly recall?: Recall;
  /** How much all calls together may hold, in characters; default 100 000 000. */
  readonly mostCharacters?: number;
}

/** What is known of the contact centre. */
export interface TrackerSnapshot {
  readonly agents: readonly AgentSnapshot[];
  readonly calls: readonly CallSnapshot[];
  readonly teams: readonly TeamSnapshot[];
}

/**
 * Makes agents and calls out of the events of GC, and events of its own out of their changes. Pure: it has no timers
 * and asks nobody, so that the same events at the same times always make the same of it.
 */
export class Tracker {
  readonly #labels = new ReasonLabels();
  readonly #teams = new Teams();
  readonly agents: Agents;
  readonly calls: Calls;
  readonly clock: GcClock;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor({ forgetEndedCallsMs = 60_000, timeZone }: TrackerOptions = {}, help: TrackerHelp = {}) {
    const { commands = new CallCommands(), recall = () => undefined, mostCharacters } = help;
    checkNumber('forgetEndedCallsMs', forgetEndedCallsMs, timeFrom(0));
    this.clock = new GcClock(timeZone === undefined ? undefined : readZone(timeZone));
    this.agents = new Agents(this.clock, this.#labels);
    this.calls = new Calls({
      agents: this.agents,
      forgetEndedCallsMs,
      clock: this.clock,
      commands,
      recall,
      mostCharacters,
    });
  }

  /** Takes in an event that came at this time, in milliseconds since 1970; returns what is to be told of it. */
  apply(event: GcEvent, at: number): DerivedEvent[] {
    this.#labels.apply(event);
    this.#teams.apply(event);
    const changes = this.agents.apply(event, at);
    const told = this.calls.apply(event, changes, at);
    return changes.length === 0 ? told : [...changes, ...told];
  }

  /** GC lists the members of a team without saying of which: whoever has asked knows. */
  learnTeam(teamId: string, { users = [] }: { readonly users?: readonly User[] }): void {
    const members = users.flatMap(({ agentId }) => agentId ?? []);
    this.agents.learnTeam(members, this.#teams.learn({ id: teamId }));
  }

  /** To be called every second or so, with the time; returns what is to be told because nothing more has come. */
  pass(at: number): DerivedEvent[] {
    this.agents.expire(at);
    return this.calls.pass(at);
  }

  /** What is known of an agent, for the client that comes after this one. It changes with the next event. */
  hintOf(agentId: string): AgentHint {
    return { agent: this.agents.hintOf(agentId), legs: this.calls.hintsOf(agentId) };
  }

  /** Takes in what the client before this one knew of an agent. It counts once GC speaks of it. */
  takeHint(agentId: string, { agent, legs }: AgentHint, at: number): void {
    if (agent !== undefined) {
      this.agents.takeHint(agentId, agent, at);
    }
    for (const leg of legs) {
      this.calls.takeHint({ ...leg }, at);
    }
  }

  /** What a reason for a state is called, where GC was asked for the reasons. */
  reasonLabel(state: string, reasonCode: string): string | undefined {
    return this.#labels.of(state, reasonCode);
  }

  snapshot(): TrackerSnapshot {
    const agents = this.agents.all();
    return { agents, calls: this.calls.snapshot(), teams: this.#teams.all(agents) };
  }
}
