import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Node, NodeAPI } from 'node-red';
import { fileStore, memoryStore, postgresStore, type Store } from '../../store';
import { ownPlaceOf, placeOf } from '../runtime/place';
import type { ConnectionPlan } from '../connection/settings/connection-plan';
import type { StorePlan } from './store-plan';

/** A store that connections of this Node-RED share. */
interface Shared {
  readonly plan: StorePlan;
  readonly store: Store;
  users: number;
  /** Set when the last user has left. */
  closing?: Promise<void>;
}

/** The use of a store, until it is ended. */
export interface StoreUse {
  readonly store: Store;
  /** The last one to end closes the store. Never rejects. */
  end(): Promise<void>;
}

/** Outlives every deploy, but not the process. */
const inMemory: StoreUse = { store: memoryStore(), end: () => Promise.resolve() };
const shared: Shared[] = [];

/** Uses a store, which all who have the same plan share. */
export function useStore(plan: StorePlan): StoreUse {
  if (plan.kind === 'memory') {
    return inMemory;
  }
  const found = sharedBy(plan) ?? { plan, store: newStore(plan), users: 0 };
  if (found.users === 0) {
    shared.push(found);
  }
  found.users += 1;
  return { store: found.store, end: () => leave(found) };
}

/** Resolves when a store that is being closed can be opened again; undefined where none is. */
export function closingOf(plan: StorePlan): Promise<void> | undefined {
  return shared.find((one) => one.closing !== undefined && isDeepStrictEqual(one.plan, plan))?.closing;
}

/**
 * The room for the keys of a connection. Those who share a database share the keys of a command queue. Elsewhere each
 * connection has its own.
 */
export function keyRoomOf(plan: ConnectionPlan, node: Node): string {
  if (plan.store.kind !== 'postgres') {
    return `keys of ${placeOf(node)}`;
  }
  return plan.mode === 'gc'
    ? `keys of queue ${plan.client.commandQueue ?? 'Connector1'}`
    : 'keys of simulators';
}

/**
 * The room for what a connection knows of calls and agents, for the time after a restart: each connection of each
 * Node-RED has its own, and another one once it leads to another GC. None for a built-in simulator, whose calls end with
 * the connection.
 */
export function hintRoomOf(RED: NodeAPI, plan: ConnectionPlan, node: Node): string | undefined {
  if (plan.mode === 'simulator') {
    return undefined;
  }
  const { brokers, commandQueue, destination } = plan.client;
  const way = [brokers.map(({ host, port }) => [host, port]), commandQueue, destination];
  const mark = createHash('sha256').update(JSON.stringify(way)).digest('base64url');
  return `model of ${ownPlaceOf(RED, node)} ${mark}`;
}

function sharedBy(plan: StorePlan): Shared | undefined {
  return shared.find((one) => one.closing === undefined && isDeepStrictEqual(one.plan, plan));
}

function newStore(plan: Exclude<StorePlan, { kind: 'memory' }>): Store {
  return plan.kind === 'file' ? fileStore(plan.file) : postgresStore(plan.options);
}

function leave(one: Shared): Promise<void> {
  one.users -= 1;
  if (one.users > 0) {
    return Promise.resolve();
  }
  one.closing = one.store
    .close()
    .catch(() => undefined)
    .then(() => {
      shared.splice(shared.indexOf(one), 1);
    });
  return one.closing;
}
