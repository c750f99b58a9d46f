import type { ConnectionNode } from '../lib/nodered';
import type { GcClient } from '../lib/client';
import type { SiteAgent } from '../lib/simulator';
import { Flow, type FlowNode, type Message, type Received } from '../test/support/flow';
import { until } from '../test/support/wait';
import type { CommandEnded } from '../lib/protocol';
import { CommandBalance } from './command-balance';
import { Ledger } from './ledger';
import type { Stage } from './row';

/** The nodes of a flow that take messages. */
export type Target = 'state' | 'dial' | 'call';

/** A flow in Node-RED's own runtime that does what it is told with agents of GC, and counts what comes of it. */
export class Workplace {
  readonly ledger = new Ledger();
  readonly balance = new CommandBalance();
  /** Errors that belong to no message. */
  readonly strayErrors: string[] = [];
  /** How often the flow was told that an agent was logged out. */
  logouts = 0;

  private constructor(
    readonly flow: Flow,
    readonly client: GcClient,
  ) {}

  /** Resolves when GC is in service for the flow. */
  static async open(
    { brokers, login }: Stage,
    agents: readonly SiteAgent[],
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Workplace> {
    const [first, ...standbys] = brokers.addresses.map(({ host, port }) => ({ host, port: String(port) }));
    const secrets = agents.map(({ agentId, password }) => [`agent-${agentId}`, { password }]);
    const flow = await Flow.start(
      [{ ...connection, ...first, standbys, ...settings }, ...agents.map(agentNode), ...nodes],
      { connection: login, ...Object.fromEntries(secrets) },
    );
    const { shared } = flow.node('connection') as ConnectionNode;
    await until(() => shared.isWell, { timeoutMs: 30_000, what: 'GC in service' });
    const workplace = new Workplace(flow, await shared.client());
    workplace.#listen();
    return workplace;
  }

  send(to: Target, message: Message): void {
    this.flow.send(to, { ...message, number: this.ledger.open() });
  }

  /** Logs everybody in, as a flow does it. */
  async logIn(agents: readonly SiteAgent[]): Promise<void> {
    const before = this.ledger.done;
    for (const { agentId } of agents) {
      this.send('state', { agentId, payload: 'login' });
    }
    await this.allEnded();
    const loggedIn = this.ledger.done - before;
    if (loggedIn < agents.length) {
      throw new Error(`Only ${loggedIn} of ${agents.length} agents could be logged in.`);
    }
  }

  async allEnded(): Promise<void> {
    await until(() => this.ledger.openCount === 0, { timeoutMs: 60_000, what: 'the end of all messages' });
  }

  close(): Promise<void> {
    return this.flow.stop();
  }

  #listen(): void {
    this.balance.watch(this.client);
    void this.#take('completed', ({ number }) => {
      this.ledger.end(number as number, 'done');
    });
    void this.#take('caught', ({ number, error }) => {
      if (typeof number === 'number') {
        this.ledger.end(number, error?.code ?? 'other');
      } else {
        this.strayErrors.push(String(error?.message));
      }
    });
    void this.#take('told', ({ payload }) => {
      const { state, recovered } = payload as { state: string; recovered?: true };
      this.logouts += state === 'LOGOUT' && recovered !== true ? 1 : 0;
    });
    void this.#take('audited', ({ payload }) => {
      this.balance.take(payload as CommandEnded);
    });
  }

  /** Until the flow stops. */
  async #take(id: string, take: (message: Received) => void): Promise<void> {
    for (;;) {
      take(await this.flow.next(id));
    }
  }
}

const connection: FlowNode = {
  id: 'connection',
  type: 'gc-connection',
  mode: 'gc',
  destination: 'chaos',
};

function agentNode({ agentId, extension }: SiteAgent): FlowNode {
  return { id: `agent-${agentId}`, type: 'gc-agent', agentId, extension };
}

const ofConnection = { connection: 'connection', wires: [[]] };

const nodes: readonly FlowNode[] = [
  { ...ofConnection, id: 'state', type: 'agent-state' },
  { ...ofConnection, id: 'dial', type: 'make-call' },
  { ...ofConnection, id: 'call', type: 'gc-call-control' },
  { ...ofConnection, id: 'events', type: 'gc-event-in', types: ['State'], wires: [['told']] },
  { ...ofConnection, id: 'audit', type: 'gc-event-in', types: ['CommandEnded'], wires: [['audited']] },
  { id: 'completing', type: 'complete', scope: ['state', 'dial', 'call'], wires: [['completed']] },
  { id: 'completed', type: 'helper' },
  { id: 'told', type: 'helper' },
  { id: 'audited', type: 'helper' },
];
