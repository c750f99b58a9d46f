import type { Node, NodeAPI } from 'node-red';
import { commandRow } from '../../lib/protocol';
import { commandNode, onlyDialogOf, ParameterFields, parametersFor } from '../../lib/nodered';
import { readAction, reasonFor, registerNode, TypedField } from '../../lib/nodered';
import type { CommandNodeConfig, TypedConfig } from '../../lib/nodered';
import { actions, fields, type Field } from './actions';

type CallControlConfig = CommandNodeConfig & TypedConfig<'action' | Field>;

export = (RED: NodeAPI): void => {
  function GcCallControlNode(this: Node, config: CallControlConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const typedFields = new ParameterFields(RED, this, config, fields);

    commandNode(RED, this, config, async (message, context) => {
      const { client, agentId, send } = context;
      const command = actions[readAction(actions, await action.read(message))];
      const { parameters } = commandRow(command);
      const needed = fields.filter((field) => parameters.includes(field));
      const given = await typedFields.read(message, needed);
      if (needed.includes('dialogId')) {
        const named = message.dialogId ?? given.dialogId;
        given.dialogId = named === undefined || named === '' ? onlyDialogOf(client, agentId, command) : named;
      }
      if (command === 'wrapup' && config.wrapUpReasonType === 'reason') {
        given.wrapUpReason = await reasonFor(command, given.wrapUpReason, context);
      }
      return send(command, parametersFor(command, { ...given, agentId }));
    });
  }

  registerNode(RED, 'gc-call-control', GcCallControlNode);
};
