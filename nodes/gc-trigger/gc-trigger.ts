import type { Node, NodeAPI, NodeDef } from 'node-red';
import {
  configured,
  listOf,
  numberOr,
  oneOf,
  plainCopy,
  registerNode,
  safely,
  statesIn,
  useConnection,
} from '../../lib/nodered';
import type { SavedField, GcMessage } from '../../lib/nodered';
import { GcError } from '../../lib/protocol';
import { HeldStates, type Held, type Rule } from './held-states';

interface TriggerConfig extends NodeDef {
  connection?: string;
  /** Login ids, separated by commas; empty means all. */
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
}

/** More than a timer can count is not meant. */
const bounds = [1, 1_000_000] as const;

export = (RED: NodeAPI): void => {
  function GcTriggerNode(this: Node, config: TriggerConfig): void {
    RED.nodes.createNode(this, config);
    const rule = configured(this, () => readRule(config));
    const connection = rule && useConnection(RED, this, config.connection);
    if (rule === undefined || connection === undefined) {
      return;
    }
    void connection.begin(this, (client) => {
      const lookUp = (agentId: string) => client.agent(agentId);
      const states = new HeldStates(rule, lookUp, (held) => {
        safely(this, () => {
          this.send(messageFor(held));
        });
      });
      const unfollow = connection.follow(this, rule.agents, (_, agents) => {
        agents.forEach(states.follow);
      });
      this.on('close', () => {
        unfollow();
        states.close();
      });
      client.snapshot().agents.forEach(({ agentId }) => {
        states.follow(agentId);
      });
    });
  }

  registerNode(RED, 'gc-trigger', GcTriggerNode);
};

function readRule(config: TriggerConfig): Rule {
  const repeat = numberOr(undefined, 'the time between repetitions', config.repeat, bounds);
  const states = statesIn(config.states);
  if (states.length === 0) {
    throw new GcError('GC_INVALID_CONFIGURATION', { detail: 'there is no state to wait for' });
  }
  const isFromState = oneOf('from when the time counts', config.countFrom, ['state', 'deploy']) === 'state';
  return {
    agents: listOf(config.agents),
    teams: listOf(config.teams?.toLowerCase()),
    states,
    reasonCodes: listOf(config.reasonCodes),
    holdMs: 1000 * numberOr(600, 'the time', config.seconds, bounds),
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
