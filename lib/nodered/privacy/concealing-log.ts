import type { NodeAPI } from 'node-red';
import type { ConnectionNode } from '../connection/shared-connection';
import { runningNodes } from '../lookup/running-nodes';

/** Takes errors that no node reports. */
export interface ErrorLog {
  error(text: string): void;
}

/** The log of Node-RED, in which nothing is personal to any of its connections. */
export function concealingLog(RED: NodeAPI): ErrorLog {
  return {
    error: (text) => {
      const connections = runningNodes<ConnectionNode>(RED, 'gc-connection');
      RED.log.error(connections.reduce((shown, { shared }) => shared.privacy?.text(shown) ?? shown, text));
    },
  };
}
