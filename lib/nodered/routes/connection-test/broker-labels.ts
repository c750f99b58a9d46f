import { RouteError } from '../admin-routes';
import { refuse } from '../../language/phrases';

/** What a dialog holds, whoever has sent it. */
export type Fields = Readonly<Record<string, unknown>>;

const mostBrokers = 10;

/**
 * What a dialog calls its brokers, `host:port`; none with the simulator.
 *
 * @throws {RouteError} 400 for more than ten: a test is not a scan of the network.
 */
export function readBrokerLabels(config: Fields): string[] {
  if (config['mode'] !== 'gc') {
    return [];
  }
  const standbys: readonly unknown[] = Array.isArray(config['standbys']) ? config['standbys'] : [];
  if (standbys.length >= mostBrokers) {
    throw new RouteError(400, refuse('tooManyBrokers', { most: mostBrokers }));
  }
  return [config, ...standbys].map(labelOf);
}

function labelOf(broker: unknown): string {
  const { host, port } = Object(broker) as { host?: unknown; port?: unknown };
  return `${textOf(host)}:${textOf(port) || '61613'}`;
}

/** Goes into the log and the report: one line, in the order in which it is read, no longer than a name of a host. */
function textOf(field: unknown): string {
  const text = typeof field === 'string' || typeof field === 'number' ? String(field).trim() : '';
  return text.slice(0, 255).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
