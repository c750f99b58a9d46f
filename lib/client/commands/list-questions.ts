import type { CommandName, EventType } from '../../protocol';
import type { CommandInLane } from './lanes/command-in-lane';

/**
 * Questions for lists, which GC may answer without naming the agent. Two that can have the same answer are never under
 * way at once, whoever asks, unless GC has named the agent in its last answers to both commands.
 */
export class ListQuestions {
  /** Those that wait, in the order in which they were asked. */
  readonly #waiting = new Set<CommandInLane>();
  /** Those under way, and whether GC names the agent in their answers. */
  readonly #underWay = new Map<CommandInLane, boolean>();
  /** How many are under way, by answer; `unsure`: those of which GC may not name the agent. */
  readonly #counts = new Map<EventType, { all: number; unsure: number }>();
  readonly #named = new Set<CommandName>();

  add(command: CommandInLane): void {
    if (command.unnamedAnswers.length > 0) {
      this.#waiting.add(command);
    }
  }

  started(command: CommandInLane): void {
    if (this.#waiting.delete(command)) {
      const isNamed = this.#named.has(command.name);
      this.#underWay.set(command, isNamed);
      this.#count(command, isNamed, 1);
    }
  }

  /** A question was not sent after all, and waits again. */
  putBack(command: CommandInLane): void {
    if (this.#leave(command)) {
      this.#waiting.add(command);
    }
  }

  /** Takes a question out that has its outcome. Returns those that may have waited for it. */
  remove(command: CommandInLane): readonly CommandInLane[] {
    this.#waiting.delete(command);
    if (!this.#leave(command)) {
      return [];
    }
    if (command.isAnswerNamed) {
      this.#named.add(command.name);
    } else if (command.isAnswerNamed === false) {
      this.#named.delete(command.name);
    }
    return [...this.#waiting];
  }

  /** Whether a question is under way whose answer could be taken for the answer to this one. */
  mustWait(command: CommandInLane): boolean {
    if (!this.#waiting.has(command)) {
      return false;
    }
    const isNamed = this.#named.has(command.name);
    return command.unnamedAnswers.some((answer) => {
      const { all, unsure } = this.#counts.get(answer) ?? { all: 0, unsure: 0 };
      return (isNamed ? unsure : all) > 0;
    });
  }

  #leave(command: CommandInLane): boolean {
    const isNamed = this.#underWay.get(command);
    if (isNamed !== undefined) {
      this.#count(command, isNamed, -1);
    }
    return this.#underWay.delete(command);
  }

  #count(command: CommandInLane, isNamed: boolean, by: 1 | -1): void {
    for (const answer of command.unnamedAnswers) {
      const { all, unsure } = this.#counts.get(answer) ?? { all: 0, unsure: 0 };
      this.#counts.set(answer, { all: all + by, unsure: isNamed ? unsure : unsure + by });
    }
  }
}
