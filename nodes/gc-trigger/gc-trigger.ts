import type { Node, NodeAPI, NodeDef } from 'node-red';
import {
  configured,
  listOf,
  loginIdsIn,
  numberOr,
  onClose,
  oneOf,
  ownPlaceOf,
  plainCopy,
  registerNode,
  safely,
  statesIn,
  useConnection,
  say,
} from '../../lib/nodered';
import type { GcClient } from '../../lib/client';
import type { GcMessage, SavedField, SharedConnection } from '../../lib/nodered';
import { GcError } from '../../lib/protocol';
import { HeldStates, type Held, type Rule } from './held-states';
import { KeptCounts } from './kept-counts';

interface TriggerConfig extends NodeDef {
  connection?: string;
  /** Login ids, or ids of gc-agents, separated by commas; empty means all. */
  agents?: string;
  /** Ids or names of teams, separated by commas; empty means all. */
  teams?: string;
  states?: readonly string[];
  /** Separated by commas; empty means any. */
  reasonCodes?: string;
  seconds?: SavedField;
  /** Seconds; empty means never. */
  repeat?: SavedField;
  /** From when the time counts for agents who are in the state already. */
  countFrom?: string;
  /** Whether it is written down what counts and what was reported, so that both outlive a restart. */
  outlivesRestart?: boolean;
}

/** More than a timer can count is not meant. */
const bounds = [1, 1_000_000] as const;

export = (RED: NodeAPI): void => {
  function GcTriggerNode(this: Node, config: TriggerConfig): void {
    RED.nodes.createNode(this, config);
    const rule = configured(this, () => readRule(RED, config));
    const connection = rule && useConnection(RED, this, config.connection);
    if (rule === undefined || connection === undefined) {
      return;
    }
    const kept = config.outlivesRestart
      ? new KeptCounts(this, connection, `states in ${ownPlaceOf(RED, this)}`)
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
            stop = watch(this, connection, client, rule, kept);
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

/** Begins to count. Returns what ends it. */
function watch(
  node: Node,
  connection: SharedConnection,
  client: GcClient,
  rule: Rule,
  kept: KeptCounts | undefined,
): () => Promise<void> {
  const fire = (held: Held) => {
    safely(node, () => {
      node.send(messageFor({ ...held, agent: connection.shown(held.agent) }));
    });
  };
  const states = new HeldStates(rule, (agentId) => client.agent(agentId), fire, kept);
  const unfollow = connection.follow(node, rule.agents, (event, agents) => {
    const isTimeTold = event.type === 'State' && event.stateChangeTime !== undefined;
    for (const agentId of agents) {
      states.follow(agentId, isTimeTold);
    }
  });
  client.snapshot().agents.forEach(({ agentId }) => {
    states.follow(agentId);
  });
  return () => {
    unfollow();
    return states.close();
  };
}

function readRule(RED: NodeAPI, config: TriggerConfig): Rule {
  const repeat = numberOr(undefined, 'repeat', config.repeat, bounds);
  const states = statesIn(config.states);
  if (states.length === 0) {
    throw new GcError('GC_INVALID_CONFIGURATION', { detail: say('noState') });
  }
  const isFromState = oneOf('countFrom', config.countFrom, ['state', 'deploy']) === 'state';
  return {
    agents: loginIdsIn(RED, config.agents),
    teams: listOf(config.teams?.toLowerCase()),
    states,
    reasonCodes: listOf(config.reasonCodes),
    holdMs: 1000 * numberOr(600, 'seconds', config.seconds, bounds),
    repeatMs: repeat === undefined ? undefined : 1000 * repeat,
    notBefore: isFromState ? 0 : Date.now(),
  };
}

function messageFor({ agent, since, repeat }: Held): GcMessage {
  const { agentId, state, reasonCode, reasonLabel, agentName, firstName, lastName, team } = agent;
  const now = Date.now();
  return {
    topic: `${agentId}/${state}`,
    payload: plainCopy({
      type: 'StateHeld',
      agentId,
      state,
      reasonCode,
      reasonLabel,
      since,
      seconds: Math.round((now - since) / 1000),
      agentName,
      firstName,
      lastName,
      team,
    }),
    agentId,
    gc: { repeat, at: now },
  };
}
