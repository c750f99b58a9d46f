import type { Node, NodeAPI } from 'node-red';
import type { ParameterValue } from '../../lib/protocol';
import type { GcClient, Outcome } from '../../lib/client';
import {
  checked,
  commandNode,
  onlyDialogOf,
  ParameterFields,
  parametersFor,
  registerNode,
} from '../../lib/nodered';
import { readAction, TypedField, type CommandNodeConfig, type TypedConfig } from '../../lib/nodered';
import { actions, fields, fieldsOf, type Action, type Field } from './actions';

type SupervisorConfig = CommandNodeConfig & TypedConfig<'action'> & TypedConfig<Field>;

export = (RED: NodeAPI): void => {
  function GcSupervisorNode(this: Node, config: SupervisorConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const typedFields = new ParameterFields(RED, this, config, fields);

    commandNode(RED, this, config, async (message, context): Promise<Outcome> => {
      const { connection, client, agentId, options } = context;
      const name = readAction(actions, await action.read(message));
      const { command, actsOn, finds }: Action = actions[name];
      const shown = fieldsOf(name);
      const given = await typedFields.read(message, shown);
      if (shown.includes('dialogId')) {
        given.dialogId = (message.dialogId || given.dialogId) ?? onlyDialogOf(client, agentId, command);
      }
      if (finds === 'extension') {
        given.extension ??= extensionOf(client, given.memberId);
      }
      if (name === 'queues' && options.key === undefined && options.goOnWhen === 'confirmed') {
        return connection.queues.ask(client, checked('agentId', agentId), options);
      }
      if (actsOn !== 'member') {
        return client.command(command, parametersFor(command, { ...given, agentId }), options);
      }
      const memberId = checked('memberId', given.memberId);
      const outcome = await client.command(command, parametersFor(command, { agentId: memberId }), options);
      const told = { ...outcome, memberId };
      return told;
    });
  }

  registerNode(RED, 'gc-supervisor', GcSupervisorNode);
};

/** Known of members of a team whose users were asked for, among others. */
function extensionOf(client: GcClient, memberId: ParameterValue | undefined): string | undefined {
  return memberId === undefined ? undefined : client.agent(String(memberId)).extension;
}
