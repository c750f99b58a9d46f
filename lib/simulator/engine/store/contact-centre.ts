import type { GcEvent } from '../../../protocol';
import type { Dialect } from '../../dialects';
import type { Site, SiteAgent } from '../../site';
import type { Clock } from '../clock';
import { Agent } from './agent';
import { Call, type AgentLeg, type CallKind, type Leg, type LegState, type WrapUp } from './call';
import { CallQueue } from './call-queue';
import type { FlavourRules } from './flavours';
import { ReadyAgents } from './ready-agents';
import { Routes } from './routes';
import { standingOf } from './standing';
import { TeamWatch } from './team-watch';

/** An event that GC can publish. */
export type PublishedEvent = Exclude<GcEvent, { type: 'Unknown' }>;

/** Takes what GC publishes on a destination; `fullName` is the name of the agent it is about. */
export type Publish = (destination: string, event: PublishedEvent, fullName?: string) => void;

/** What not every participant in a call has. */
export type LegTraits = Partial<Pick<Leg, 'main' | 'prevDialogId' | 'role'>>;

/**
 * All there is in the simulated contact centre, and the way out for what GC publishes. A store: nothing happens here by
 * itself. Behaviour is in the folders `calls` and `commands`.
 */
export class ContactCentre {
  readonly #agents = new Map<string, Agent>();
  readonly routes = new Routes();
  readonly teamWatch = new TeamWatch();
  /** By id. */
  readonly queues: ReadonlyMap<string, CallQueue<Call>>;
  readonly readyAgents = new ReadyAgents();
  /** The calls that somebody takes part in, by dialog id. */
  readonly calls = new Map<string, Call>();
  readonly wrapUps = new Map<Agent, WrapUp>();
  /** How many agents can be logged in at once; undefined means any number. */
  licences: number | undefined;
  readonly #legs = new Map<Agent, readonly AgentLeg[]>();
  readonly #extensions = new Map<string, Agent>();
  #lastDialogId: number;

  constructor(
    readonly site: Site,
    readonly rules: FlavourRules,
    readonly clock: Clock,
    readonly publish: Publish,
    /** Not all dialects have the same events. */
    readonly dialect: Dialect,
    firstDialogId: number,
  ) {
    this.licences = site.licences;
    for (const profile of site.agents) {
      this.hire(profile);
    }
    this.queues = new Map(site.queues.map((profile) => [profile.id, new CallQueue<Call>(profile)]));
    this.#lastDialogId = firstDialogId - 1;
  }

  /** By login id. */
  get agents(): ReadonlyMap<string, Agent> {
    return this.#agents;
  }

  /** Takes an agent on who was not there before. */
  hire(profile: SiteAgent): Agent {
    const agent = new Agent(profile, this.clock.now());
    this.#agents.set(agent.id, agent);
    return agent;
  }

  /** Forgets an agent, who must be logged out. */
  dismiss(agent: Agent): void {
    this.#agents.delete(agent.id);
    this.#legs.delete(agent);
    this.#extensions.delete(agent.extension);
    this.routes.disclaim(agent.id);
  }

  /** The agent who is logged in on an extension. */
  agentAt(extension: string): Agent | undefined {
    const agent = this.#extensions.get(extension);
    return agent?.isLoggedIn && agent.extension === extension ? agent : undefined;
  }

  legsOf(agent: Agent): readonly AgentLeg[] {
    return this.#legs.get(agent) ?? [];
  }

  /** A new call, which may be about another one. */
  openCall(kind: CallKind, fromAddress: string, toAddress: string, about?: Call): Call {
    this.#lastDialogId += 1;
    const dialogId = String(this.#lastDialogId);
    return new Call(dialogId, kind, fromAddress, toAddress, this.clock.now(), about);
  }

  addAgent(call: Call, agent: Agent, address: string, state: LegState, traits?: LegTraits): AgentLeg {
    const leg = { ...this.#newLeg(call, address, state, traits), agent };
    this.#add(leg);
    this.#legs.set(agent, [...this.legsOf(agent), leg]);
    return leg;
  }

  addOutsider(call: Call, address: string, state: LegState, traits?: LegTraits): Leg {
    const leg = { ...this.#newLeg(call, address, state, traits), agent: undefined };
    this.#add(leg);
    return leg;
  }

  #newLeg(call: Call, address: string, state: LegState, traits: LegTraits = {}) {
    const { main, prevDialogId, role } = traits;
    return {
      call,
      address,
      state,
      startTime: this.clock.now(),
      main,
      prevDialogId,
      role,
      onOver: new Set<() => void>(),
    };
  }

  #add(leg: Leg): void {
    const { call } = leg;
    call.legs.push(leg);
    this.calls.set(call.dialogId, call);
  }

  /** The agent is no longer in a call; the others in it may still see that the agent was. */
  detach(leg: AgentLeg): void {
    const { agent, call } = leg;
    this.#legs.set(
      agent,
      this.legsOf(agent).filter((other) => other !== leg),
    );
    agent.lastDialogId = call.dialogId;
  }

  /** Publishes an event for an agent, where GC knows of a destination. */
  report(agent: Agent, event: PublishedEvent): void {
    if (agent.destination !== undefined) {
      this.publish(agent.destination, event, agent.fullName);
    }
  }

  /** Works the agent's state out from the calls. Returns whether it is another than was shown last. */
  updateState(agent: Agent): boolean {
    const { state, reasonCode } = standingOf(agent, this.legsOf(agent), this.rules);
    const isNew = state !== agent.shown.state || reasonCode !== agent.shown.reasonCode;
    if (isNew) {
      agent.shown = { state, reasonCode };
      agent.since = this.clock.now();
    }
    this.#index(agent);
    return isNew;
  }

  /** Thousands of calls look for an extension or an agent who is ready. */
  #index(agent: Agent): void {
    if (agent.isLoggedIn) {
      this.#extensions.set(agent.extension, agent);
    }
    if (agent.shown.state === 'READY') {
      this.readyAgents.add(agent);
    } else {
      this.readyAgents.remove(agent);
    }
  }
}
