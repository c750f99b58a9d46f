import type { Node, NodeAPI } from 'node-red';
import { commandRow, type CommandParameters, type ParameterName } from '../../lib/protocol';
import { commandNode, onlyDialogOf, readAction, registerNode, TypedField } from '../../lib/nodered';
import type { CommandNodeConfig, TypedConfig } from '../../lib/nodered';
import { actions } from './actions';

type FieldName = 'dialogId' | 'wrapUpReason' | 'variableName' | 'variableValue';
type CallControlConfig = CommandNodeConfig & TypedConfig<'action' | FieldName>;

export = (RED: NodeAPI): void => {
  function GcCallControlNode(this: Node, config: CallControlConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const fields: Partial<Record<ParameterName, TypedField<FieldName>>> = {
      dialogId: new TypedField(RED, this, config, 'dialogId'),
      wrapUpReason: new TypedField(RED, this, config, 'wrapUpReason'),
      variableName: new TypedField(RED, this, config, 'variableName'),
      variableValue: new TypedField(RED, this, config, 'variableValue'),
    };

    commandNode(RED, this, config, async (message, { client, agentId, options }) => {
      const command = actions[readAction(actions, await action.read(message))];
      const values: Record<string, unknown> = { agentId };
      for (const parameter of commandRow(command).parameters) {
        values[parameter] = await fields[parameter]?.read(message);
      }
      if ('dialogId' in values) {
        const named = message.dialogId ?? values.dialogId;
        values.dialogId =
          named === undefined || named === '' ? onlyDialogOf(client, agentId, command) : named;
      }
      return client.command(command, values as CommandParameters<typeof command>, options);
    });
  }

  registerNode(RED, 'gc-call-control', GcCallControlNode);
};
