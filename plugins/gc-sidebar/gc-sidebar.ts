import type { NodeAPI } from 'node-red';
import {
  concealingLog,
  findAgentNode,
  findConnections,
  refuse,
  RouteError,
  safely,
  serveRoutes,
} from '../../lib/nodered';
import { executeCommand } from './runtime/commands';
import { Feed } from './runtime/feed';
import { recordingRoutes } from './runtime/recording-routes';
import { newsTopic } from './news';

/** A sidebar that is open asks at least every 10 s; when none has asked for so long, nothing is followed any more. */
const lingerMs = 30_000;

export = (RED: NodeAPI): void => {
  const log = concealingLog(RED);
  let feed: Feed | undefined;

  const closing = setTimeout(() => {
    feed?.close();
    feed = undefined;
  }, lingerMs).unref();

  /** Somebody looks at the sidebar. */
  function openFeed(): Feed {
    closing.refresh();
    feed ??= new Feed(
      () => findConnections(RED),
      (agentId) => findAgentNode(RED, undefined, agentId) !== undefined,
      () => {
        RED.comms.publish(newsTopic, {}, false);
      },
      log,
    );
    return feed;
  }

  RED.events.on('flows:started', () => {
    safely(log, () => feed?.follow());
  });

  serveRoutes(RED, [
    {
      method: 'get',
      path: '/gc-sidebar/news',
      permissions: ['gc.read'],
      answer: ({ parameters: { since = '0' } }) => {
        if (!/^\d{1,15}$/.test(since)) {
          throw new RouteError(400, refuse('noRevision'));
        }
        return { body: openFeed().newsSince(Number(since)) };
      },
    },
    {
      method: 'post',
      path: '/gc-sidebar/commands',
      permissions: ['gc.write'],
      answer: async ({ body, user }) => {
        await executeCommand(RED, body, user);
        return { body: {} };
      },
    },
    ...recordingRoutes(RED),
  ]);
};
