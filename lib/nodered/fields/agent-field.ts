import type { Node, NodeAPI, NodeMessage } from 'node-red';
import type { GcError, ParameterValue } from '../../protocol';
import { checked } from './checked';
import { invalid } from './config-fields';
import { disabledText, findDisabled } from '../lookup/disabled';
import { listOf } from './lists';
import { TypedField, type TypedConfig } from './typed-field';
import { say } from '../language/phrases';

/** How a dialog says which agent is meant. */
export interface AgentConfig extends TypedConfig<'agentId'> {
  /** A gc-agent node; without one, `agentId` tells. */
  agent?: string;
}

/** A gc-agent node. */
export interface AgentNode extends Node {
  agentId: string;
  extension: string;
  mobilePhone: string;
  mobileMode: string;
  /** Third field of Connect; empty where the agent has a password of its own. */
  sso: string;
  credentials: { password?: string };
  /** Why no command is sent for the agent: a field, such as the password, cannot be used. */
  problem: GcError | undefined;
}

/** Which agent a message is about: `msg.agentId`, else the node's gc-agent, else the node's own field. */
export class AgentField {
  readonly #field: TypedField<'agentId'>;

  constructor(
    private readonly RED: NodeAPI,
    node: Node,
    private readonly config: AgentConfig,
  ) {
    this.#field = new TypedField(RED, node, config, 'agentId');
  }

  /**
   * As it was given, whatever it is.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION where it is that of a gc-agent that is disabled, or that has a field that cannot be used.
   */
  async read(message: NodeMessage & { agentId?: ParameterValue }): Promise<ParameterValue> {
    const id = this.config.agent ?? '';
    const chosen = this.RED.nodes.getNode(id) as AgentNode | null;
    if (message.agentId === undefined && chosen?.problem !== undefined) {
      throw chosen.problem;
    }
    if (message.agentId === undefined && chosen === null) {
      checkEnabled(this.RED, id);
    }
    const agentId = message.agentId ?? chosen?.agentId ?? (await this.#field.read(message));
    return agentId as ParameterValue;
  }

  /** @throws {GcError} GC_INVALID_PARAMETER unless it is a login id. */
  async readId(message: NodeMessage & { agentId?: ParameterValue }): Promise<string> {
    return checked('agentId', await this.read(message));
  }
}

/**
 * Login ids, separated by commas. The id of a gc-agent, which a property of a subflow holds, stands for its agent.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION where that gc-agent is disabled.
 */
export function loginIdsIn(RED: NodeAPI, text: string | undefined): string[] {
  return listOf(text).map((part) => {
    const node = RED.nodes.getNode(part) as AgentNode | null;
    checkEnabled(RED, part);
    return node?.type === 'gc-agent' ? node.agentId : part;
  });
}

/** @throws {GcError} GC_INVALID_CONFIGURATION where the config node with this id is disabled. */
function checkEnabled(RED: NodeAPI, id: string): void {
  const disabled = findDisabled(RED, id);
  if (disabled !== undefined) {
    throw invalid(disabledText(disabled), say('enableOrChoose', { kind: disabled.kind }));
  }
}
