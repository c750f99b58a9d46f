import { forgetOldest } from '../../common/forget-oldest';
import { commandRow, type Confirmation, type GcEvent } from '../../protocol';
import type { ReplayCommand, ReplayHeartbeat } from './items';

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

  close(id: number, outcome: string): void {
    const command = this.#commands.get(id);
    if (command !== undefined) {
      command.outcome = outcome;
      this.#commands.delete(id);
    }
    const heartbeat = this.#heartbeats.get(id);
    if (heartbeat !== undefined && outcome === 'GC_TIMEOUT') {
      heartbeat.isUnanswered = true;
    }
    this.#heartbeats.delete(id);
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

  /** The command that an event belongs to: of those that it can answer the oldest, else the oldest of its agent. */
  ownerOf(event: GcEvent, at: number): ReplayCommand | undefined {
    for (const [id, command] of this.#commands) {
      if (at - command.at > openMs) {
        this.#commands.delete(id);
      }
    }
    const agentId = agentIdOf(event);
    const open = [...this.#commands.values()];
    return (
      open.find((command) => canAnswer(event, agentId, command)) ??
      (agentId === undefined ? undefined : open.find((command) => command.agentId === agentId))
    );
  }
}

export function agentIdOf(event: GcEvent): string | undefined {
  return 'agentId' in event ? event.agentId : undefined;
}

function canAnswer(
  event: GcEvent,
  agentId: string | undefined,
  { command: { name, parameters }, agentId: subject }: ReplayCommand,
): boolean {
  const { confirmedBy, failedBy = [], asks = false } = commandRow(name);
  const concerned = ({ of }: Confirmation) => (of === undefined ? subject : parameters[of]);
  if (event.type === 'Error') {
    return agentId === subject;
  }
  if (event.type === 'Unknown') {
    return asks && agentId === undefined;
  }
  return [...confirmedBy, ...failedBy].some(
    (confirmation) =>
      confirmation.event === event.type && (agentId === undefined || agentId === concerned(confirmation)),
  );
}
