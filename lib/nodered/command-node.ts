import { setMaxListeners } from 'node:events';
import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import type { CommandOptions, GcClient, Outcome } from '../client';
import { GcError, type ParameterValue } from '../protocol';
import { onInput } from './input';
import { useConnection, type SharedConnection } from './shared-connection';
import { TypedField, type TypedConfig } from './typed-field';

/** What all command nodes have in their dialogs. */
export interface CommandNodeConfig extends NodeDef, TypedConfig<'agentId'> {
  connection?: string;
  /** A gc-agent node; without one, `agentId` tells for whom. */
  agent?: string;
}

/** A gc-agent node. */
export interface AgentNode extends Node {
  agentId: string;
  extension: string;
  mobilePhone: string;
  mobileMode: string;
  credentials: { password?: string };
}

/** A message as our nodes read and write it. */
export interface GcMessage extends NodeMessage {
  agentId?: ParameterValue;
  dialogId?: ParameterValue;
  gc?: unknown;
}

export interface CommandContext {
  readonly connection: SharedConnection;
  readonly client: GcClient;
  /** `msg.agentId`, else the node's gc-agent, else the node's own field. */
  readonly agentId: ParameterValue;
  readonly options: CommandOptions;
}

/** Sends the node's command for a message. */
export type SendCommand = (message: GcMessage, context: CommandContext) => Promise<Outcome>;

/**
 * Makes a node one that sends commands: it takes a message, sends, waits for the outcome, and passes the same
 * message on with the confirming event as payload and `msg.gc` telling what became of the command.
 */
export function commandNode(
  RED: NodeAPI,
  node: Node,
  config: CommandNodeConfig,
  sendCommand: SendCommand,
): void {
  const connection = useConnection(RED, node, config.connection);
  const agentId = new TypedField(RED, node, config, 'agentId');
  const closing = new AbortController();
  // Each command under way listens; Node.js would take more than ten for a leak.
  setMaxListeners(0, closing.signal);
  node.on('close', () => {
    closing.abort();
  });

  onInput(node, async (message: GcMessage) => {
    if (connection === undefined) {
      throw new GcError('GC_NO_CONNECTION');
    }
    const agent = await chooseAgent(RED, config, message, agentId);
    const client = await connection.client();
    const options = { signal: closing.signal };
    const outcome = await sendCommand(message, { connection, client, agentId: agent, options });
    return withOutcome(message, outcome, agent);
  });
}

async function chooseAgent(
  RED: NodeAPI,
  config: CommandNodeConfig,
  message: GcMessage,
  field: TypedField<'agentId'>,
): Promise<ParameterValue> {
  const chosen = RED.nodes.getNode(config.agent ?? '') as AgentNode | null;
  const agentId = message.agentId ?? chosen?.agentId ?? (await field.read(message));
  // Whatever it is, the encoder checks it.
  return agentId as ParameterValue;
}

function withOutcome(message: GcMessage, outcome: Outcome, agentId: ParameterValue): GcMessage {
  const { event, ...told } = outcome;
  // A copy: the client goes on working with what it knows of the call.
  if (event !== undefined) {
    message.payload = structuredClone(event);
  }
  message.gc = { ...told, agentId: String(agentId) };
  return message;
}
