import type { ErrorContext } from '../../protocol';
import { say } from '../phrases';
import type { CommandInLane } from './lanes/command-in-lane';

/** Whoever asks for more than this is out of control. */
const most = { ofAgent: 200, commands: 10_000, characters: 8 * 1024 * 1024 };

/** Counts the commands of users that have no outcome yet, so that neither an agent nor all of them ask for too much. */
export class CommandLimits {
  readonly #ofAgent = new Map<string, number>();
  #commands = 0;
  #characters = 0;

  add(command: CommandInLane): void {
    this.#count(command, 1);
  }

  remove(command: CommandInLane): void {
    this.#count(command, -1);
  }

  /** Why there is no room for another command of this agent; undefined where there is. */
  problemOf(agentId: string): Pick<ErrorContext, 'detail' | 'whatToDo'> | undefined {
    if ((this.#ofAgent.get(agentId) ?? 0) >= most.ofAgent) {
      return {
        detail: say('agentHasTooMany', { most: most.ofAgent, agentId }),
        whatToDo: say('waitForAgent', { agentId }),
      };
    }
    if (this.#commands >= most.commands || this.#characters >= most.characters) {
      const size = (this.#characters / (1024 * 1024)).toFixed(1);
      return {
        detail: say('connectionHasTooMany', { commands: this.#commands, size }),
        whatToDo: say('waitForOutcomes'),
      };
    }
    return undefined;
  }

  #count({ subject, isOwn, encoded }: CommandInLane, by: 1 | -1): void {
    if (isOwn) {
      return;
    }
    this.#commands += by;
    this.#characters += by * encoded.body.length;
    const ofAgent = (this.#ofAgent.get(subject) ?? 0) + by;
    if (ofAgent === 0) {
      this.#ofAgent.delete(subject);
    } else {
      this.#ofAgent.set(subject, ofAgent);
    }
  }
}
