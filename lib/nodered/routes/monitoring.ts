import type { NodeAPI } from 'node-red';
import { prometheusFigures, prometheusText, type NamedFigures, type NamedSnapshot } from '../../client';
import { serveRoutes } from './admin-routes';
import { connectionAt, findConnections } from '../lookup/find-connections';

/**
 * Lets monitoring ask, through Node-RED's admin API and with the permission `gc.read`:
 *
 * - `GET gc-connection/<node id>/health`: 200 when broker and GC are well, otherwise 503; in both cases the health.
 *   404 where there is no such connection.
 * - `GET gc-connection/metrics`: the counters and figures of all open connections, in Prometheus' text format.
 */
export function serveMonitoring(RED: NodeAPI): void {
  serveRoutes(RED, [
    {
      method: 'get',
      path: '/gc-connection/metrics',
      permissions: ['gc.read'],
      answer: () => ({
        type: 'text/plain; version=0.0.4',
        body: metricsOf(openConnections(RED)),
      }),
    },
    {
      method: 'get',
      path: '/gc-connection/:id/health',
      permissions: ['gc.read'],
      answer: ({ parameters }) => {
        const { health, isWell } = connectionAt(RED, parameters['id']);
        return { status: isWell ? 200 : 503, body: health };
      },
    },
  ]);
}

function metricsOf(open: readonly (NamedSnapshot & NamedFigures)[]): string {
  return `${prometheusText(open)}${prometheusFigures(open)}`;
}

/** By the names of their nodes; where two have the same name, the id tells them apart. */
function openConnections(RED: NodeAPI): (NamedSnapshot & NamedFigures)[] {
  const open = findConnections(RED).flatMap(({ id, name, connection: { snapshot, countedFigures } }) =>
    snapshot === undefined ? [] : [{ id, name, snapshot, figures: countedFigures }],
  );
  const isTaken = (name: string) => open.filter((other) => other.name === name).length > 1;
  return open.map(({ id, name, snapshot, figures }) => ({
    connection: isTaken(name) ? `${name} (${id})` : name,
    snapshot,
    figures,
  }));
}
