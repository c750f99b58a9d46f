import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import { prometheusText, type NamedSnapshot, type Snapshot } from '../client';
import type { ConnectionNode, SharedConnection } from './shared-connection';

/** What a user of Node-RED's admin API needs to read the state of the contact centre. */
const permission = 'gc.read';

/**
 * Lets monitoring ask, through Node-RED's admin API and with the permission `gc.read`:
 *
 * - `GET gc-connection/<node id>/health`: 200 when broker and GC are well, otherwise 503; in both cases the health.
 *   404 where there is no such connection.
 * - `GET gc-connection/metrics`: the counters of all open connections, in Prometheus' text format.
 */
export function serveMonitoring(RED: NodeAPI): void {
  const allowed = RED.auth.needsPermission(permission);
  RED.httpAdmin.get('/gc-connection/metrics', allowed, (_request: Request, response: Response) => {
    response.type('text/plain; version=0.0.4').send(prometheusText(openConnections(RED)));
  });
  RED.httpAdmin.get('/gc-connection/:id/health', allowed, (request: Request, response: Response) => {
    const connection = findConnection(RED, String(request.params['id']));
    if (connection === undefined) {
      response.status(404).json({ error: 'There is no gc-connection with this id, or it is disabled.' });
    } else {
      const { health, isWell } = connection;
      response.status(isWell ? 200 : 503).json(health);
    }
  });
}

function findConnection(RED: NodeAPI, id: string): SharedConnection | undefined {
  const node = RED.nodes.getNode(id) as Partial<ConnectionNode> | null;
  return node?.shared;
}

/** By the names of their nodes; where two have the same name, the id tells them apart. */
function openConnections(RED: NodeAPI): NamedSnapshot[] {
  const found: { id: string; name: string; snapshot: Snapshot }[] = [];
  RED.nodes.eachNode(({ type, id, name }) => {
    const snapshot = type === 'gc-connection' ? findConnection(RED, id)?.snapshot : undefined;
    if (snapshot !== undefined) {
      found.push({ id, name: name || id, snapshot });
    }
  });
  const isTaken = (name: string) => found.filter((other) => other.name === name).length > 1;
  return found.map(({ id, name, snapshot }) => ({
    connection: isTaken(name) ? `${name} (${id})` : name,
    snapshot,
  }));
}
