import type { CommandOptions, GcClient } from '../../client';
import type { Watcher } from '../connection/audience';
import { askKept, type Answer } from '../lookup/ask-kept';
import type { QueueSource } from './problems';
import { paceMs, QueueQuestion, type QueueUser } from './queue-question';

interface WatchedSource extends QueueSource {
  watch(watcher: Watcher): () => void;
}

/** The queues of a connection: one paced question for all who watch them or ask for them. */
export class SharedQueues {
  /** By supervisor; undefined: any. */
  readonly #questions = new Map<string | undefined, QueueQuestion>();
  /** Ends the look at the connection. */
  #unwatch: (() => void) | undefined;

  constructor(private readonly source: WatchedSource) {}

  /** Asks for the queues that a supervisor sees, from now on. Returns what ends this. */
  watch(supervisor: string | undefined, user: QueueUser): () => void {
    const known = this.#questions.get(supervisor);
    const question =
      known ??
      new QueueQuestion(this.source, supervisor, (client, agentId, by) =>
        this.ask(client, agentId, { by, automatic: true }),
      );
    this.#questions.set(supervisor, question);
    this.#unwatch ??= this.source.watch({
      onEvent: (event) => {
        if (event.type === 'State' || event.type === 'AgentInfo') {
          this.#wake(event.agentId);
        }
      },
      onHealth: () => {
        this.#wake();
      },
    });
    const leave = question.add(user);
    return () => {
      leave();
      this.#forgetUnused(supervisor, question);
    };
  }

  /**
   * Asks once. An answer of the last second counts; every answer is one for those who watch the queues.
   *
   * @throws {GcError} as the client's command
   */
  async ask(client: GcClient, agentId: string, options: CommandOptions): Promise<Answer> {
    const answer = await askKept(client, 'getqueuelist', { agentId }, paceMs, options);
    for (const question of this.#questions.values()) {
      question.take(answer.event, agentId, client);
    }
    return answer;
  }

  /** `agentId`: somebody of whom there is news; absent: the health of the connection has changed. */
  #wake(agentId?: string): void {
    for (const question of this.#questions.values()) {
      question.wake(agentId);
    }
  }

  #forgetUnused(supervisor: string | undefined, question: QueueQuestion): void {
    if (!question.isUsed && this.#questions.get(supervisor) === question) {
      this.#questions.delete(supervisor);
    }
    if (this.#questions.size === 0) {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
  }
}
