import type { NodeAPI } from 'node-red';
import { setTimeout as pause } from 'node:timers/promises';
import { findProblem, isChoiceKind, type Choice } from '../../protocol';
import { RouteError, serveRoutes } from './admin-routes';
import { findConnection } from '../lookup/find-connections';
import { offers, sourceOf, undeployedSimulator, type ChoiceSource } from '../lookup/offers';
import { refuse } from '../language/phrases';

/** A person waits for it, in a dialog. */
const limitMs = 2500;

/**
 * Lets dialogs ask what there is to choose from: `GET gc-connection/<node id>/choices/<kind>?agentId=` answers
 * `{ choices }`, as {@link Choice}; none where the connection is not deployed or closed, or where GC does not answer
 * soon. `agentId` is the agent for whom something is chosen, where that is known; with `simulator=true`, a connection that
 * is not deployed offers what the built-in simulator has.
 */
export function serveChoices(RED: NodeAPI): void {
  serveRoutes(RED, [
    {
      method: 'get',
      path: '/gc-connection/:id/choices/:kind',
      permissions: ['gc.read'],
      answer: async ({ parameters: { id, kind = '', agentId, simulator }, user }) => {
        if (!isChoiceKind(kind)) {
          throw new RouteError(400, refuse('noChoices'));
        }
        if (agentId !== undefined && findProblem('agentId', agentId) !== undefined) {
          throw new RouteError(400, refuse('noLoginId'));
        }
        const connection = findConnection(RED, id);
        let source: Promise<ChoiceSource> | undefined;
        if (connection !== undefined) {
          source = sourceOf(RED, connection, agentId, { timeoutMs: limitMs, by: { kind: 'dialog', user } });
        } else if (simulator === 'true') {
          source = Promise.resolve(undeployedSimulator(RED));
        }
        return { body: { choices: source === undefined ? [] : await soon(source.then(offers[kind])) } };
      },
    },
  ]);
}

/** What GC answers later is known by then to who asks again. */
async function soon(choices: Promise<Choice[]>): Promise<Choice[]> {
  const isFound = new AbortController();
  const none = pause(limitMs, [], { signal: isFound.signal });
  try {
    return await Promise.race([choices, none]);
  } catch {
    return [];
  } finally {
    isFound.abort();
    none.catch(() => undefined);
  }
}
