import type { Node, NodeAPI } from 'node-red';
import { commandNode, findLogin, objectionTo, readAction, reasonFor } from '../../lib/nodered';
import { registerNode, TypedField } from '../../lib/nodered';
import type { CommandNodeConfig, TypedConfig } from '../../lib/nodered';
import { actions } from './actions';

interface AgentStateConfig extends CommandNodeConfig, TypedConfig<'action' | 'reasonCode'> {
  /** Also what is known to be impossible. */
  sendAnyway?: boolean;
}

export = (RED: NodeAPI): void => {
  function AgentStateNode(this: Node, config: AgentStateConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const reason = new TypedField(RED, this, config, 'reasonCode');

    commandNode(RED, this, config, async (message, context) => {
      const { client, agentId, options: given } = context;
      const chosen = actions[readAction(actions, await action.read(message))];
      if (chosen.command === 'Login' || chosen.command === 'MobileAgentLogin') {
        const isMobile = chosen.command === 'MobileAgentLogin';
        return client.login(await findLogin(RED, config, context, isMobile), given);
      }
      const objection = config.sendAnyway ? undefined : objectionTo(chosen.command, context);
      const options = { ...given, objection };
      const wanted = 'commandWithReason' in chosen ? await reason.readGiven(message) : undefined;
      if (!('commandWithReason' in chosen) || wanted === undefined) {
        return client.command(chosen.command, { agentId }, options);
      }
      const endsAt = performance.now() + given.timeoutMs;
      const reasonCode = await reasonFor(chosen.commandWithReason, wanted, context);
      const timeoutMs = endsAt - performance.now();
      return client.command(chosen.commandWithReason, { agentId, reasonCode }, { ...options, timeoutMs });
    });
  }

  registerNode(RED, 'agent-state', AgentStateNode);
};
