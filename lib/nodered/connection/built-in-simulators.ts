import type { BrokerAddress } from '../../client';
import type { Simulator } from '../../simulator';

/** The simulators within this Node-RED, by the port of their broker: other connections may lead to them, too. */
const known = new Map<number, Promise<Simulator>>();

/** Makes a simulator known that starts on this port; returns what ends this. */
export function makeKnown(simulator: Promise<Simulator>, port: number): () => void {
  const forget = () => {
    if (known.get(port) === simulator) {
      known.delete(port);
    }
  };
  known.set(port, simulator);
  simulator.catch(forget);
  return forget;
}

/** The simulator to which one of these addresses leads; undefined also for one that cannot start. */
export async function simulatorAt(brokers: readonly BrokerAddress[]): Promise<Simulator | undefined> {
  const here = brokers.filter(({ host }) => host === '127.0.0.1' || host === 'localhost');
  const simulators = here.map(({ port }) => known.get(port));
  return simulators.find((simulator) => simulator !== undefined)?.catch(() => undefined);
}
