import { events } from '../../lib/protocol';
import { runFlow } from './flow';
import { brokerPort, destination, Meter } from './meter';

const eventIn = { type: 'gc-event-in', z: 'tab', connection: 'connection', wires: [['end']] };

/** A Node-RED with our nodes as they are published, and with more of them. */
export function runOurs(more: readonly object[] = []): void {
  const meter = new Meter();
  void runFlow(
    [
      {
        id: 'connection',
        type: 'gc-connection',
        mode: 'gc',
        host: '127.0.0.1',
        port: String(brokerPort),
        destination,
      },
      { ...eventIn, id: 'in', types: Object.keys(events) },
      { ...eventIn, id: 'health', types: ['Health'] },
      ...more,
    ],
    {
      onMessage: ({ type, broker }) => {
        if (type !== 'Health') {
          meter.count();
        } else if (broker?.condition === 'connected') {
          meter.ready();
        }
      },
      subscribe: () => undefined,
    },
  );
}
