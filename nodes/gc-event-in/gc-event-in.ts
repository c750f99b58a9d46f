import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { Snapshot } from '../../lib/client';
import { currentState, registerNode, useConnection } from '../../lib/nodered';
import { EventFilter, type EventFilterConfig } from './event-filter';
import { eventMessage, healthMessage } from './event-message';

interface EventInConfig extends NodeDef, EventFilterConfig {
  connection?: string;
  /** Also what is known when the node starts. */
  sendCurrent?: boolean;
}

export = (RED: NodeAPI): void => {
  function GcEventInNode(this: Node, config: EventInConfig): void {
    RED.nodes.createNode(this, config);
    const filter = new EventFilter(config, (agentId) => connection?.agent(agentId)?.team);
    const connection = useConnection(RED, this, config.connection, {
      interest: filter.interest,
      onEvent: (event, receipt) => {
        if (filter.passes(event)) {
          this.send(eventMessage(event, receipt));
        }
      },
      onHealth: (health) => {
        if (filter.wantsHealth) {
          this.send(healthMessage(health, { receivedAt: Date.now() }));
        }
      },
    });
    if (connection !== undefined && config.sendCurrent) {
      void connection.begin(this, (client) => {
        sendCurrent(this, client.snapshot(), filter);
      });
    }
  }

  registerNode(RED, 'gc-event-in', GcEventInNode);
};

/** Sends what is known now. */
function sendCurrent(node: Node, snapshot: Snapshot, filter: EventFilter): void {
  const how = { snapshot: true, receivedAt: Date.now() };
  if (filter.wantsHealth) {
    node.send(healthMessage(snapshot.health, how));
  }
  for (const event of currentState(snapshot)) {
    if (filter.wants(event)) {
      node.send(eventMessage(event, how));
    }
  }
}
