import type { Node, NodeAPI } from 'node-red';
import { Refusal, serveRoutes } from '../admin-routes';
import type { ConnectionCredentials } from '../connection-config';
import { readPlan, type Fields } from './read-plan';
import { testConnection } from './test-connection';

/** What Node-RED's editor shows in place of a password that the server keeps. */
const keptPassword = '__PWRD__';

/**
 * Lets the dialog of gc-connection try what it holds, saved or not: `POST gc-connection/test` with
 * `{ id, config, credentials, agent }` answers a {@link TestReport}; `agent` is the id of a gc-agent node, or empty.
 * Passwords that were not typed anew are taken from the node with this id. They are sent to a broker of the user's choice,
 * which who may change flows can do anyway: so that permission is needed, too.
 */
export function serveConnectionTest(RED: NodeAPI): void {
  serveRoutes(RED, [
    {
      method: 'post',
      path: '/gc-connection/test',
      permissions: ['gc.write', 'flows.write'],
      answer: async ({ body, signal }) => {
        const { id = '', agent = '', config, credentials } = fieldsIn(body, 'The body');
        if (typeof id !== 'string' || typeof agent !== 'string') {
          throw new Refusal(400, '"id" and "agent" must be ids of nodes.');
        }
        const node = connectionNode(RED, id);
        const secrets = withKept(fieldsIn(credentials ?? {}, '"credentials"'), node);
        const plan = readPlan(RED, node, fieldsIn(config, '"config"'), secrets);
        return { body: await testConnection(RED, plan, agent, signal) };
      },
    },
  ]);
}

/** @throws {Refusal} 400 */
function fieldsIn(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, `${what} must be an object.`);
  }
  return value as Fields;
}

function connectionNode(RED: NodeAPI, id: string): Node<ConnectionCredentials> | null {
  const node = RED.nodes.getNode(id) as Node<ConnectionCredentials> | null;
  return node?.type === 'gc-connection' ? node : null;
}

function withKept(typed: Fields, node: Node<ConnectionCredentials> | null): Fields {
  const kept: Fields = { ...node?.credentials };
  const all = Object.entries(typed).map(([name, value]) => [
    name,
    value === keptPassword ? kept[name] : value,
  ]);
  return Object.fromEntries(all) as Fields;
}
