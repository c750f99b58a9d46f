import type { Node, NodeAPI } from 'node-red';
import { askerOf, AgentField, holdingNode, registerNode, TypedField, waitingMs } from '../../lib/nodered';
import type { AgentConfig, HoldingNodeConfig, TypedConfig } from '../../lib/nodered';
import { newRest, restIn, waitForEnd, type Rest } from './rests';

interface LaterConfig extends HoldingNodeConfig, AgentConfig, TypedConfig<'seconds'> {
  /** Whether the agent must still be in the state, and have the reason, that there was when the message came. */
  sameState?: boolean;
}

export = (RED: NodeAPI): void => {
  function GcLaterNode(this: Node, config: LaterConfig): void {
    RED.nodes.createNode(this, config);
    const agent = new AgentField(RED, this, config);
    const seconds = new TypedField(RED, this, config, 'seconds');

    holdingNode<Rest>(RED, this, config, {
      isOnePerAgent: true,
      showsWaiting: true,
      taskOf: async (message, client) => {
        const agentId = await agent.readId(message);
        const timeoutMs = waitingMs(await seconds.read(message));
        return newRest(client, agentId, timeoutMs, config.sameState ?? true);
      },
      taskIn: restIn,
      subjectOf: ({ agentId }) => ({ agentId }),
      wait: (held) => waitForEnd(held, askerOf(RED, this)),
    });
  }

  registerNode(RED, 'gc-later', GcLaterNode);
};
