import type { NodeAPI, NodeDef } from 'node-red';
import { type AgentNode, registerNode } from '../../lib/nodered';

interface AgentConfig extends NodeDef {
  agentId?: string;
  extension?: string;
  mobilePhone?: string;
  mobileMode?: string;
}

export = (RED: NodeAPI): void => {
  function GcAgentNode(this: AgentNode, config: AgentConfig): void {
    RED.nodes.createNode(this, config);
    this.agentId = String(config.agentId ?? '').trim();
    this.extension = String(config.extension ?? '').trim();
    this.mobilePhone = String(config.mobilePhone ?? '').trim();
    this.mobileMode = config.mobileMode ?? 'call-by-call';
  }

  registerNode<AgentNode, AgentConfig, { password?: string }>(RED, 'gc-agent', GcAgentNode, {
    credentials: { password: { type: 'password' } },
  });
};
