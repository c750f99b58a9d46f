import { setTimeout as delay } from 'node:timers/promises';
import { GcClient } from '../../lib/client';
import { startSimulator, type Simulator } from '../../lib/simulator';
import type { BrokerAddress } from '../../lib/stomp';
import type { RecordedEvent } from './event-recorder';

export interface BusyGcOptions {
  brokers: readonly BrokerAddress[];
  user: string;
  password: string;
  /** Where the events of its agents go. */
  destination: string;
}

const agentCount = 10;

/** A simulated GC beside ActiveMQ. Its agents are called, and remembered is what it says about the calls. */
export class BusyGc {
  #calls = 0;

  private constructor(
    private readonly simulator: Simulator,
    /** The events about calls, as GC has published them. */
    readonly published: readonly Omit<RecordedEvent, 'redelivered'>[],
  ) {}

  /** Resolves when its agents are logged in. */
  static async start({ brokers, user, password, destination }: BusyGcOptions): Promise<BusyGc> {
    const published: Omit<RecordedEvent, 'redelivered'>[] = [];
    const simulator = await startSimulator({
      broker: brokers.map((broker) => ({ ...broker, user, password })),
      onLog: (entry) => {
        const event = entry.kind === 'event' ? entry.event : undefined;
        if (entry.kind === 'event' && (event?.type === 'NewInboundCall' || event?.type === 'InboundCall')) {
          published.push({ agentId: event.agentId, raw: entry.body });
        }
      },
    });
    const client = new GcClient({ brokers, user, password, destination });
    await client.connect();
    await Promise.all(simulator.agents.slice(0, agentCount).map((agent) => client.login(agent)));
    await client.close();
    return new BusyGc(simulator, published);
  }

  /** Customers call and hang up until so many events about calls were published. */
  async publish(count: number, pauseMs = 0): Promise<void> {
    const until = this.published.length + count;
    while (this.published.length < until) {
      this.#calls += 1;
      const to = String(this.simulator.agents[this.#calls % agentCount]?.agentId);
      this.simulator.customerHangsUp({ to: this.simulator.incomingCall({ to, from: '03001234567' }) });
      await delay(pauseMs);
    }
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

/** What became of published events. */
export interface Account {
  /** How many were received at all. */
  received: number;
  /** How many were received more than once. */
  twice: number;
  /** How many of these did not say so. */
  unmarked: number;
  /** Agents whose events did not come in the order in which they were published. */
  disordered: string[];
}

/** `received`: the events of all recorders, one after the other. */
export function takeAccount(published: BusyGc['published'], received: readonly RecordedEvent[]): Account {
  const seen = new Set<string>();
  const first: RecordedEvent[] = [];
  const again: RecordedEvent[] = [];
  for (const event of received) {
    (seen.has(event.raw) ? again : first).push(event);
    seen.add(event.raw);
  }
  const rawOf = (agentId: string, events: BusyGc['published']) =>
    events.filter((event) => event.agentId === agentId && seen.has(event.raw)).map(({ raw }) => raw);
  const agentIds = [...new Set(published.map(({ agentId }) => agentId))];
  return {
    received: first.length,
    twice: new Set(again.map(({ raw }) => raw)).size,
    unmarked: again.filter(({ redelivered }) => !redelivered).length,
    disordered: agentIds.filter(
      (agentId) => rawOf(agentId, published).join('\n') !== rawOf(agentId, first).join('\n'),
    ),
  };
}
