import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import type { CommandOptions, GcClient, GivenAsker, Outcome } from '../../client';
import { GcError, mayKeepTrying, type CommandName, type CommandParameters } from '../../protocol';
import type { ParameterValue } from '../../protocol';
import { askerOf } from './asker';
import { AgentField, type AgentConfig } from '../fields/agent-field';
import { closingSignal } from './close';
import { numberOr, oneOf, type SavedField } from '../fields/config-fields';
import { noConnection } from '../lookup/disabled';
import { onInput } from './input';
import { LastResult, wordOf } from '../result/last-result';
import type { SharedConnection } from '../connection/shared-connection';
import { useConnection } from '../connection/use-connection';
import { withOutcome } from '../result/with-outcome';
import { KeepTrying } from '../trying/keep-trying';
import { targetOf } from '../trying/tried-command';
import { say } from '../language/phrases';

/** What all command nodes have in their dialogs. */
export interface CommandNodeConfig extends NodeDef, AgentConfig {
  connection?: string;
  /** Seconds; empty: the connection's. */
  timeout?: SavedField;
  /** When a message goes on: GC has confirmed its command, or the broker has it. */
  goOnWhen?: string;
  /** Whether a command that may be sent twice is sent until GC has it, or its call is over. */
  keepTrying?: boolean;
}

/** A message as our nodes read and write it. */
export interface GcMessage extends NodeMessage {
  agentId?: ParameterValue;
  dialogId?: ParameterValue;
  /** Seconds. */
  timeout?: unknown;
  gc?: unknown;
}

export interface CommandContext {
  readonly connection: SharedConnection;
  readonly client: GcClient;
  /** `msg.agentId`, else the node's gc-agent, else the node's own field. */
  readonly agentId: ParameterValue;
  readonly options: CommandOptions & {
    readonly signal: AbortSignal;
    readonly timeoutMs: number;
    readonly by: GivenAsker;
  };
  /** Sends a command as the node is set: once, or until GC has it. Undefined where that goes on after a restart. */
  readonly send: Send;
}

type Send = <N extends CommandName>(
  name: N,
  parameters: CommandParameters<N>,
) => Promise<Outcome | undefined>;

/** Sends the node's command for a message. Undefined where the message does not go on now. */
export type SendCommand = (message: GcMessage, context: CommandContext) => Promise<Outcome | undefined>;

/**
 * Makes a node one that sends commands: it takes a message, sends, waits for the outcome, and passes the same
 * message on with the confirming event as payload and `msg.gc` telling what became of the command. The time limit of the
 * connection counts where neither message nor node has one, but no less than `leastMs`.
 */
export function commandNode(
  RED: NodeAPI,
  node: Node,
  config: CommandNodeConfig,
  sendCommand: SendCommand,
  leastMs = 0,
): void {
  const connection = useConnection(RED, node, config.connection);
  const agentField = new AgentField(RED, node, config);
  const signal = closingSignal(node);
  const trying =
    connection !== undefined && config.keepTrying ? new KeepTrying(RED, node, connection, signal) : undefined;

  const carryOut = async (message: GcMessage, connection: SharedConnection, lastResult: LastResult) => {
    const agentId = await agentField.read(message);
    const client = await connection.client();
    const timeoutMs = timeLimitOf(message, config.timeout) ?? Math.max(connection.timeoutMs, leastMs);
    const goOnWhen = oneOf('goOnWhen', config.goOnWhen, ['confirmed', 'sent']);
    const options = { signal, key: keyOf(message), timeoutMs, goOnWhen, by: askerOf(RED, node) };
    const base = { connection, client, agentId, options };
    const outcome = await sendCommand(message, { ...base, send: sender(message, base, trying) });
    if (outcome === undefined) {
      return undefined;
    }
    lastResult.succeeded(wordOf(outcome));
    if (node.metric()) {
      node.metric('gc.latency', message, outcome.latencyMs);
    }
    return withOutcome(message, outcome, agentId, connection);
  };

  onInput(node, async (message: GcMessage) => {
    if (connection === undefined) {
      throw noConnection(RED, config.connection);
    }
    const lastResult = new LastResult(node, connection);
    try {
      return await carryOut(message, connection, lastResult);
    } catch (error) {
      lastResult.failed(error);
      throw error;
    }
  });
}

function sender(
  message: GcMessage,
  { connection, client, options }: Omit<CommandContext, 'send'>,
  trying: KeepTrying | undefined,
): Send {
  return (name, parameters) => {
    if (!mayKeepTrying(name)) {
      return client.command(name, parameters, options);
    }
    if (trying === undefined) {
      connection.values.set(targetOf(name, parameters));
      return client.command(name, parameters, options);
    }
    if (options.key !== undefined) {
      const detail = say('noKeyWhileTrying');
      return Promise.reject(new GcError('GC_INVALID_PARAMETER', { command: name, detail }));
    }
    return trying.carryOut(message, { name, parameters, timeoutMs: options.timeoutMs }, client);
  };
}

/**
 * `msg.gc.key` names what the message is for, so that the same request is carried out once. It does not stay on the
 * message: the next command node does something else.
 *
 * @throws {GcError} GC_INVALID_PARAMETER
 */
function keyOf({ gc }: GcMessage): string | undefined {
  const key = typeof gc === 'object' && gc !== null && 'key' in gc ? gc.key : undefined;
  if (key !== undefined && typeof key !== 'string' && typeof key !== 'number') {
    throw new GcError('GC_INVALID_PARAMETER', { detail: say('mustBeTextOrNumber', { what: 'msg.gc.key' }) });
  }
  return key === undefined || key === '' ? undefined : String(key);
}

/** Seconds that a command may take. */
const bounds = [0.1, 3600] as const;

/**
 * How long a command may take, in milliseconds: `msg.timeout`, else the node's field, both in seconds; undefined where
 * neither says anything, and the connection's limit counts.
 *
 * @throws {GcError} GC_INVALID_PARAMETER, GC_INVALID_CONFIGURATION
 */
export function timeLimitOf(message: { timeout?: unknown }, field: SavedField): number | undefined {
  const seconds = secondsIn(message.timeout) ?? numberOr(undefined, 'timeLimit', field, bounds);
  return seconds === undefined ? undefined : 1000 * seconds;
}

function secondsIn(timeout: unknown): number | undefined {
  if (timeout === undefined || timeout === '') {
    return undefined;
  }
  const [min, max] = bounds;
  const seconds = typeof timeout === 'number' || typeof timeout === 'string' ? Number(timeout) : NaN;
  if (!(seconds >= min && seconds <= max)) {
    const detail = say('mustBeSeconds', { what: 'msg.timeout', min, max });
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return seconds;
}
