import {
  commandRow,
  decodeCommand,
  findProblem,
  type CommandName,
  type DecodedCommand,
  type Flavour,
} from '../../protocol';
import type { Dialect } from '../dialects';
import type { Site } from '../site';
import { distribute } from './calls/distribute';
import {
  answerOutside,
  hangUp,
  receiveCall,
  stopRinging,
  type IncomingCall,
  type WhichCall,
} from './calls/outside';
import { offerPreview, type PreviewCall } from './calls/preview';
import { systemClock, type Clock } from './clock';
import { callCommands } from './commands/call-commands';
import { consultCommands } from './commands/consult-commands';
import { dialogCommands } from './commands/dialog-commands';
import { directoryCommands } from './commands/directory-commands';
import { previewCommands } from './commands/preview-commands';
import { queueCommands } from './commands/queue-commands';
import { recordingCommands } from './commands/recording-commands';
import { sessionCommands } from './commands/session-commands';
import { connectedCommands, stateCommands } from './commands/state-commands';
import { supervisorCallCommands } from './commands/supervisor-commands';
import { teamCommands } from './commands/team-commands';
import { RefusedCommand } from './refused-command';
import type { Agent } from './store/agent';
import { ContactCentre, type Publish, type PublishedEvent } from './store/contact-centre';
import { flavours } from './store/flavours';
import { Timers } from './timers';

export interface EngineOptions {
  readonly site: Site;
  readonly flavour: Flavour;
  readonly publish: Publish;
  /** How it speaks; default: that of the site. */
  readonly dialect?: Dialect | undefined;
  readonly clock?: Clock;
  /** The dialog id of the first call; the others count up from it. */
  readonly firstDialogId?: number;
}

type Parameters = DecodedCommand['parameters'];
type SessionHandler = (centre: ContactCentre, agentId: string, parameters: Parameters) => void;
type AgentHandler = (centre: ContactCentre, agent: Agent, parameters: Parameters) => void;
/** GC answers these itself. */
type Heartbeat = 'Hello' | 'Beat';

const forAnybody: Partial<Record<CommandName, SessionHandler>> = sessionCommands;
const forLoggedIn = {
  ...stateCommands,
  ...callCommands,
  ...consultCommands,
  ...dialogCommands,
  ...previewCommands,
  ...recordingCommands,
  ...supervisorCallCommands,
  ...teamCommands,
  ...directoryCommands,
  ...queueCommands,
} satisfies Record<
  Exclude<CommandName, Heartbeat | keyof typeof sessionCommands | keyof typeof connectedCommands>,
  AgentHandler
>;
const forAgents: Partial<Record<CommandName, AgentHandler>> = { ...connectedCommands, ...forLoggedIn };

/**
 * A GC and the contact centre behind it: takes commands as they come from the queue, and publishes what becomes of
 * them. Does nothing by itself but what its clock brings, and throws nothing at those who send commands. What
 * happens outside throws a GcError where it is not possible.
 */
export class Engine {
  /** Faults and load act in it, unseen by GC. */
  readonly centre: ContactCentre;
  readonly #timers: Timers;
  readonly #publish: Publish;
  readonly #flavour: Flavour;
  #isInService = true;

  constructor({
    site,
    flavour,
    publish,
    dialect = site.dialect,
    clock = systemClock,
    firstDialogId = 16_777_217,
  }: EngineOptions) {
    this.#timers = new Timers(clock, () => {
      distribute(this.centre);
    });
    this.centre = new ContactCentre(site, flavours[flavour], this.#timers, publish, dialect, firstDialogId);
    this.#publish = publish;
    this.#flavour = flavour;
  }

  /**
   * Takes a command: the JMSType and the body of a message.
   *
   * @returns why nothing came of it, where no destination is known.
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
      this.centre.routes.note(destination);
      this.#tellService(destination);
      return undefined;
    }
    return this.#happen(() => this.#answer(command));
  }

  /** Lets somebody outside call a queue or an agent, and returns the dialog id. */
  incomingCall(call: IncomingCall): string {
    return this.#happen(() => receiveCall(this.centre, call));
  }

  /** Lets the dialer offer an agent a call to a customer for a preview, and returns the dialog id. */
  previewCall(call: PreviewCall): string {
    return this.#happen(() => offerPreview(this.centre, call));
  }

  /** Lets the party outside leave a call, or the caller who waits in a queue; returns the dialog id. */
  customerHangsUp(which: WhichCall): string {
    return this.#happen(() => hangUp(this.centre, which));
  }

  /** Lets the number outside that is ringing answer now, and returns the dialog id. */
  customerAnswers(which: WhichCall): string {
    return this.#happen(() => answerOutside(this.centre, which));
  }

  /** Lets the call that rings at an agent ring no longer, and returns the dialog id. */
  noAnswer(which: WhichCall): string {
    return this.#happen(() => stopRinging(this.centre, which));
  }

  /** Takes GC out of service or back, and tells all who listen. */
  setInService(isInService: boolean): void {
    this.#isInService = isInService;
    for (const destination of this.centre.routes.destinations) {
      this.#tellService(destination);
    }
  }

  /** Nothing happens by itself any more. */
  close(): void {
    this.#timers.stop();
  }

  /** Whatever happens, calls that wait go to agents who are ready then. */
  #happen<T>(what: () => T): T {
    try {
      return what();
    } finally {
      distribute(this.centre);
    }
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
      if (error instanceof RefusedCommand) {
        return this.#refuse(command, error.code);
      }
      throw error;
    }
  }

  #carryOut({ name, parameters }: DecodedCommand): void {
    const { agentId = '' } = parameters;
    if (!this.#isInService) {
      throw new RefusedCommand('DOWN');
    }
    if (commandRow(name).flavour === 'UCCE' && this.#flavour !== 'ucce') {
      throw new RefusedCommand('GENERAL_ERROR');
    }
    const enter = forAnybody[name];
    if (enter !== undefined) {
      enter(this.centre, agentId, parameters);
      return;
    }
    const agent = this.centre.agents.get(agentId);
    if (agent?.destination === undefined || !(agent.isLoggedIn || name in connectedCommands)) {
      throw new RefusedCommand('RE_LOGIN');
    }
    forAgents[name]?.(this.centre, agent, parameters);
  }

  #refuse({ name, parameters }: DecodedCommand, code: RefusedCommand['code']): string | undefined {
    const { agentId = '' } = parameters;
    const event: PublishedEvent =
      code === 'RE_LOGIN' ? { type: 'State', agentId, state: code } : { type: 'Error', agentId, code };
    const destinations = this.#destinationsFor(name, agentId);
    for (const destination of destinations) {
      this.#publish(destination, event, this.centre.agents.get(agentId)?.fullName);
    }
    return destinations.length === 0 ? `nobody can be told ${code}: no destination is known` : undefined;
  }

  /** A login is answered to whoever tried it; what concerns an agent nobody has connected, to everybody. */
  #destinationsFor(name: CommandName, agentId: string): readonly string[] {
    const { agents, routes } = this.centre;
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
      return `${field} ${problem.text}`;
    }
  }
  return undefined;
}
