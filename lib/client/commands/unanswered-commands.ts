import type { EventOf } from '../../protocol';
import type { CommandInLane } from './command-in-lane';
import { forgetOldest } from '../forget-oldest';

/** By then GC has refused a command, or will not. */
const rememberedMs = 10_000;
const maxRemembered = 1000;

/** Commands that ended when the broker had them. GC does not confirm them, but it may refuse them. */
export class UnansweredCommands {
  /** With the time until which each is remembered, the earliest first. */
  readonly #commands = new Map<CommandInLane, number>();

  add(command: CommandInLane): void {
    this.#commands.set(command, performance.now() + rememberedMs);
    forgetOldest(this.#commands, maxRemembered);
  }

  couldHaveCaused(error: EventOf<'Error'>): boolean {
    const now = performance.now();
    for (const [command, until] of this.#commands) {
      if (until <= now) {
        this.#commands.delete(command);
      } else if (command.isConcernedByError(error) && command.canRaise(error.code)) {
        return true;
      }
    }
    return false;
  }
}
