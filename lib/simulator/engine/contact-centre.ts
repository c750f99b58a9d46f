import type { GcEvent } from '../../protocol';
import type { Site } from '../site';
import { Agent } from './agent';
import { Call, isAgentLeg, type AgentLeg, type LegState } from './call';
import type { Clock } from './clock';
import { stateEvent } from './events';
import type { FlavourRules } from './flavours';
import { Routes } from './routes';
import { standingOf } from './standing';

/** An event that GC can publish. */
export type PublishedEvent = Exclude<GcEvent, { type: 'Unknown' }>;

/** Takes what GC publishes on a destination; `fullName` is the name of the agent it is about. */
export type Publish = (destination: string, event: PublishedEvent, fullName?: string) => void;

/** All there is in the simulated contact centre, and the telling of what happens to it. */
export class ContactCentre {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly routes = new Routes();
  readonly #legs = new Map<Agent, AgentLeg[]>();
  #lastDialogId: number;

  constructor(
    readonly site: Site,
    readonly rules: FlavourRules,
    readonly clock: Clock,
    readonly publish: Publish,
    firstDialogId: number,
  ) {
    this.agents = new Map(site.agents.map((profile) => [profile.agentId, new Agent(profile, clock.now())]));
    this.#lastDialogId = firstDialogId - 1;
  }

  /** The agent who is logged in on an extension. */
  agentAt(extension: string): Agent | undefined {
    return [...this.agents.values()].find((agent) => agent.isLoggedIn && agent.extension === extension);
  }

  legsOf(agent: Agent): readonly AgentLeg[] {
    return this.#legs.get(agent) ?? [];
  }

  openCall(fromAddress: string, isRouted: boolean): Call {
    this.#lastDialogId += 1;
    return new Call(String(this.#lastDialogId), fromAddress, isRouted);
  }

  addAgent(call: Call, agent: Agent, address: string, state: LegState): AgentLeg {
    const leg = { call, address, agent, state, startTime: this.clock.now() };
    call.legs.push(leg);
    this.#legs.set(agent, [...this.legsOf(agent), leg]);
    return leg;
  }

  addOutsider(call: Call, address: string, state: LegState): void {
    call.legs.push({ call, address, agent: undefined, state, startTime: this.clock.now() });
  }

  /** Forgets a call. What the agents asked for during their last call comes into effect. */
  closeCall(call: Call): void {
    call.stopWaiting?.();
    for (const { agent } of call.legs.filter(isAgentLeg)) {
      const others = this.legsOf(agent).filter((leg) => leg.call !== call);
      this.#legs.set(agent, others);
      agent.lastDialogId = call.dialogId;
      if (others.length === 0 && agent.pending !== undefined) {
        agent.home = agent.pending;
        agent.pending = undefined;
      }
    }
  }

  /** Stops all that would happen by itself. */
  close(): void {
    for (const { call } of [...this.#legs.values()].flat()) {
      call.stopWaiting?.();
    }
  }

  tell(agent: Agent, event: PublishedEvent): void {
    if (agent.destination !== undefined) {
      this.publish(agent.destination, event, agent.fullName);
    }
  }

  /** Tells the agent's state, where it is another than before. */
  showState(agent: Agent): void {
    if (this.#updateState(agent)) {
      this.#tellState(agent);
    }
  }

  /** Tells the agent's state, changed or not. */
  tellState(agent: Agent): void {
    this.#updateState(agent);
    this.#tellState(agent);
  }

  #updateState(agent: Agent): boolean {
    const { state, reasonCode } = standingOf(agent, this.legsOf(agent), this.rules);
    const isNew = state !== agent.shown.state || reasonCode !== agent.shown.reasonCode;
    if (isNew) {
      agent.shown = { state, reasonCode };
      agent.since = this.clock.now();
    }
    return isNew;
  }

  #tellState(agent: Agent): void {
    this.tell(agent, stateEvent(agent, this.rules));
  }
}
