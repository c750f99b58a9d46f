import type { Expectation } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import type { CommandName, GcEvent, Participant } from '../../protocol';

/** A call of an agent, as the trace shows it. */
export interface TracedCall {
  readonly dialogId: string;
  leg: 'main' | 'consult';
  state: string;
  isIncoming: boolean;
  isOver: boolean;
  participants?: readonly Participant[] | undefined;
}

interface SentCommand {
  readonly name: CommandName;
  /** The agent. */
  readonly subject: string;
  readonly parameters: Expectation['parameters'];
}

/** An agent, as the trace shows it. */
export interface TracedAgent {
  state?: string | undefined;
  reasonCode?: string | undefined;
  /** When the state was reported to have begun, in GC's words. */
  changedAt?: string | undefined;
  extension?: string | undefined;
  team?: string | undefined;
  readonly calls: Map<string, TracedCall>;
}

const most = { agents: 5000, calls: 20, participants: 20, characters: 200 };
const unknown: TracedAgent = { calls: new Map() };

/** Somebody in a call, without what else GC says of them. */
function remembered({ extension, state }: Participant): Participant {
  return {
    ...(extension !== undefined && { extension: short(extension) }),
    ...(state !== undefined && { state: short(state) }),
  };
}

function short(text: string): string {
  return text.slice(0, most.characters);
}

/** What a trace has said of agents and their calls until now. */
export class TracedAgents {
  readonly #agents = new Map<string, TracedAgent>();

  /** What is known of an agent; of one of whom nothing is known, nothing. */
  get(agentId: string): Readonly<TracedAgent> {
    return this.#agents.get(agentId) ?? unknown;
  }

  /** The calls of an agent that go on. */
  callsOf(agentId: string): TracedCall[] {
    return [...this.get(agentId).calls.values()].filter(({ isOver }) => !isOver);
  }

  /** Whether a call came in; without an id, whether the agent has one that did. */
  isIncoming(agentId: string, dialogId: string | undefined): boolean {
    const { calls } = this.get(agentId);
    return dialogId === undefined
      ? this.callsOf(agentId).some(({ isIncoming }) => isIncoming)
      : (calls.get(dialogId)?.isIncoming ?? false);
  }

  /** A login says which extension an agent has. */
  applyCommand({ name, subject, parameters }: SentCommand): void {
    if ((name === 'Login' || name === 'MobileAgentLogin') && parameters.extension !== undefined) {
      this.#open(subject).extension = String(parameters.extension);
    }
  }

  applyEvent(event: GcEvent): void {
    const agentId = 'agentId' in event ? event.agentId : undefined;
    if (agentId === undefined || agentId.length > most.characters) {
      return;
    }
    switch (event.type) {
      case 'State':
        this.#applyState(this.#open(agentId), event);
        break;
      case 'AgentInfo':
        this.#open(agentId).team = event.team?.id && short(event.team.id);
        break;
      case 'NewInboundCall':
      case 'NewOutboundCall':
        this.#applyCall(agentId, event.dialogId, { isIncoming: true });
        break;
      case 'InboundCall':
      case 'ConsultCall':
        this.#applyCall(agentId, event.dialogId, {
          leg: event.type === 'ConsultCall' ? 'consult' : 'main',
          state: short(event.state),
          isOver: event.state === 'DROP',
          participants: event.participants?.slice(0, most.participants).map(remembered),
        });
        break;
      default:
    }
  }

  #applyState(agent: TracedAgent, event: Extract<GcEvent, { type: 'State' }>): void {
    agent.state = short(event.state);
    agent.reasonCode = event.reasonCode && short(event.reasonCode);
    agent.changedAt = event.stateChangeTime && short(event.stateChangeTime);
    agent.extension = event.extension === undefined ? agent.extension : short(event.extension);
    if (event.state === 'LOGOUT') {
      agent.calls.clear();
    }
  }

  #applyCall(agentId: string, dialogId: string | undefined, news: Partial<TracedCall>): void {
    if (dialogId === undefined || dialogId.length > most.characters) {
      return;
    }
    const { calls } = this.#open(agentId);
    const known = calls.get(dialogId) ?? {
      dialogId,
      leg: 'main',
      state: '',
      isIncoming: false,
      isOver: false,
    };
    calls.set(dialogId, { ...known, ...news });
    forgetOldest(calls, most.calls);
  }

  #open(agentId: string): TracedAgent {
    const known = this.#agents.get(agentId) ?? { calls: new Map() };
    this.#agents.set(agentId, known);
    forgetOldest(this.#agents, most.agents);
    return known;
  }
}
