import type { NodeAPI } from 'node-red';
import { setTimeout as pause } from 'node:timers/promises';
import { findProblem, isChoiceKind, type Choice } from '../../protocol';
import { RouteError, serveRoutes } from './admin-routes';
import { findConnection } from '../lookup/find-connections';
import { offers, sourceOf } from '../lookup/offers';

/** A person waits for it, in a dialog. */
const limitMs = 2500;

/**
 * Lets dialogs ask what there is to choose from: `GET gc-connection/<node id>/choices/<kind>?agentId=` answers
 * `{ choices }`, as {@link Choice}; none where the connection is not deployed or closed, or where GC does not answer
 * soon. `agentId` is the agent for whom something is chosen, where that is known.
 */
export function serveChoices(RED: NodeAPI): void {
  serveRoutes(RED, [
    {
      method: 'get',
      path: '/gc-connection/:id/choices/:kind',
      permissions: ['gc.read'],
      answer: async ({ parameters: { id, kind = '', agentId } }) => {
        if (!isChoiceKind(kind)) {
          throw new RouteError(400, 'There are no choices of this kind.');
        }
        if (agentId !== undefined && findProblem('agentId', agentId) !== undefined) {
          throw new RouteError(400, 'agentId must be a login id without blanks.');
        }
        const connection = findConnection(RED, id);
        const offered = connection && sourceOf(RED, connection, agentId, limitMs).then(offers[kind]);
        return { body: { choices: offered === undefined ? [] : await soon(offered) } };
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
