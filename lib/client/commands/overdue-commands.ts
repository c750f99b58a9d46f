import type { EventOf, GcEvent } from '../../protocol';
import type { CommandInLane } from './command-in-lane';
import { forgetOldest } from '../forget-oldest';

const rememberedMs = 60_000;
const maxRemembered = 1000;

/** Commands that GC did not answer in time; for a minute their answers are still known as such. */
export class OverdueCommands {
  /** With the time until which each is remembered, the earliest first. */
  readonly #commands = new Map<CommandInLane, number>();

  add(command: CommandInLane): void {
    this.#commands.set(command, performance.now() + rememberedMs);
    forgetOldest(this.#commands, maxRemembered);
  }

  /** Whether the event is the answer to one of them, which is settled by that. */
  isAnsweredBy(event: GcEvent): boolean {
    const now = performance.now();
    for (const [command, until] of this.#commands) {
      if (until <= now) {
        this.#commands.delete(command);
      } else if (command.isAnsweredBy(event)) {
        return this.#commands.delete(command);
      }
    }
    return false;
  }

  /** Whether an error can be the answer to one of them. */
  couldHaveCaused(error: EventOf<'Error'>): boolean {
    const now = performance.now();
    return [...this.#commands].some(([command, until]) => until > now && command.isAnsweredBy(error));
  }
}
