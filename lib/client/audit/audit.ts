import { thrownText, type CommandEnded } from '../../protocol';
import { runSafely } from '../../stomp';
import type { Outcome } from '../commands/outcome';
import { CommandAccount, type AskedFor } from './command-account';

/** Who is told of commands that have ended. */
export interface CommandListeners {
  readonly wantCommands: boolean;
  /** An error as they may hear of it. */
  toldError(error: Error): Error;
  tellCommand(event: CommandEnded): void;
}

/** Reports the end of every command, once, to those who listen at that time. */
export class Audit {
  constructor(private readonly listeners?: CommandListeners) {}

  /** Runs a command, and reports how it has ended. Settles as it does. */
  async follow(asked: AskedFor, run: (account: CommandAccount) => Promise<Outcome>): Promise<Outcome> {
    const account = new CommandAccount(asked);
    try {
      const outcome = await run(account);
      this.#report(account, outcome);
      return outcome;
    } catch (error) {
      this.#report(account, error instanceof Error ? error : new Error(thrownText(error)));
      throw error;
    }
  }

  #report(account: CommandAccount, result: Outcome | Error): void {
    const { listeners } = this;
    if (listeners?.wantCommands) {
      runSafely('The report of a command', () => {
        const told = result instanceof Error ? listeners.toldError(result) : result;
        listeners.tellCommand(account.end(told));
      });
    }
  }
}
