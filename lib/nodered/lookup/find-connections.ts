import type { NodeAPI } from 'node-red';
import type { ConnectionNode, SharedConnection } from '../connection/shared-connection';
import { runningNode, runningNodes } from './running-nodes';
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
  return runningNode<ConnectionNode>(RED, 'gc-connection', id)?.shared;
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
  return runningNodes<ConnectionNode>(RED, 'gc-connection').map(({ id, name, shared }) => ({
    id,
    name: name || id,
    connection: shared,
  }));
}
