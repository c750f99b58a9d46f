import {
  commandRow,
  decodeCommand,
  findProblem,
  type CommandName,
  type DecodedCommand,
  type Flavour,
} from '../../protocol';
import type { Site } from '../site';
import type { Agent } from './agent';
import { callCommands } from './call-commands';
import { systemClock, type Clock } from './clock';
import { ContactCentre, type Publish, type PublishedEvent } from './contact-centre';
import { flavours } from './flavours';
import { hangUp, receiveCall, type IncomingCall } from './outside';
import { reasonCodeCommands } from './reason-code-commands';
import { Refusal } from './refusal';
import { sessionCommands } from './session-commands';
import { connectedCommands, stateCommands } from './state-commands';

export interface EngineOptions {
  readonly site: Site;
  readonly flavour: Flavour;
  readonly publish: Publish;
  readonly clock?: Clock;
  /** The dialog id of the first call; the others count up from it. */
  readonly firstDialogId?: number;
}

type Parameters = DecodedCommand['parameters'];
type SessionHandler = (centre: ContactCentre, agentId: string, parameters: Parameters) => void;
type AgentHandler = (centre: ContactCentre, agent: Agent, parameters: Parameters) => void;

const forAnybody: Partial<Record<CommandName, SessionHandler>> = sessionCommands;
const forConnected: Partial<Record<CommandName, AgentHandler>> = connectedCommands;
const forLoggedIn: Partial<Record<CommandName, AgentHandler>> = {
  ...stateCommands,
  ...callCommands,
  ...reasonCodeCommands,
};

/**
 * A GC and the contact centre behind it: takes commands as they come from the queue, and publishes what becomes of
 * them. Does nothing by itself but what its clock brings, and throws nothing at those who send commands.
 */
export class Engine {
  readonly #centre: ContactCentre;
  readonly #publish: Publish;
  readonly #flavour: Flavour;
  #isInService = true;

  constructor({ site, flavour, publish, clock = systemClock, firstDialogId = 16_777_217 }: EngineOptions) {
    this.#centre = new ContactCentre(site, flavours[flavour], clock, publish, firstDialogId);
    this.#publish = publish;
    this.#flavour = flavour;
  }

  /**
   * Takes a command: the JMSType and the body of a message.
   *
   * @returns why nothing came of it, where nobody could be told.
   */
  receive(type: string, body: string | undefined): string | undefined {
    const command = decodeCommand(type, body);
    if (command === undefined) {
      return 'this is no command of GC';
    }
    const problem = findUnusable(command);
    if (problem !== undefined) {
      return problem;
    }
    const { destination } = command.parameters;
    if (commandRow(command.name).subject === 'destination' && destination !== undefined) {
      this.#centre.routes.note(destination);
      this.#tellService(destination);
      return undefined;
    }
    return this.#answer(command);
  }

  /** Lets somebody outside call an agent, and returns the dialog id. Throws a GcError where that is not possible. */
  incomingCall(call: IncomingCall): string {
    return receiveCall(this.#centre, call);
  }

  /** Lets the party outside end the agent's call, and returns the dialog id. Throws a GcError where there is none. */
  customerHangsUp({ to }: { readonly to: string }): string {
    return hangUp(this.#centre, to);
  }

  /** Takes GC out of service or back, and tells all who listen. */
  setInService(isInService: boolean): void {
    this.#isInService = isInService;
    for (const destination of this.#centre.routes.destinations) {
      this.#tellService(destination);
    }
  }

  /** Nothing happens by itself any more. */
  close(): void {
    this.#centre.close();
  }

  #tellService(destination: string): void {
    this.#publish(destination, {
      type: 'System',
      status: this.#isInService ? 'IN_SERVICE' : 'OUT_OF_SERVICE',
    });
  }

  #answer(command: DecodedCommand): string | undefined {
    try {
      this.#carryOut(command);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) {
        return this.#refuse(command, error.code);
      }
      throw error;
    }
  }

  #carryOut({ name, parameters }: DecodedCommand): void {
    const { agentId = '' } = parameters;
    if (!this.#isInService) {
      throw new Refusal('DOWN');
    }
    if (commandRow(name).flavour === 'UCCE' && this.#flavour !== 'ucce') {
      throw new Refusal('GENERAL_ERROR');
    }
    const enter = forAnybody[name];
    if (enter !== undefined) {
      enter(this.#centre, agentId, parameters);
      return;
    }
    const agent = this.#centre.agents.get(agentId);
    const handle = forConnected[name] ?? forLoggedIn[name];
    if (agent?.destination === undefined || !(agent.isLoggedIn || name in forConnected)) {
      throw new Refusal('RE_LOGIN');
    }
    if (handle === undefined) {
      throw new Refusal('GENERAL_ERROR'); // not simulated
    }
    handle(this.#centre, agent, parameters);
  }

  #refuse({ name, parameters }: DecodedCommand, code: Refusal['code']): string | undefined {
    const { agentId = '' } = parameters;
    const event: PublishedEvent =
      code === 'RE_LOGIN' ? { type: 'State', agentId, state: code } : { type: 'Error', agentId, code };
    const destinations = this.#destinationsFor(name, agentId);
    for (const destination of destinations) {
      this.#publish(destination, event, this.#centre.agents.get(agentId)?.fullName);
    }
    return destinations.length === 0 ? `nobody can be told ${code}: no destination is known` : undefined;
  }

  /** A login is answered to whoever tried it; what concerns an agent nobody has connected, to everybody. */
  #destinationsFor(name: CommandName, agentId: string): readonly string[] {
    const { agents, routes } = this.#centre;
    const claimed = routes.claimOf(agentId)?.destination;
    const connected = agents.get(agentId)?.destination;
    const destination = name in forAnybody ? (claimed ?? connected) : (connected ?? claimed);
    return destination === undefined ? routes.destinations : [destination];
  }
}

/** Whom a command is for must be sound: it stands in what is published, and where. */
function findUnusable({ name, parameters }: DecodedCommand): string | undefined {
  const { subject, parameters: fields } = commandRow(name);
  for (const field of [subject, ...fields]) {
    const problem =
      field === 'agentId' || field === 'destination' ? findProblem(field, parameters[field]) : undefined;
    if (problem !== undefined) {
      return `${field} ${problem}`;
    }
  }
  return undefined;
}
