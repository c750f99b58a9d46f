import type { Node, NodeAPI } from 'node-red';
import { GcClient, type GcClientOptions } from '../../client';
import type { Privacy } from '../../privacy';
import { readSiteFile, startSimulator, type Simulator } from '../../simulator';
import { makeKnown } from './built-in-simulators';
import type { ConnectionPlan, SimulatorPlan } from './settings/connection-plan';
import { closingOf, hintRoomOf, keyRoomOf, useStore, type StoreUse } from '../store/stores';
import { callingCalendarOf } from '../calendar/find-calendar';
import { errorText, inLanguage } from '../language/in-language';
import { log } from '../language/phrases';

/** A client, with the simulator it is connected to where it is one to the built-in simulator. */
export interface Opened {
  readonly client: GcClient;
  readonly store: StoreUse;
  readonly simulator?: Simulator | undefined;
  /** Makes the simulator unknown to other connections. */
  readonly forget?: (() => void) | undefined;
  /** Settles with the first attempt to connect, whether it succeeded or not. */
  readonly firstAttempt: Promise<void>;
}

/** Whom a client is opened for. */
export interface Owner {
  readonly node: Node;
  /** Undefined: nothing is concealed. */
  readonly privacy: Privacy | undefined;
  /** Is given the client before it connects. */
  readonly attach: (client: GcClient) => void;
}

/** Starts the simulator, if there is one, and a client. */
export async function open(RED: NodeAPI, plan: ConnectionPlan, owner: Owner): Promise<Opened> {
  const closing = closingOf(plan.store);
  if (closing !== undefined) {
    await closing;
  }
  if (plan.mode === 'gc') {
    return connect(RED, plan, plan.client, owner);
  }
  const starting = launch(plan);
  const forget = plan.simulator.port ? makeKnown(starting, plan.simulator.port) : undefined;
  const simulator = await starting;
  const brokers = [{ host: '127.0.0.1', port: simulator.port }];
  try {
    return { ...connect(RED, plan, { ...plan.client, brokers }, owner), simulator, forget };
  } catch (error) {
    forget?.();
    await simulator.close();
    throw error;
  }
}

/** Never rejects: what cannot be closed is reported in the log of the node. */
export async function close({ client, store, simulator, forget }: Opened, node: () => Node): Promise<void> {
  const report = (error: unknown) => {
    node().warn(inLanguage(log('closingConnectionFailed', { why: errorText(error) })));
  };
  await client.close().catch(report);
  await store.end();
  forget?.();
  await simulator?.close().catch(report);
}

async function launch({ simulator, siteFile }: SimulatorPlan): Promise<Simulator> {
  const site = siteFile === undefined ? undefined : await readSiteFile(siteFile);
  return startSimulator({ ...simulator, site });
}

function connect(
  RED: NodeAPI,
  plan: ConnectionPlan,
  options: GcClientOptions,
  { node, privacy, attach }: Owner,
): Opened {
  const safety = {
    ...options.safety,
    keyRoom: keyRoomOf(plan, node),
    callingCalendar: callingCalendarOf(RED, plan, node),
  };
  const store = useStore(plan.store);
  const hintRoom = hintRoomOf(RED, plan, node);
  const client = makeClient({ ...options, safety, hintRoom, privacy }, store);
  attach(client);
  // A failure is reported as health; here only the end of the attempt counts.
  const firstAttempt = client.connect().catch(() => undefined);
  return { client, store, firstAttempt };
}

/** @throws {GcError} GC_INVALID_CONFIGURATION; the store is not used then. */
function makeClient(options: GcClientOptions, store: StoreUse): GcClient {
  try {
    return new GcClient({ ...options, store: store.store });
  } catch (error) {
    void store.end();
    throw error;
  }
}
