import { isDeepStrictEqual } from 'node:util';
import type { GcError } from '../protocol';
import type { ConnectionPlan, SharedConnection } from './shared-connection';

interface Parked {
  readonly connection: SharedConnection;
  readonly timer: NodeJS.Timeout;
}

/** Well above what Node-RED needs between the stop and the start of a deploy. */
const mostMs = 15_000;

/** By the id of their nodes: connections that a deploy takes away and brings back unchanged. */
const parked = new Map<string, Parked>();

/** Keeps a connection open while its node is away; it ends if the node does not come back. */
export function park(id: string, connection: SharedConnection): void {
  const timer = setTimeout(() => {
    parked.delete(id);
    void connection.close();
  }, mostMs);
  parked.set(id, { connection, timer });
}

/** The connection that the node had before the deploy, if it is still the one that is wanted. */
export function unpark(id: string, plan: ConnectionPlan | GcError): SharedConnection | undefined {
  const found = parked.get(id);
  if (found === undefined) {
    return undefined;
  }
  parked.delete(id);
  clearTimeout(found.timer);
  if (isDeepStrictEqual(found.connection.plan, plan)) {
    return found.connection;
  }
  void found.connection.close();
  return undefined;
}
