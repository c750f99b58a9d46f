import type { Node, NodeAPI } from 'node-red';
import {
  commandNode,
  findAgentNode,
  numberIn,
  ParameterFields,
  parametersFor,
  registerNode,
} from '../../lib/nodered';
import { readAction, TypedField } from '../../lib/nodered';
import type { CommandContext, CommandNodeConfig, TypedConfig } from '../../lib/nodered';
import { actions, fields, fieldsOf, type Action, type Field } from './actions';
import { Consultation } from './consultation';
import { mainCallOf } from './main-call';

type TransferConfig = CommandNodeConfig & TypedConfig<'action'> & TypedConfig<Field>;

/** In seconds. */
const answering = { min: 0.1, max: 3600, otherwise: 20 };

export = (RED: NodeAPI): void => {
  function TransferNode(this: Node, config: TransferConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const typedFields = new ParameterFields(RED, this, config, fields);

    commandNode(RED, this, config, async (message, context) => {
      const { client, agentId, options } = context;
      const name = readAction(actions, await action.read(message));
      const { command, completeWith }: Action = actions[name];
      const given = await typedFields.read(message, fieldsOf(name));
      const values = {
        ...given,
        agentId,
        dialogId: mainCallOf(client, agentId, command, message.dialogId ?? given.dialogId),
      };
      const own = ownExtension(RED, config, context);
      if (completeWith === undefined) {
        const extension = given.extension ?? client.extensionToComplete(String(agentId)) ?? own;
        return client.command(command, parametersFor(command, { ...values, extension }), options);
      }
      const answerWithinMs = 1000 * numberIn(given.answerWithin, 'answerWithin', answering);
      const plan = { ...values, extension: given.extension, own, completeWith, answerWithinMs };
      return new Consultation(this, context, plan).run();
    });
  }

  registerNode(RED, 'transfer', TransferNode);
};

/** Where the agent works. */
function ownExtension(
  RED: NodeAPI,
  config: CommandNodeConfig,
  { client, agentId }: CommandContext,
): string | undefined {
  const id = String(agentId);
  const consult = client.callsOf(id).find(({ leg }) => leg === 'consult');
  const configured = findAgentNode(RED, config.agent, id)?.extension;
  return client.agent(id).extension ?? (configured || consult?.fromAddress);
}
