import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { GcClient, Health, Receipt, WorkTry } from '../../lib/client';
import type { DialPlan } from '../../lib/numbers';
import {
  configured,
  currentState,
  liveTicket,
  loginIdsIn,
  oneOf,
  plainCopy,
  registerNode,
  useConnection,
  healthInLanguage,
} from '../../lib/nodered';
import type { AnyEvent, GcMessage } from '../../lib/nodered';
import { findUserMessage } from '../../lib/protocol';
import { e164In, type E164Numbers } from './e164';
import { EventFilter, type EventFilterConfig } from './event-filter';
import { Heartbeats } from './heartbeats';

interface EventInConfig extends NodeDef, Omit<EventFilterConfig, 'agents'> {
  connection?: string;
  /** Login ids, or ids of gc-agents, separated by commas; empty means all. */
  agents?: string;
  /** Also what is known when the node starts. */
  sendCurrent?: boolean;
  /** Whether answers to heartbeats are sent that repeat the state of GC. */
  heartbeats?: boolean;
  /** With queue delivery: when an event is acknowledged. */
  acknowledge?: string;
}

export = (RED: NodeAPI): void => {
  function GcEventInNode(this: Node, config: EventInConfig): void {
    RED.nodes.createNode(this, config);
    const settings = configured(this, () => ({
      acknowledge: oneOf('acknowledge', config.acknowledge, ['passed-on', 'flow-says-so']),
      agents: loginIdsIn(RED, config.agents),
    }));
    if (settings === undefined) {
      return;
    }
    const { acknowledge, agents } = settings;
    const isSaidByFlow = acknowledge === 'flow-says-so';
    // While the connection tells an event, there is one.
    const shown = (event: AnyEvent) => connection?.shown(event) ?? event;
    const live = (how: How): How => (isSaidByFlow ? { ...how, ticket: liveTicket } : how);
    const filter = new EventFilter({ ...config, agents }, (agentId) => connection?.agent(agentId)?.team);
    let heartbeats: Heartbeats | undefined;
    const isWanted = (event: AnyEvent) => !heartbeats?.includes(event) && filter.passes(event);
    const connection = useConnection(RED, this, config.connection, {
      interest: filter.interest,
      onEvent: (event, receipt) => {
        if (!receipt.private && isWanted(event)) {
          this.send(eventMessage(shown(event), live(receipt), connection?.dialPlan));
        }
      },
      onHealth: (health) => {
        if (filter.wantsHealth) {
          this.send(healthMessage(health, live({ receivedAt: Date.now() })));
        }
      },
      ...(isSaidByFlow && {
        work: {
          wants: isWanted,
          begin: (event, receipt, ticket, attempt) => {
            this.send(eventMessage(shown(event), howOfTry(receipt, ticket, attempt), connection?.dialPlan));
          },
        },
      }),
    });
    if (!config.heartbeats) {
      heartbeats = new Heartbeats(connection?.isWell ? 'IN_SERVICE' : undefined);
    }
    if (connection !== undefined && config.sendCurrent) {
      void connection.begin(this, (client) => {
        const how = live({ snapshot: true, receivedAt: Date.now() });
        sendCurrent(this, client, filter, shown, how);
      });
    }
  }

  registerNode(RED, 'gc-event-in', GcEventInNode);
};

/** Sends what is known now. */
function sendCurrent(
  node: Node,
  client: GcClient,
  filter: EventFilter,
  shown: (event: AnyEvent) => AnyEvent,
  how: How,
): void {
  const snapshot = client.snapshot();
  if (filter.wantsHealth) {
    node.send(healthMessage(healthInLanguage(snapshot.health), how));
  }
  for (const event of currentState(snapshot)) {
    if (filter.wants(event)) {
      node.send(eventMessage(shown(event), how, client.dialPlan));
    }
  }
}

/** How an event came: what its receipt says, or that it was known when the node started. */
interface How {
  readonly receivedAt: number;
  readonly raw?: string;
  readonly snapshot?: boolean;
  /** By which the flow says that the event is done. */
  readonly ticket?: string;
}

function howOfTry(receipt: Receipt, ticket: string, attempt: WorkTry): How {
  const { number, redelivered, messageId } = attempt;
  return {
    ...receipt,
    ticket,
    ...(messageId !== undefined && { messageId }),
    ...(redelivered && { redelivered }),
    ...(number > 1 && { tries: number }),
  };
}

/**
 * The message for an event: `agentId` and `dialogId` stand at the top, so that a command node needs nothing in
 * between. `message` is what the specification tells the agent.
 */
function eventMessage(event: AnyEvent, how: How, plan: DialPlan | undefined): GcMessage {
  const { agentId, dialogId } = event as { agentId?: string; dialogId?: string };
  const stateOrCode = stateOf(event);
  // Not `{ ...how }`: to such an object, V8 adds a property only slowly.
  const gc: How & { message?: string; e164?: E164Numbers } = Object.assign({}, how);
  const message: GcMessage = {
    topic: topicOf(event.type, agentId, stateOrCode),
    payload: plainCopy(event),
    gc,
  };
  if (agentId !== undefined) {
    message.agentId = agentId;
  }
  if (dialogId !== undefined) {
    message.dialogId = dialogId;
  }
  const e164 = e164In(event, plan);
  if (e164 !== undefined) {
    gc.e164 = e164;
  }
  const words = stateOrCode === undefined ? undefined : findUserMessage(event.type, stateOrCode);
  if (words !== undefined) {
    gc.message = words;
  }
  return message;
}

/** The message for a change of the connection itself. */
function healthMessage({ broker, gc, store }: Health, how: How): GcMessage {
  return {
    topic: `Health/${broker.condition}/${gc.condition}`,
    payload: plainCopy({ type: 'Health', broker, gc, store }),
    gc: how,
  };
}

/** What the event does not have is left out. */
function topicOf(type: string, agentId: string | undefined, stateOrCode: string | undefined): string {
  const about = agentId === undefined ? type : `${agentId}/${type}`;
  return stateOrCode === undefined ? about : `${about}/${stateOrCode}`;
}

function stateOf(event: AnyEvent): string | undefined {
  if (event.type === 'System') {
    return event.status;
  }
  if (event.type === 'Error') {
    return event.code;
  }
  return (event as { state?: string }).state;
}
