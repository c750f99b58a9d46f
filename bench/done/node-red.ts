import { runFlow } from '../events/flow';
import { brokerPort, destination } from '../events/meter';
import type { Question, Report } from '../scale/child';

const z = 'tab';
const connection = 'connection';
const acknowledge = destination.replace(/^.*\./, '');
const isSaidByFlow = acknowledge === 'flow-says-so';

const flow = [
  {
    id: connection,
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: String(brokerPort),
    destination,
    delivery: 'queue',
    prefetch: '1000',
    atOnce: '50',
  },
  { id: 'in', type: 'gc-event-in', z, connection, types: ['State'], acknowledge, wires: [['working']] },
  {
    id: 'working',
    type: 'delay',
    z,
    pauseType: 'delay',
    timeout: '5',
    timeoutUnits: 'milliseconds',
    outputs: 1,
    wires: [[isSaidByFlow ? 'ending' : 'end']],
  },
  { id: 'ending', type: 'gc-done', z, action: 'done', actionType: 'action', wires: [['end']] },
  { id: 'health', type: 'gc-event-in', z, connection, types: ['Health'], wires: [['end']] },
];

let left = 0;
let begun = 0;
let isConnected = false;

process.on('message', (asked: Question) => {
  left = asked === 'heap' ? 0 : asked.events;
  begun = performance.now();
  process.send?.('counting');
});

void runFlow(flow, {
  onMessage: ({ type, broker }) => {
    if (type !== 'Health') {
      left -= 1;
      if (left === 0) {
        const report: Report = { cpuUs: 0, ms: performance.now() - begun, delayMs: 0 };
        process.send?.(report);
      }
    } else if (broker?.condition === 'connected' && !isConnected) {
      isConnected = true;
      process.send?.('connected');
    }
  },
  subscribe: () => undefined,
});
