import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import {
  KeptMessages,
  onClose,
  onInput,
  ownPlaceOf,
  registerNode,
  TypedField,
  useConnection,
} from '../../lib/nodered';
import type { GcMessage, TypedConfig } from '../../lib/nodered';
import { ConditionField, type ConditionConfig } from './condition';
import { InTurn } from './in-turn';
import { mostSeconds, Waits } from './waits';

interface WaitConfig extends NodeDef, ConditionConfig, TypedConfig<'seconds'> {
  connection?: string;
  /** Whether messages that wait are written down, and go on waiting after a restart. */
  outlivesRestart?: boolean;
}

type WaitMessage = GcMessage & { reset?: unknown };

export = (RED: NodeAPI): void => {
  function GcWaitNode(this: Node, config: WaitConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const conditions = new ConditionField(RED, this, config);
    const seconds = new TypedField(RED, this, config, 'seconds');
    const kept =
      connection !== undefined && config.outlivesRestart
        ? new KeptMessages(this, () => connection.store(), `waiting in ${ownPlaceOf(RED, this)}`)
        : undefined;
    const waits = connection && new Waits(this, connection, kept);
    // Reading a message may take a while, and a reset is for all that have come before it.
    const reading = new InTurn();
    onClose(this, () => waits?.close());

    onInput(this, async (message: WaitMessage, send) => {
      if (message.reset !== undefined) {
        await reading.run(() => waits?.drop(subjectOf(message)));
        return undefined;
      }
      if (connection === undefined || waits === undefined) {
        throw new GcError('GC_NO_CONNECTION');
      }
      const { end } = await reading.run(async () => {
        const client = await connection.client();
        const asked = await conditions.read(message, client);
        const timeoutMs = 1000 * readSeconds(await seconds.read(message));
        return { end: waits.hold(message, { asked, timeoutMs }, client, send) };
      });
      await end;
      return undefined;
    });

    if (kept !== undefined) {
      void connection?.begin(this, (client) => void waits?.goOn(client), 'has begun');
    }
  }

  registerNode(RED, 'gc-wait', GcWaitNode);
};

/** Whom a message is about that resets the node. */
function subjectOf({ agentId, dialogId }: GcMessage) {
  return {
    ...(agentId === undefined ? {} : { agentId: String(agentId) }),
    ...(dialogId === undefined ? {} : { dialogId: String(dialogId) }),
  };
}

function readSeconds(value: unknown): number {
  const isGiven = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const seconds = isGiven ? Number(value) : NaN;
  if (!(seconds >= 0 && seconds <= mostSeconds)) {
    const detail = `the time to wait must be a number of seconds from 0 to ${mostSeconds}`;
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return seconds;
}
