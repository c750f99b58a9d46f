import type { Node, NodeAPI } from 'node-red';
import { GcError } from '../../protocol';
import { Refusal } from '../admin-routes';
import { readConnectionPlan } from '../connection-config';
import type { ConnectionPlan } from '../shared-connection';

/** What a dialog holds, whoever has sent it. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What the fields of a dialog mean, with the environment variables that its node has.
 *
 * @throws {Refusal} 400, {GcError} GC_INVALID_CONFIGURATION
 */
export function readPlan(
  RED: NodeAPI,
  node: Node | null,
  config: Fields,
  credentials: Fields,
): ConnectionPlan {
  try {
    return readConnectionPlan(
      RED,
      resolved(RED, node, config) as object,
      resolved(RED, node, credentials) as object,
    );
  } catch (error) {
    throw error instanceof GcError ? error : new Refusal(400, 'The fields of the dialog cannot be read.');
  }
}

/** As Node-RED does it when it makes a node: a variable that does not exist is left as it is. */
function resolved(RED: NodeAPI, node: Node | null, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => resolved(RED, node, one));
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, one]) => [name, resolved(RED, node, one)]);
    return Object.fromEntries(fields);
  }
  if (typeof value !== 'string' || !/^\$(\{\S+\}|\(\S+\))$/.test(value)) {
    return value;
  }
  const setting: unknown = RED.util.getSetting(node as Node, value.slice(2, -1));
  return setting ?? value;
}
