import { randomUUID } from 'node:crypto';
import type { StompOptions } from '../stomp';
import { startBroker, type Broker } from './broker';
import { checkQuantity } from './check-quantity';
import { seeds, speeds } from './quantity';
import { openTrace, ReplayingSimulator } from './replay';
import { RunningSimulator } from './running-simulator';
import type { Simulator, SimulatorBroker, SimulatorOptions } from './simulator';
import { readSite } from './site';

type Connectable = Simulator & { connect(): Promise<void> };
/** Makes a simulator that reaches its broker in this way; `embedded`: its own one. */
type Make = (way: StompOptions, embedded?: Broker) => Connectable;

/**
 * Starts a simulated GC, or the replay of a real one. With an embedded broker it is ready when this resolves; beside
 * another broker it also resolves when the first attempt to connect failed, and goes on trying.
 *
 * @example
 * const simulator = await startSimulator({ format: 'json', flavour: 'ucce' });
 * simulator.incomingCall({ to: '1081', from: '03001234567' });
 * @throws {GcError} GC_INVALID_CONFIGURATION, GC_INVALID_PARAMETER
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { speed = 1, seed = 1 } = options;
  checkQuantity('speed', speed, speeds);
  checkQuantity('seed', seed, seeds);
  if (options.replay !== undefined) {
    return startReplay(options, options.replay);
  }
  const site = readSite(options.site);
  return start(options, (way, embedded) => new RunningSimulator(options, site, way, embedded));
}

async function startReplay(
  options: SimulatorOptions,
  source: NonNullable<SimulatorOptions['replay']>,
): Promise<Simulator> {
  const trace = await openTrace(source);
  try {
    return await start(options, (way, embedded) => new ReplayingSimulator(options, trace, way, embedded));
  } catch (error) {
    trace.close();
    throw error;
  }
}

async function start(options: SimulatorOptions, make: Make): Promise<Simulator> {
  if (options.broker === undefined) {
    return startEmbedded(options, make);
  }
  const brokers: readonly SimulatorBroker[] = [options.broker].flat();
  const { user, password } = brokers[0] ?? {};
  const simulator = make({ brokers, user, password });
  await simulator.connect().catch(() => undefined); // told to the log
  return simulator;
}

/** No fault keeps the simulator itself away from its broker for longer than it lasts. */
async function startEmbedded(options: SimulatorOptions, make: Make): Promise<Simulator> {
  const login = { user: 'gc', password: randomUUID() };
  const broker = await startBroker({ port: options.port, spared: login });
  const way = {
    ...login,
    brokers: [{ host: '127.0.0.1', port: broker.port }],
    backoff: { minMs: 50, maxMs: 500 },
  };
  try {
    const simulator = make(way, broker);
    await simulator.connect();
    return simulator;
  } catch (error) {
    await broker.close();
    throw error;
  }
}
