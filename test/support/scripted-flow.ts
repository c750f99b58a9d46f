import { connectionTo, Flow, type FlowNode } from './flow';
import type { ScriptedGc } from './scripted-gc';

/**
 * A flow with a node that speaks to a scripted GC. What it sends on comes to `out`; calls that GC tells of come to
 * `told`, once the client knows them. Returns when GC has answered its first heartbeat.
 */
export async function startScripted(
  gc: ScriptedGc,
  node: FlowNode,
  {
    credentials = {},
    more = [],
    connection = {},
  }: {
    credentials?: Record<string, unknown>;
    more?: FlowNode[];
    connection?: Record<string, unknown>;
  } = {},
): Promise<Flow> {
  const events = { type: 'gc-event-in', connection: 'connection' };
  const flow = await Flow.start(
    [
      connectionTo(gc.broker.port, connection),
      { connection: 'connection', wires: [['out']], ...node },
      { id: 'system', ...events, types: ['System'], wires: [['alive']] },
      { id: 'calls', ...events, types: ['InboundCall', 'ConsultCall'], wires: [['told']] },
      { id: 'out', type: 'helper' },
      { id: 'alive', type: 'helper' },
      { id: 'told', type: 'helper' },
      ...more,
    ],
    credentials,
  );
  await flow.next('alive');
  return flow;
}

/** Lets GC publish events of calls, and waits until the client knows them. */
export async function tell(gc: ScriptedGc, flow: Flow, ...events: string[]): Promise<void> {
  await gc.publish(...events);
  await Promise.all(events.map(() => flow.next('told')));
}
