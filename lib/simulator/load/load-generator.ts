import { GcError } from '../../protocol';
import type { Clock, Engine, PublishedEvent } from '../engine';
import { sendHome } from '../engine/calls/closing-time';
import { Timers } from '../engine/timers';
import { Random } from '../random';
import { Callers } from './callers';
import { LoadAgent, type Workplace } from './load-agent';
import type { Load } from './options';
import { makeStaff } from './staff';

/** Keeps a contact centre busy: takes agents on, who work by themselves, and lets customers call. */
export class LoadGenerator {
  readonly #clock: Timers;
  readonly #random: Random;
  readonly #callers: Callers;
  readonly #agents = new Map<string, LoadAgent>();

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    private readonly engine: Engine,
    clock: Clock,
    readonly load: Load,
  ) {
    const { queues, teams } = engine.centre.site;
    if (queues.length === 0 || teams.length === 0) {
      throw new GcError('GC_INVALID_CONFIGURATION', {
        detail: 'the site of the simulator has no teams or no queues, so that there can be no load',
      });
    }
    this.#clock = new Timers(clock, () => undefined);
    this.#random = new Random(load.seed);
    const names = queues.map(({ name }) => name);
    this.#callers = new Callers(engine, this.#clock, this.#random, load, names);
  }

  begin(): void {
    const { centre } = this.engine;
    const workplace = this.#makeWorkplace();
    const present = [...centre.agents.values()].map(({ profile }) => profile);
    const taken = new Set(present.flatMap(({ agentId, extension }) => [agentId, extension]));
    const teams = centre.site.teams.map(({ id }) => id);
    for (const profile of makeStaff(this.load.agents, teams, taken, this.#random)) {
      const agent = new LoadAgent(profile, workplace);
      centre.hire(profile);
      this.#agents.set(profile.agentId, agent);
      agent.begin();
    }
    this.#callers.begin();
  }

  /** Customers hang up, and the agents go home. */
  end(): void {
    const { centre } = this.engine;
    const agents = [...this.#agents.keys()].flatMap((id) => centre.agents.get(id) ?? []);
    this.#agents.clear();
    this.#callers.end();
    this.#clock.stop();
    for (const agent of agents) {
      sendHome(centre, agent);
      centre.dismiss(agent);
    }
  }

  /** Takes notice of what GC publishes. */
  hear(destination: string, event: PublishedEvent): void {
    if (event.type !== 'State' && event.type !== 'InboundCall') {
      return;
    }
    const agent = destination === this.load.destination ? this.#agents.get(event.agentId) : undefined;
    if (event.type === 'InboundCall') {
      this.#callers.hear(event, agent !== undefined);
    }
    agent?.hear(event);
  }

  #makeWorkplace(): Workplace {
    return {
      clock: this.#clock,
      random: this.#random,
      destination: this.load.destination,
      reasonCodes: this.engine.centre.site.reasonCodes.NOT_READY.map(({ code }) => code),
      customers: this.#callers,
      send: (type, body) => {
        this.engine.receive(type, body);
      },
    };
  }
}
