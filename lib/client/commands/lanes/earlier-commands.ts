import type { EventOf, GcEvent } from '../../../protocol';
import { forgetOldest } from '../../../common/forget-oldest';
import type { CommandInLane } from './command-in-lane';
import { canRaise } from '../command-kinds';

const maxRemembered = 1000;

/** For how long commands are remembered, in milliseconds: then GC has answered, or will not. */
const rememberedMs = { overdue: 60_000, unanswered: 10_000 };

/** Commands that are over, and to which an event of GC may still belong. */
export class EarlierCommands {
  /** Those that GC did not answer in time, with the time until which each is remembered, the earliest first. */
  readonly #overdue = new Map<CommandInLane, number>();
  /** Those that ended when the broker had them, in the same way: GC does not confirm them, but it may refuse them. */
  readonly #unanswered = new Map<CommandInLane, number>();

  /** Takes in a command that has its outcome. */
  add(command: CommandInLane): void {
    if (command.isOverdue) {
      this.#overdue.set(command, performance.now() + rememberedMs.overdue);
      forgetOldest(this.#overdue, maxRemembered);
    }
    if (command.mayStillFail) {
      this.#unanswered.set(command, performance.now() + rememberedMs.unanswered);
      forgetOldest(this.#unanswered, maxRemembered);
    }
  }

  /** The command of them to which the event is the late answer, which is settled by that. */
  answeredLateBy(event: GcEvent): CommandInLane | undefined {
    if (this.#overdue.size === 0) {
      return undefined;
    }
    const now = performance.now();
    for (const [command, until] of this.#overdue) {
      if (until <= now) {
        this.#overdue.delete(command);
      } else if (command.isAnsweredBy(event)) {
        this.#overdue.delete(command);
        return command;
      }
    }
    return undefined;
  }

  /** Whether one of them can be the cause of an error. */
  couldHaveCaused(error: EventOf<'Error'>): boolean {
    return this.#hasRefused(error) || this.#isLateError(error);
  }

  #hasRefused(error: EventOf<'Error'>): boolean {
    const now = performance.now();
    for (const [command, until] of this.#unanswered) {
      if (until <= now) {
        this.#unanswered.delete(command);
      } else if (command.isConcernedByError(error) && canRaise(command.name, error.code)) {
        return true;
      }
    }
    return false;
  }

  #isLateError(error: EventOf<'Error'>): boolean {
    const now = performance.now();
    return [...this.#overdue].some(([command, until]) => until > now && command.isAnsweredBy(error));
  }
}
