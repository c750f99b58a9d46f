import { forgetOldest } from '../../../common/forget-oldest';
import { commandRow, type Confirmation } from '../../../protocol';
import type { ReplayCommand, ReplayEvent, ReplayHeartbeat } from '../items';

const mostOpen = 1000;
/** Longer than clients wait: a command whose outcome the trace lacks is not open for ever. */
const openMs = 60_000;

/** The commands of a trace that have no outcome yet at the place where it is read. */
export class OpenCommands {
  readonly #commands = new Map<number, ReplayCommand>();
  readonly #heartbeats = new Map<number, ReplayHeartbeat>();

  /** `id`: as the trace counts commands. */
  add(id: number, item: ReplayCommand | ReplayHeartbeat): void {
    if (item.kind === 'command') {
      this.#commands.set(id, item);
      forgetOldest(this.#commands, mostOpen);
    } else {
      this.#heartbeats.set(id, item);
      forgetOldest(this.#heartbeats, mostOpen);
    }
  }

  /** Returns the command, if it is one about an agent. */
  close(id: number, outcome: string): ReplayCommand | undefined {
    const command = this.#commands.get(id);
    this.#commands.delete(id);
    const heartbeat = this.#heartbeats.get(id);
    this.#heartbeats.delete(id);
    if (command !== undefined) {
      command.outcome = outcome;
    }
    if (heartbeat !== undefined && outcome === 'GC_TIMEOUT') {
      heartbeat.isUnanswered = true;
    }
    return command;
  }

  /** Another trace begins. */
  clear(): void {
    this.#commands.clear();
    this.#heartbeats.clear();
  }

  /** Whether a System event can be the answer to a heartbeat. */
  get hasHeartbeat(): boolean {
    return this.#heartbeats.size > 0;
  }

  /**
   * The command that an event belongs to: of those in front of it that it can answer the oldest; else one of its agent,
   * rather one that GC answers.
   */
  ownerOf(event: ReplayEvent): ReplayCommand | undefined {
    for (const [id, command] of this.#commands) {
      if (event.at - command.at > openMs) {
        this.#commands.delete(id);
      }
    }
    const open = [...this.#commands.values()].filter(({ line }) => line < event.line);
    const own = open.filter(({ agentId }) => agentId === event.agentId);
    return (
      open.find((command) => canAnswer(event, command)) ??
      own.find(({ command: { name } }) => commandRow(name).confirmedBy.length > 0) ??
      own[0]
    );
  }
}

function canAnswer(
  { type, agentId }: ReplayEvent,
  { command: { name, parameters }, agentId: subject }: ReplayCommand,
): boolean {
  const { confirmedBy, failedBy = [], asks = false } = commandRow(name);
  const concerned = ({ of }: Confirmation) => (of === undefined ? subject : parameters[of]);
  if (type === 'Error') {
    return agentId === subject;
  }
  if (type === 'Unknown') {
    return asks && agentId === undefined;
  }
  return [...confirmedBy, ...failedBy].some(
    (confirmation) =>
      confirmation.event === type && (agentId === undefined || agentId === concerned(confirmation)),
  );
}
