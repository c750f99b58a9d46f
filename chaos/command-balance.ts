import type { GcClient } from '../lib/client';
import type { CommandEnded, ParameterValue } from '../lib/protocol';

/** Sets off the ends of commands that a flow is told against the commands that its nodes have asked for. */
export class CommandBalance {
  /** How often each was asked for, less how often it has ended. */
  readonly #open = new Map<string, number>();
  /** How many commands of nodes have ended. */
  ended = 0;
  /** How many the connection has asked for by itself, and that have ended. */
  ownEnded = 0;

  /** Counts from now on what users ask of this client. */
  watch(client: GcClient): void {
    const command = client.command.bind(client);
    client.command = (name, parameters, options) => {
      this.#count(keyOf(name, parameters), 1);
      return command(name, parameters, options);
    };
  }

  /** Takes an end. */
  take({ command, parameters, by }: CommandEnded): void {
    if (by.kind === 'connection') {
      this.ownEnded += 1;
    } else {
      this.ended += 1;
      this.#count(keyOf(command, parameters), -1);
    }
  }

  /** The commands that have not ended, or more than once. */
  get problems(): string[] {
    return [...this.#open].map(([key, open]) =>
      open > 0 ? `${key}: ${open} times no CommandEnded` : `${key}: ${-open} times CommandEnded too many`,
    );
  }

  #count(key: string, step: number): void {
    const open = (this.#open.get(key) ?? 0) + step;
    if (open === 0) {
      this.#open.delete(key);
    } else {
      this.#open.set(key, open);
    }
  }
}

function keyOf(name: string, parameters: object): string {
  const { agentId, dialogId, number } = parameters as Readonly<Record<string, ParameterValue | undefined>>;
  return [name, agentId, dialogId, number].filter((part) => part !== undefined).join(' ');
}
