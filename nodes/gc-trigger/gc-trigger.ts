import type { Node, NodeAPI } from 'node-red';
import {
  configured,
  onClose,
  oneOf,
  ownPlaceOf,
  registerNode,
  safely,
  useConnection,
  type SharedConnection,
} from '../../lib/nodered';
import type { GcClient } from '../../lib/client';
import { KeptCounts } from './kept-counts';
import type { TriggerConfig } from './trigger-config';
import { readQueueRule, watchQueues } from './watch-queues';
import { readStateRule, watchStates } from './watch-states';

/** What a trigger does as it is set. Returns what ends it. */
interface Watch {
  /** Where the store has what outlives a restart. */
  readonly room: 'states' | 'queues';
  begin(
    node: Node,
    connection: SharedConnection,
    client: GcClient,
    kept: KeptCounts | undefined,
  ): () => Promise<void>;
}

export = (RED: NodeAPI): void => {
  function GcTriggerNode(this: Node, config: TriggerConfig): void {
    RED.nodes.createNode(this, config);
    const watch = configured(this, () => readWatch(RED, config));
    const connection = watch && useConnection(RED, this, config.connection);
    if (watch === undefined || connection === undefined) {
      return;
    }
    const kept = config.outlivesRestart
      ? new KeptCounts(this, connection, `${watch.room} in ${ownPlaceOf(RED, this)}`)
      : undefined;
    let isClosed = false;
    let stop = (): Promise<void> | void => undefined;
    onClose(this, () => {
      isClosed = true;
      return stop();
    });
    void connection.begin(this, (client) => {
      void loaded(kept).then(() => {
        if (!isClosed) {
          safely(this, () => {
            stop = watch.begin(this, connection, client, kept);
          });
        }
      });
    });
  }

  registerNode(RED, 'gc-trigger', GcTriggerNode);
};

/** Resolves at once where nothing is kept. */
async function loaded(kept: KeptCounts | undefined): Promise<void> {
  await kept?.load();
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
function readWatch(RED: NodeAPI, config: TriggerConfig): Watch {
  if (oneOf('watch', config.watch, ['states', 'queues']) === 'queues') {
    const rule = readQueueRule(RED, config);
    return {
      room: 'queues',
      begin: (node, connection, _client, kept) => watchQueues(RED, node, connection, rule, kept),
    };
  }
  const rule = readStateRule(RED, config);
  return {
    room: 'states',
    begin: (node, connection, client, kept) => watchStates(node, connection, client, rule, kept),
  };
}
