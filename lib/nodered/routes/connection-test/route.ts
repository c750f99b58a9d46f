import type { Node, NodeAPI } from 'node-red';
import { RouteError, serveRoutes, type RouteQuestion } from '../admin-routes';
import type { ConnectionCredentials } from '../../connection/settings/connection-config';
import type { ConnectionNode } from '../../connection/shared-connection';
import { runningNode } from '../../lookup/running-nodes';
import type { Fields } from './broker-labels';
import { readTestPlan } from './read-plan';
import type { TestReport } from './report';
import { testConnection } from './test-connection';
import { inLanguage } from '../../language/in-language';
import { log, refuse } from '../../language/phrases';

/** Of one Node-RED; each has up to ten connections open. */
const mostAtOnce = 5;

/**
 * Lets the dialog of gc-connection try what it holds, saved or not: `POST gc-connection/test` with
 * `{ id, config, credentials, agent }` answers a {@link TestReport}; `agent` is the id of a gc-agent node, or empty.
 * Passwords that were not typed anew are those of the node with this id. They, the agent's password, and the values of
 * environment variables go only to a broker for which that node is deployed: same host, port and TLS configuration.
 */
export function serveConnectionTest(RED: NodeAPI): void {
  let underWay = 0;
  serveRoutes(RED, [
    {
      method: 'post',
      path: '/gc-connection/test',
      permissions: ['gc.write', 'flows.write'],
      answer: async (question) => {
        if (underWay >= mostAtOnce) {
          throw new RouteError(429, refuse('tooManyTests', { most: mostAtOnce }));
        }
        underWay += 1;
        try {
          return { body: await test(RED, question) };
        } finally {
          underWay -= 1;
        }
      },
    },
  ]);
}

function test(RED: NodeAPI, { body, user, signal }: RouteQuestion): Promise<TestReport> {
  const { id = '', agent = '', config, credentials } = fieldsIn(body);
  if (typeof id !== 'string' || typeof agent !== 'string') {
    throw new RouteError(400, refuse('noNodeIds'));
  }
  const typed = fieldsIn(credentials ?? {}, 'credentials');
  const plan = readTestPlan(RED, connectionNode(RED, id), fieldsIn(config, 'config'), typed);
  const goal = plan.labels.length === 0 ? log('simulator') : plan.labels.join(', ');
  RED.log.info(`[gc-connection] ${inLanguage(log('userTests', { user, goal }))}`);
  return testConnection(RED, plan, agent, signal);
}

/** @throws {RouteError} 400 */
function fieldsIn(value: unknown, name?: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RouteError(
      400,
      name === undefined ? refuse('bodyMustBeObject') : refuse('mustBeObject', { name }),
    );
  }
  return value as Fields;
}

function connectionNode(RED: NodeAPI, id: string): (ConnectionNode & Node<ConnectionCredentials>) | null {
  return runningNode<ConnectionNode & Node<ConnectionCredentials>>(RED, 'gc-connection', id) ?? null;
}
