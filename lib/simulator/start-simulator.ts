import { randomUUID } from 'node:crypto';
import { startBroker } from './broker';
import { checkQuantity } from './check-quantity';
import { seeds, speeds } from './quantity';
import { RunningSimulator } from './running-simulator';
import type { Simulator, SimulatorBroker, SimulatorOptions } from './simulator';
import { readSite, type Site } from './site';

/**
 * Starts a simulated GC. With an embedded broker it is ready when this resolves; beside another broker it also
 * resolves when the first attempt to connect failed, and goes on trying.
 *
 * @example
 * const simulator = await startSimulator({ format: 'json', flavour: 'ucce' });
 * simulator.incomingCall({ to: '1081', from: '03001234567' });
 * @throws {GcError} GC_INVALID_CONFIGURATION, GC_INVALID_PARAMETER
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { broker, speed = 1, seed = 1 } = options;
  checkQuantity('speed', speed, speeds);
  checkQuantity('seed', seed, seeds);
  const site = readSite(options.site);
  if (broker === undefined) {
    return startEmbedded(options, site);
  }
  const brokers: readonly SimulatorBroker[] = [broker].flat();
  const { user, password } = brokers[0] ?? {};
  const simulator = new RunningSimulator(options, site, { brokers, user, password });
  await simulator.connect().catch(() => undefined); // told to the log
  return simulator;
}

/** No fault keeps the simulator itself away from its broker for longer than it lasts. */
async function startEmbedded(options: SimulatorOptions, site: Site): Promise<Simulator> {
  const login = { user: 'gc', password: randomUUID() };
  const broker = await startBroker({ port: options.port, spared: login });
  const way = {
    ...login,
    brokers: [{ host: '127.0.0.1', port: broker.port }],
    backoff: { minMs: 50, maxMs: 500 },
  };
  try {
    const simulator = new RunningSimulator(options, site, way, broker);
    await simulator.connect();
    return simulator;
  } catch (error) {
    await broker.close();
    throw error;
  }
}
