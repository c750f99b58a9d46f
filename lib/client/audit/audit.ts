import { thrownText, type CommandEnded } from '../../protocol';
import { runSafely } from '../../stomp';
import type { Outcome } from '../commands/outcome';
import { CommandAccount, type AskedFor } from './command-account';

/** Who is told of commands that have ended. */
export interface CommandListeners {
  readonly wantCommands: boolean;
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
    if (this.listeners?.wantCommands) {
      runSafely('The report of a command', () => this.listeners?.tellCommand(account.end(result)));
    }
  }
}
