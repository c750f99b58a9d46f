/** Of which types and agents a subscriber wants the events; none named means all. */
export interface Interest {
  readonly types?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
}

/** Stands for all types, or all agents; neither can be called so. */
const any = '';
const none: readonly never[] = [];

/**
 * Subscribers, found by the agent and type of an event: who wants to know of other agents costs an event nothing.
 */
export class Subscribers<Subscriber> {
  /** By agent, then by type. */
  readonly #subscribers = new Map<string, Map<string, readonly Subscriber[]>>();

  /** Returns what takes the subscriber out again. */
  add({ types, agents }: Interest, subscriber: Subscriber): () => void {
    const places = orAny(agents).flatMap((agent) => orAny(types).map((type) => [agent, type] as const));
    for (const [agent, type] of places) {
      this.#set(agent, type, [...this.#at(agent, type), subscriber]);
    }
    return () => {
      for (const [agent, type] of places) {
        this.#set(
          agent,
          type,
          this.#at(agent, type).filter((other) => other !== subscriber),
        );
      }
    };
  }

  /** Those who want an event of this type about this agent, or about none. */
  of(type: string, agentId: string | undefined): Subscriber[] {
    const ofAny = this.#subscribers.get(any);
    const ofAgent = agentId === undefined ? undefined : this.#subscribers.get(agentId);
    const found = [...(ofAny?.get(any) ?? none), ...(ofAny?.get(type) ?? none)];
    if (ofAgent !== undefined) {
      found.push(...(ofAgent.get(any) ?? none), ...(ofAgent.get(type) ?? none));
    }
    return found;
  }

  /** Of those, the ones who have named the type. */
  naming(type: string, agentId: string | undefined): Subscriber[] {
    return [...this.#at(any, type), ...(agentId === undefined ? none : this.#at(agentId, type))];
  }

  get isEmpty(): boolean {
    return this.#subscribers.size === 0;
  }

  #at(agent: string, type: string): readonly Subscriber[] {
    return this.#subscribers.get(agent)?.get(type) ?? none;
  }

  #set(agent: string, type: string, subscribers: readonly Subscriber[]): void {
    const ofAgent = this.#subscribers.get(agent) ?? new Map<string, readonly Subscriber[]>();
    this.#subscribers.set(agent, ofAgent.set(type, subscribers));
    if (subscribers.length === 0) {
      ofAgent.delete(type);
    }
    if (ofAgent.size === 0) {
      this.#subscribers.delete(agent);
    }
  }
}

function orAny(names: readonly string[] | undefined): readonly string[] {
  return names === undefined || names.length === 0 ? [any] : [...new Set(names)];
}
