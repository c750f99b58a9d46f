import type { Node, NodeAPI, NodeDef } from 'node-red';
import { useConnection } from '../../lib/nodered';
import { eventFilter, type EventFilterConfig } from './event-filter';
import { eventMessage } from './event-message';

type EventInConfig = NodeDef & EventFilterConfig & { connection?: string };

export = (RED: NodeAPI): void => {
  function GcEventInNode(this: Node, config: EventInConfig): void {
    RED.nodes.createNode(this, config);
    const isWanted = eventFilter(config);
    useConnection(RED, this, config.connection, (event, receipt) => {
      if (isWanted(event)) {
        this.send(eventMessage(structuredClone(event), receipt));
      }
    });
  }

  RED.nodes.registerType('gc-event-in', GcEventInNode);
};
