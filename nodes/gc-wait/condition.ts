import type { Node, NodeAPI } from 'node-red';
import type { AgentSnapshot, GcClient, LegSnapshot } from '../../lib/client';
import { GcError } from '../../lib/protocol';
import { AgentField, checked, oneOf, onlyDialogOf, statesIn, TypedField } from '../../lib/nodered';
import type { AgentConfig, AnyEvent, GcMessage, TypedConfig } from '../../lib/nodered';
import { fittingState, isAgentIn, matches, type Match } from './states';
import type { Subject } from './waiting-messages';

export interface ConditionConfig extends AgentConfig, TypedConfig<'agentStates' | 'callStates' | 'dialogId'> {
  about?: string;
  match?: string;
}

/** Who or what is in a state. */
export interface Situation {
  readonly state: string;
  readonly agent?: AgentSnapshot | undefined;
  readonly call?: LegSnapshot | undefined;
}

/** What a message waits for. */
export interface Condition {
  readonly subject: Subject;
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
  async read(message: GcMessage, client: GcClient): Promise<Condition> {
    const { about, match } = this.config;
    const agentId = await this.#agent.readId(message);
    if (oneOf('what to wait for', about, ['agent', 'call']) === 'agent') {
      const states = await readStates(this.#agentStates, message);
      return agentCondition(client, agentId, states, oneOf('how the states count', match, matches));
    }
    const states = await readStates(this.#callStates, message);
    const dialogId = message.dialogId ?? (await this.#dialogId.read(message)) ?? '';
    const subject = {
      agentId,
      dialogId: dialogId === '' ? onlyDialogOf(client, agentId) : checked('dialogId', dialogId),
    };
    return callCondition(client, subject, states);
  }
}

async function readStates(field: TypedField<string>, message: GcMessage): Promise<string[]> {
  const states = statesIn(await field.read(message));
  if (states.length === 0) {
    throw new GcError('GC_INVALID_PARAMETER', { detail: 'there is no state to wait for' });
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
    subject: { agentId },
    look: () => {
      const agent = client.agent(agentId);
      return { isMet: isAgentIn(states, match, agent.state), situation: { state: agent.state, agent } };
    },
  };
}

/** Of a call that is over, the last that was known of it is told. */
function callCondition(client: GcClient, subject: Required<Subject>, states: readonly string[]): Condition {
  let call: LegSnapshot | undefined;
  let outcome: string | undefined;
  return {
    subject,
    look: (event) => {
      const current = client.callsOf(subject.agentId).find(({ dialogId }) => dialogId === subject.dialogId);
      call = current ?? call;
      if (event?.type === 'CallEnded' && event.dialogId === subject.dialogId) {
        outcome = event.outcome;
      }
      const fitting = fittingState(states, current, outcome);
      return {
        isMet: fitting !== undefined,
        situation: { state: fitting ?? current?.state ?? 'ENDED', call },
      };
    },
  };
}
