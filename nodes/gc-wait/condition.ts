import type { Node, NodeAPI } from 'node-red';
import type { AgentSnapshot, GcClient, LegSnapshot } from '../../lib/client';
import { GcError } from '../../lib/protocol';
import { AgentField, checked, oneOf, onlyDialogOf, statesIn, TypedField, say } from '../../lib/nodered';
import type { AgentConfig, AnyEvent, GcMessage, Subject, TypedConfig } from '../../lib/nodered';
import { fittingState, isAgentIn, matches, type Match } from './states';

export interface ConditionConfig extends AgentConfig, TypedConfig<'agentStates' | 'callStates' | 'dialogId'> {
  about?: string;
  match?: string;
}

const subjects = ['agent', 'call'] as const;

/** Who or what is in a state. */
export interface Situation {
  readonly state: string;
  readonly agent?: AgentSnapshot | undefined;
  readonly call?: LegSnapshot | undefined;
}

/** What a message waits for, as it can be written down. */
export interface Asked {
  readonly about: 'agent' | 'call';
  readonly subject: Subject;
  readonly states: readonly string[];
  readonly match: Match;
}

/** How it is with what a message waits for. */
export interface Condition {
  /** How it is now, after this event. */
  look(event?: AnyEvent): { readonly isMet: boolean; readonly situation: Situation };
}

/** Reads the condition for each message. */
export class ConditionField {
  readonly #agent: AgentField;
  readonly #agentStates: TypedField<'agentStates'>;
  readonly #callStates: TypedField<'callStates'>;
  readonly #dialogId: TypedField<'dialogId'>;

  constructor(
    RED: NodeAPI,
    node: Node,
    private readonly config: ConditionConfig,
  ) {
    this.#agent = new AgentField(RED, node, config);
    this.#agentStates = new TypedField(RED, node, config, 'agentStates');
    this.#callStates = new TypedField(RED, node, config, 'callStates');
    this.#dialogId = new TypedField(RED, node, config, 'dialogId');
  }

  /** @throws {GcError} GC_INVALID_PARAMETER, GC_INVALID_CONFIGURATION; NO_DIALOG_ID, AMBIGUOUS_DIALOG */
  async read(message: GcMessage, client: GcClient): Promise<Asked> {
    const about = oneOf('waitFor', this.config.about, subjects);
    const agentId = await this.#agent.readId(message);
    if (about === 'agent') {
      const states = await readStates(this.#agentStates, message);
      const match = oneOf('match', this.config.match, matches);
      return { about, subject: { agentId }, states, match };
    }
    const states = await readStates(this.#callStates, message);
    const dialogId = message.dialogId ?? (await this.#dialogId.read(message)) ?? '';
    const subject = {
      agentId,
      dialogId: dialogId === '' ? onlyDialogOf(client, agentId) : checked('dialogId', dialogId),
    };
    return { about, subject, states, match: 'one-of' };
  }
}

/** What was written down, unless it is not what a node writes down. */
export function askedIn(written: unknown): Asked | undefined {
  const { about, subject, states, match } = Object(written) as Partial<Record<keyof Asked, unknown>>;
  const { agentId, dialogId } = Object(subject) as Partial<Record<keyof Subject, unknown>>;
  const isSound =
    subjects.some((one) => one === about) &&
    matches.some((one) => one === match) &&
    Array.isArray(states) &&
    states.every((state) => typeof state === 'string') &&
    typeof agentId === 'string' &&
    (about === 'agent' || typeof dialogId === 'string');
  return isSound ? (written as Asked) : undefined;
}

/** With a client that is younger than the wish, a call of which nothing is known has not ended for that. */
export function conditionFor(
  { about, subject: { agentId, dialogId = '' }, states, match }: Asked,
  client: GcClient,
  isYoung: boolean,
): Condition {
  return about === 'agent'
    ? agentCondition(client, agentId, states, match)
    : callCondition(client, { agentId, dialogId }, states, isYoung);
}

async function readStates(field: TypedField<string>, message: GcMessage): Promise<string[]> {
  const states = statesIn(await field.read(message));
  if (states.length === 0) {
    throw new GcError('GC_INVALID_PARAMETER', { detail: say('noState') });
  }
  return states;
}

function agentCondition(
  client: GcClient,
  agentId: string,
  states: readonly string[],
  match: Match,
): Condition {
  return {
    look: () => {
      const agent = client.agent(agentId);
      return { isMet: isAgentIn(states, match, agent.state), situation: { state: agent.state, agent } };
    },
  };
}

/** Of a call that is over, the last that was known of it is told. */
function callCondition(
  client: GcClient,
  subject: Required<Subject>,
  states: readonly string[],
  isYoung: boolean,
): Condition {
  let call: LegSnapshot | undefined;
  let outcome: string | undefined;
  return {
    look: (event) => {
      const current = client.callsOf(subject.agentId).find(({ dialogId }) => dialogId === subject.dialogId);
      call = current ?? call;
      if (event?.type === 'CallEnded' && event.dialogId === subject.dialogId) {
        outcome = event.outcome;
      }
      if (isYoung && call === undefined && outcome === undefined) {
        return { isMet: false, situation: { state: 'UNKNOWN' } };
      }
      const fitting = fittingState(states, current, outcome);
      return {
        isMet: fitting !== undefined,
        situation: { state: fitting ?? current?.state ?? 'ENDED', call },
      };
    },
  };
}
