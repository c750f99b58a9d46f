import type { NodeAPI, NodeDef } from 'node-red';
import { type AgentNode, configProblem, errorText, registerNode } from '../../lib/nodered';

interface AgentConfig extends NodeDef {
  agentId?: string;
  extension?: string;
  mobilePhone?: string;
  mobileMode?: string;
  sso?: string;
}

export = (RED: NodeAPI): void => {
  function GcAgentNode(this: AgentNode, config: AgentConfig): void {
    RED.nodes.createNode(this, config);
    this.agentId = String(config.agentId ?? '').trim();
    this.extension = String(config.extension ?? '').trim();
    this.mobilePhone = String(config.mobilePhone ?? '').trim();
    this.mobileMode = config.mobileMode ?? 'call-by-call';
    this.sso = String(config.sso ?? '').trim();
    if (this.credentials.password !== undefined) {
      // A variable of a flow may hold a number.
      this.credentials.password = String(this.credentials.password);
    }
    this.problem = configProblem(config, this.credentials);
    if (this.problem !== undefined) {
      this.error(errorText(this.problem));
    }
  }

  registerNode<AgentNode, AgentConfig, { password?: string }>(RED, 'gc-agent', GcAgentNode, {
    credentials: { password: { type: 'password' } },
  });
};
