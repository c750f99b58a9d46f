import type { NodeAPI } from 'node-red';
import type { ConnectionNode, SharedConnection } from '../connection/shared-connection';
import { RouteError } from '../routes/admin-routes';
import { refuse } from '../language/phrases';

export interface FoundConnection {
  /** Of its node. */
  readonly id: string;
  /** Of its node; the id where it has none. */
  readonly name: string;
  readonly connection: SharedConnection;
}

/** The connection of the gc-connection node with this id; undefined where there is none, or it is disabled. */
export function findConnection(RED: NodeAPI, id = ''): SharedConnection | undefined {
  const node = RED.nodes.getNode(id) as ConnectionNode | null;
  return node?.type === 'gc-connection' ? node.shared : undefined;
}

/**
 * As {@link findConnection}, for a route.
 *
 * @throws {RouteError} 404 where there is none.
 */
export function connectionAt(RED: NodeAPI, id: string | undefined): SharedConnection {
  const connection = findConnection(RED, id);
  if (connection === undefined) {
    throw new RouteError(404, refuse('noConnection'));
  }
  return connection;
}

/** All connections that are deployed and enabled, open or not. */
export function findConnections(RED: NodeAPI): FoundConnection[] {
  const found: FoundConnection[] = [];
  RED.nodes.eachNode(({ type, id, name }) => {
    const connection = type === 'gc-connection' ? findConnection(RED, id) : undefined;
    if (connection !== undefined) {
      found.push({ id, name: name || id, connection });
    }
  });
  return found;
}
