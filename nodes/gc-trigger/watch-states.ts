import type { Node, NodeAPI } from 'node-red';
import {
  listOf,
  loginIdsIn,
  numberOr,
  oneOf,
  plainCopy,
  safely,
  say,
  statesIn,
  type GcMessage,
  type SharedConnection,
} from '../../lib/nodered';
import type { GcClient } from '../../lib/client';
import { GcError } from '../../lib/protocol';
import { HeldStates, type Held, type Rule } from './held-states';
import type { KeptCounts } from './kept-counts';
import { timeBounds, type TriggerConfig } from './trigger-config';

/** Begins to count how long agents are in certain states. Returns what ends it. */
export function watchStates(
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

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function readStateRule(RED: NodeAPI, config: TriggerConfig): Rule {
  const repeat = numberOr(undefined, 'repeat', config.repeat, timeBounds);
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
    holdMs: 1000 * numberOr(600, 'seconds', config.seconds, timeBounds),
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
