import type { NodeAPI, NodeStatus } from 'node-red';
import type { Health } from '../../client';

/** The texts are in the catalogue of gc-connection, for all our nodes. */
function text(key: string): string {
  return `@contact-flows/node-red-contrib-generic-connector/gc-connection:gc-connection.status.${key}`;
}

/** Every status a node of ours shows. Red dots need a person, red rings heal by themselves; a yellow dot works in part. */
export const statuses = {
  connected: { fill: 'green', shape: 'dot', text: text('connected') },
  simulator: { fill: 'green', shape: 'dot', text: text('simulator') },
  connecting: { fill: 'yellow', shape: 'ring', text: text('connecting') },
  reconnecting: { fill: 'red', shape: 'ring', text: text('reconnecting') },
  failed: { fill: 'red', shape: 'dot', text: text('failed') },
  gcSilent: { fill: 'red', shape: 'ring', text: text('gcSilent') },
  outOfService: { fill: 'red', shape: 'ring', text: text('outOfService') },
  storeUnavailable: { fill: 'yellow', shape: 'dot', text: text('storeUnavailable') },
  keepsTrying: { fill: 'yellow', shape: 'ring', text: text('keepsTrying') },
  closed: { fill: 'grey', shape: 'ring', text: text('closed') },
  missing: { fill: 'red', shape: 'dot', text: text('missing') },
  invalid: { fill: 'red', shape: 'dot', text: text('invalid') },
  portTaken: { fill: 'red', shape: 'ring', text: text('portTaken') },
  holidaysUnread: { fill: 'yellow', shape: 'dot', text: text('holidaysUnread') },
  misconfigured: { fill: 'red', shape: 'dot', text: text('misconfigured') },
} as const satisfies Record<string, NodeStatus>;

/** As `missing`, for a connection that is disabled; in the language of Node-RED, because it has a name in it. */
export function statusOfDisabled(RED: NodeAPI, name: string): NodeStatus {
  return { ...statuses.missing, text: statusWords(RED, 'disabled', { name }) };
}

/** The words of a status with values in it, in the language of Node-RED. */
export function statusWords(
  RED: NodeAPI,
  key: 'open' | 'openUntil' | 'closed' | 'closedUntil' | 'withoutHolidays' | 'disabled',
  values: Readonly<Record<string, string>>,
): string {
  return RED._(text(key), values);
}

/** The status that tells what is missing: broker, GC or the store. */
export function statusOf({ broker, gc, store }: Health, isSimulator: boolean): NodeStatus {
  switch (broker.condition) {
    case 'connecting':
      return statuses.connecting;
    case 'disconnected':
      return statuses.reconnecting;
    case 'failed':
      return statuses.failed;
    case 'connected':
      return store !== undefined && gc.condition === 'in-service'
        ? statuses.storeUnavailable
        : statusOfGc(gc.condition, isSimulator);
  }
}

function statusOfGc(condition: Health['gc']['condition'], isSimulator: boolean): NodeStatus {
  switch (condition) {
    case 'unknown':
      return statuses.connecting;
    case 'silent':
      return statuses.gcSilent;
    case 'out-of-service':
      return statuses.outOfService;
    case 'in-service':
      return isSimulator ? statuses.simulator : statuses.connected;
  }
}
