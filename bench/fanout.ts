import { EventEmitter } from 'node:events';
import type { Node, NodeAPI } from 'node-red';
import type { GcClient } from '../lib/client';
import { SharedConnection, type ConnectionNode } from '../lib/nodered';
import { parseEvent } from '../lib/protocol';
import gcEventIn from '../nodes/gc-event-in/gc-event-in';
import { median, type Bench } from './measure';

const most = 1000;
const eventsPerRun = 50_000;
const runs = 15;

/**
 * What one event costs, from the text of GC to the message in the flow, with one gc-event-in node and with 1 000, each
 * for another agent: every event is for one of them. Rival: the one node. Not in it is what does not depend on nodes:
 * the broker, and what the client keeps.
 */
export const fanout: Bench = async () => {
  const [one, many] = [await start(1), await start(most)];
  try {
    const times = { one: [] as number[], many: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      times.one.push(time(one));
      times.many.push(time(many));
    }
    const [of1, ofMany] = [median(times.one), median(times.many)];
    return [
      `1 node          ${of1.toFixed(2)} us per event`,
      `${most} nodes      ${ofMany.toFixed(2)} us per event`,
      `ratio ${(ofMany / of1).toFixed(2)} (bound: 1.3)`,
    ];
  } finally {
    await Promise.all([one, many].map(({ connection }) => connection.close()));
  }
};

interface Flow {
  readonly connection: SharedConnection;
  readonly client: GcClient;
  readonly nodes: number;
  /** How many messages the nodes have sent. */
  sent(): number;
}

/** So many gc-event-in nodes on a connection, in as little of Node-RED as they need. */
async function start(nodes: number): Promise<Flow> {
  const nothing = () => undefined;
  let create: (this: Node, config: object) => void = nothing;
  const connectionNode = { id: 'connection', users: {}, status: nothing, log: nothing, warn: nothing };
  const RED = {
    events: new EventEmitter(),
    nodes: {
      createNode: nothing,
      getNode: () => connectionNode,
      registerType: (_: string, constructor: typeof create) => (create = constructor),
    },
  } as unknown as NodeAPI;
  const connection = new SharedConnection(RED, connectionNode as unknown as ConnectionNode, {
    mode: 'simulator',
    client: { destination: 'bench' },
    store: { kind: 'memory' },
    simulator: {},
  });
  Object.assign(connectionNode, { shared: connection });
  gcEventIn(RED);
  let sent = 0;
  const send = () => (sent += 1);
  for (let node = 0; node < nodes; node += 1) {
    const self = { id: `in${node}`, on: nothing, status: nothing, error: nothing, send };
    create.call(self as unknown as Node, {
      connection: 'connection',
      types: ['InboundCall'],
      agents: agentOf(node),
    });
  }
  return { connection, client: await connection.client(), nodes, sent: () => sent };
}

function agentOf(node: number): string {
  return String(10_000 + node);
}

/** Microseconds of the processor per event. */
function time({ client, nodes, ...flow }: Flow): number {
  const bodies = Array.from({ length: most }, (_, call) => bodyFor(agentOf(call % nodes), call));
  const sentBefore = flow.sent();
  const begun = process.cpuUsage();
  for (let count = 0; count < eventsPerRun; count += 1) {
    const raw = String(bodies[count % most]);
    const event = parseEvent(raw);
    client.emit('live', event);
    client.emit('event', event, { format: 'json', receivedAt: count, raw });
  }
  const { user, system } = process.cpuUsage(begun);
  const sent = flow.sent() - sentBefore;
  if (sent !== eventsPerRun) {
    throw new Error(`${sent} messages for ${eventsPerRun} events`);
  }
  return (user + system) / eventsPerRun;
}

function bodyFor(agentId: string, call: number): string {
  return `{"type":"InboundCall","dialogID":"${16_800_000 + call}","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":"","fromAddress":"03001234567","callVariables":{"callVariable1":"gold","callVariable2":"12345678","callVariable3":"Lahore"},"participants":[{"mediaAddress":"2001","state":"ACTIVE"},{"mediaAddress":"03001234567","state":"ACTIVE"}],"agentId":"${agentId}"}`;
}
