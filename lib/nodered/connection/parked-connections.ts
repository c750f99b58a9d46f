import { isDeepStrictEqual } from 'node:util';
import type { NodeAPI } from 'node-red';
import type { UsedNode } from './audience';
import type { PlanOrProblem } from './settings/connection-plan';
import { SharedConnection } from './shared-connection';

interface Parked {
  readonly connection: SharedConnection;
  readonly timer: NodeJS.Timeout;
}

/** Well above what Node-RED needs between the stop and the start of a deploy. */
const mostMs = 15_000;

/** By the id of their nodes: connections that a deploy takes away and brings back unchanged. */
const parked = new Map<string, Parked>();

/** The connection of a node: the one it had before the deploy that brings it back, or a new one. */
export function connectionOf(RED: NodeAPI, node: UsedNode, plan: PlanOrProblem): SharedConnection {
  const kept = unpark(node.id, plan);
  kept?.moveTo(node);
  return kept ?? new SharedConnection(RED, node, plan);
}

/** For a node that is closed. An open connection goes on if a deploy brings the node back unchanged. */
export async function releaseConnection(id: string, connection: SharedConnection): Promise<void> {
  if (connection.outlastsDeploy) {
    park(id, connection);
  } else {
    await connection.close();
  }
}

/** Keeps a connection open while its node is away; it ends if the node does not come back. */
function park(id: string, connection: SharedConnection): void {
  const timer = setTimeout(() => {
    parked.delete(id);
    void connection.close();
  }, mostMs);
  parked.set(id, { connection, timer });
}

/** The connection that the node had before the deploy, if it is still the one that is wanted. */
function unpark(id: string, plan: PlanOrProblem): SharedConnection | undefined {
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
