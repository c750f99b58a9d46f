import { runFlow } from './flow';
import { Meter } from './meter';
import { subscribe } from './subscribe';

const meter = new Meter();

/** A Node-RED with a node that does nothing but subscribe and read: it knows nothing of agents and calls. */
void runFlow([{ id: 'in', type: 'stomp in', z: 'tab', wires: [['end']] }], {
  onMessage: () => {
    meter.count();
  },
  subscribe: (onBody) => {
    void subscribe(onBody, () => {
      meter.ready();
    });
  },
});
