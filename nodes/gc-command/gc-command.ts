import type { Node, NodeAPI } from 'node-red';
import { commands, GcError, printable, type CommandName, type ParameterName } from '../../lib/protocol';
import {
  commandNode,
  findLogin,
  onlyDialogOf,
  ParameterFields,
  parametersFor,
  reasonFor,
  registerNode,
  say,
} from '../../lib/nodered';
import { TypedField, type CommandNodeConfig, type TypedConfig } from '../../lib/nodered';
import { askable, askedParameters, takesPassword } from './parameters';

interface CommandConfig extends CommandNodeConfig, TypedConfig<'command'> {
  /** The typed inputs of the form, by parameter. */
  parameters?: Partial<Record<ParameterName, { value: string; type: string }>>;
}

export = (RED: NodeAPI): void => {
  function GcCommandNode(this: Node, config: CommandConfig): void {
    RED.nodes.createNode(this, config);
    const command = new TypedField(RED, this, config, 'command', 'payload');
    const form = new ParameterFields(RED, this, flat(config.parameters), askable);

    commandNode(RED, this, config, async (message, context) => {
      const { client, agentId, send } = context;
      const name = readCommand(await command.read(message));
      const asked = askedParameters(name).map((parameter) => parameter.name);
      const given = await form.read(message, asked);
      if (asked.includes('dialogId')) {
        given.dialogId = (message.dialogId || given.dialogId) ?? onlyDialogOf(client, agentId, name);
      }
      if (asked.includes('reasonCode')) {
        given.reasonCode = await reasonFor(name, given.reasonCode, context);
      } else if (config.parameters?.wrapUpReason?.type === 'reason') {
        given.wrapUpReason = await reasonFor(name, given.wrapUpReason, context);
      }
      const login = takesPassword(name)
        ? await findLogin(RED, config, context, name === 'MobileAgentLogin')
        : {};
      const values = { ...login, ...given, agentId, destination: client.destination };
      return send(name, parametersFor(name, values));
    });
  }

  registerNode(RED, 'gc-command', GcCommandNode);
};

/** As typed inputs are kept elsewhere. */
function flat(parameters: CommandConfig['parameters'] = {}): TypedConfig<string> {
  const fields = Object.entries(parameters).flatMap(([name, { value, type }]) => [
    [name, value],
    [`${name}Type`, type],
  ]);
  return Object.fromEntries(fields) as TypedConfig<string>;
}

/**
 * The command with this word, whatever the case of its letters.
 *
 * @throws {GcError} GC_UNKNOWN_COMMAND
 */
function readCommand(word: unknown): CommandName {
  const wanted = typeof word === 'string' ? word.trim().toLowerCase() : undefined;
  const names = Object.keys(commands) as CommandName[];
  const found = names.find((name) => name.toLowerCase() === wanted);
  if (found === undefined) {
    const got = typeof word === 'string' ? `"${printable(word)}"` : say('whatMessageGave');
    throw new GcError('GC_UNKNOWN_COMMAND', { detail: say('notACommand', { got }) });
  }
  return found;
}
