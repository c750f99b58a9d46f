import type { Node, NodeAPI, NodeDef } from 'node-red';
import {
  AgentField,
  askerOf,
  checked,
  closingSignal,
  keepTicket,
  oneOf,
  onInput,
  plainCopy,
  registerNode,
} from '../../lib/nodered';
import { noConnection, timeLimitOf, TypedField, useConnection } from '../../lib/nodered';
import type { AgentConfig, SavedField, GcMessage, TypedConfig } from '../../lib/nodered';
import { answers, subjects } from './subjects';

interface SnapshotConfig extends NodeDef, AgentConfig, TypedConfig<'dialogId' | 'team'> {
  connection?: string;
  about?: string;
  /** Whether GC is asked first. */
  refresh?: boolean;
  /** Seconds; empty: the connection's. */
  timeout?: SavedField;
}

export = (RED: NodeAPI): void => {
  function GcSnapshotNode(this: Node, config: SnapshotConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const agent = new AgentField(RED, this, config);
    const dialogId = new TypedField(RED, this, config, 'dialogId');
    const team = new TypedField(RED, this, config, 'team', 'payload');
    const signal = closingSignal(this);

    onInput(this, async (message: GcMessage) => {
      if (connection === undefined) {
        throw noConnection(RED, config.connection);
      }
      const about = oneOf('about', config.about, subjects);
      const timeoutMs = timeLimitOf(message, config.timeout);
      const snapshot = await answers[about]({
        client: await connection.client(),
        refresh: config.refresh ? { timeoutMs, signal, by: askerOf(RED, this) } : undefined,
        agentId: () => agent.readId(message),
        dialogId: async () => {
          const named = message.dialogId ?? (await dialogId.read(message)) ?? '';
          return named === '' ? undefined : checked('dialogId', named);
        },
        // A name may have blanks.
        team: async () => checked('wrapUpReason', await team.read(message), 'team'),
      });
      message.payload = plainCopy(connection.shown(snapshot));
      const refreshed = Boolean(config.refresh && about !== 'health');
      message.gc = keepTicket(message, { about, refreshed, at: Date.now() });
      return message;
    });
  }

  registerNode(RED, 'gc-snapshot', GcSnapshotNode);
};
