import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventLoopWatch } from '../../chaos/event-loop';
import { events } from '../../lib/protocol';
import { runFlow } from '../events/flow';
import { brokerPort, destination } from '../events/meter';
import type { Question, Report } from './child';

const eventTypes = Object.keys(events);
const z = 'tab';
const connection = 'connection';

/** 200 nodes of ours: the connection, all events into the meter, its health, and nodes for one agent each. */
const flow = [
  {
    id: connection,
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: String(brokerPort),
    destination,
  },
  { id: 'all', type: 'gc-event-in', z, connection, types: eventTypes, wires: [['end']] },
  { id: 'health', type: 'gc-event-in', z, connection, types: ['Health'], wires: [['end']] },
  ...nodes(100, 'gc-event-in', (agents) => ({ types: ['State', 'InboundCall'], agents, wires: [['none']] })),
  ...nodes(50, 'gc-trigger', (agents) => ({ states: ['NOT_READY'], seconds: '600', agents })),
  ...nodes(47, 'make-call', () => ({})),
];

let count: Count | undefined;

/** Counts so many events, and reports what they took. To watch the event loop meanwhile takes the processor as well. */
class Count {
  readonly #watch: EventLoopWatch | undefined;
  readonly #begun = performance.now();
  readonly #cpu = process.cpuUsage();

  constructor(
    private left: number,
    watched: boolean,
  ) {
    this.#watch = watched ? new EventLoopWatch() : undefined;
  }

  next(): void {
    this.left -= 1;
    if (this.left === 0) {
      const { user, system } = process.cpuUsage(this.#cpu);
      const ms = performance.now() - this.#begun;
      this.#watch?.stop();
      const report: Report = { cpuUs: user + system, ms, delayMs: this.#watch?.quantile(0.99) ?? 0 };
      process.send?.(report);
    }
  }
}

process.on('message', (asked: Question) => {
  if (asked === 'heap') {
    process.send?.(heapInUse());
  } else {
    count = new Count(asked.events, asked.watched);
    process.send?.('counting');
  }
});

let isConnected = false;

void runFlow(flow, {
  onMessage: ({ type, broker }) => {
    if (type !== 'Health') {
      count?.next();
    } else if (broker?.condition === 'connected' && !isConnected) {
      isConnected = true;
      process.send?.('connected');
    }
  },
  subscribe: () => undefined,
});

function nodes(many: number, type: string, fields: (agentId: string) => object): object[] {
  return Array.from({ length: many }, (_, index) => {
    const agentId = String(15_001 + index);
    return { id: `${type}${index}`, type, z, connection, wires: [], ...fields(agentId) };
  });
}

/** In bytes, after all that is not in use has been cleared away. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
