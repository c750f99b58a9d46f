import type { Node, NodeAPI } from 'node-red';
import type { ParameterValue } from '../../lib/protocol';
import { commandNode, TypedField, type CommandNodeConfig, type TypedConfig } from '../../lib/nodered';

type MakeCallConfig = CommandNodeConfig & TypedConfig<'number'>;

export = (RED: NodeAPI): void => {
  function MakeCallNode(this: Node, config: MakeCallConfig): void {
    RED.nodes.createNode(this, config);
    const number = new TypedField(RED, this, config, 'number', 'payload');
    commandNode(RED, this, config, async (message, { client, agentId, options }) => {
      const dialled = (await number.read(message)) as ParameterValue;
      return client.command('MakeCall', { agentId, number: dialled }, options);
    });
  }

  RED.nodes.registerType('make-call', MakeCallNode);
};
