import type { GcClient, GivenAsker } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import type { GcEvent } from '../../protocol';
import { inLanguage } from '../language/in-language';
import { log } from '../language/phrases';
import { QueueReader, type QueueFigures } from './queue-figures';
import { isOutage, obstacleFor, refusalBy, type Problem, type QueueSource } from './problems';

/** A node that watches queues. */
export interface QueueUser {
  /** How often it wants to be told, in milliseconds. */
  readonly everyMs: number;
  /** Who asks, in the audit. */
  readonly by: GivenAsker;
  onQueues(queues: readonly QueueFigures[]): void;
  /** GC cannot be asked, or does not answer. */
  onProblem(problem: Problem): void;
}

/** The last answer, and when it came by the clock that nobody sets. */
interface Answered {
  readonly event: GcEvent;
  readonly queues: readonly QueueFigures[];
  readonly at: number;
}

/** GC is never asked more often than this for one supervisor, in milliseconds. */
export const paceMs = 1000;

/** More causes than these do not take turns. */
const mostCauses = 100;

/** Asks GC; the question then gets the answer by `take`. `by`: the first of those who watch. */
type Ask = (client: GcClient, agentId: string, by: GivenAsker | undefined) => Promise<unknown>;

/**
 * The one question for the queues that a supervisor sees, shared by all who watch them: asked as often as the most
 * eager user wants it, and not at all without users or while the connection is down.
 */
export class QueueQuestion {
  readonly #users = new Set<QueueUser>();
  readonly #reader = new QueueReader();
  /** Causes that stand in the log, until GC answers again. */
  readonly #logged = new Set<string>();
  #answer: Answered | undefined;
  #problem: Problem | undefined;
  /** When GC was asked last, or that would have been pointless, by the clock that nobody sets. */
  #triedAt = -Infinity;
  #isUnderWay = false;
  /** A supervisor of whom nothing is known may be about to log in: such a one is waited for once. */
  #hasWaited = false;
  #timer: NodeJS.Timeout | undefined;

  /** `supervisor`: login id; undefined: any supervisor whom the connection has logged in. */
  constructor(
    private readonly source: QueueSource,
    private readonly supervisor: string | undefined,
    private readonly ask: Ask,
  ) {}

  get isUsed(): boolean {
    return this.#users.size > 0;
  }

  /** Tells a user at once what is still fresh. Returns what ends the watch. */
  add(user: QueueUser): () => void {
    this.#users.add(user);
    if (this.#problem !== undefined) {
      user.onProblem(this.#problem);
    } else if (this.#answer !== undefined && performance.now() - this.#answer.at < user.everyMs) {
      user.onQueues(this.#answer.queues);
    }
    this.#plan();
    return () => {
      this.#users.delete(user);
      this.#plan();
    };
  }

  /** There is news of an agent, or of the health of the connection: GC may be asked again, or no more. */
  wake(agentId?: string): void {
    const isUnanswered = this.#problem !== undefined || this.#answer === undefined;
    if (agentId === undefined || (isUnanswered && agentId === this.#who())) {
      this.#plan(agentId === undefined && !isUnanswered ? this.#periodMs : paceMs);
    }
  }

  /** Takes an answer of GC for this supervisor, whoever has asked; each answer once. */
  take(event: GcEvent | undefined, agentId: string, client: GcClient): void {
    if (event?.type !== 'QueueList' || event === this.#answer?.event || agentId !== this.#who()) {
      return;
    }
    const queues = this.#reader.read(event.queues ?? [], (text) => client.gcTime(text));
    this.#answer = { event, queues, at: performance.now() };
    this.#triedAt = performance.now();
    this.#solved();
    for (const user of this.#users) {
      user.onQueues(queues);
    }
    this.#plan();
  }

  /** As the most eager user wants it. */
  get #periodMs(): number {
    return Math.min(...[...this.#users].map(({ everyMs }) => everyMs));
  }

  /** Sets the timer for the next question. */
  #plan(pauseMs = this.#periodMs): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.isUsed && !this.#isUnderWay && this.source.isWell) {
      const dueInMs = Math.max(0, this.#triedAt + pauseMs - performance.now());
      this.#timer = setTimeout(() => void this.#due(), Math.ceil(dueInMs));
    }
  }

  /** Never rejects. */
  async #due(): Promise<void> {
    this.#triedAt = performance.now();
    this.#timer = undefined;
    const agentId = this.#who();
    const obstacle = obstacleFor(this.source, agentId);
    if (this.#waitsForLogin(agentId)) {
      this.#hasWaited = true;
    } else if (obstacle !== undefined) {
      this.#failed(obstacle);
    } else if (agentId !== undefined) {
      await this.#askNow(agentId);
    }
    this.#plan();
  }

  #waitsForLogin(agentId: string | undefined): boolean {
    const state = agentId === undefined ? 'UNKNOWN' : this.source.agent(agentId)?.state;
    return state === 'UNKNOWN' && this.source.flavour !== 'uccx' && !this.#hasWaited;
  }

  async #askNow(agentId: string): Promise<void> {
    this.#isUnderWay = true;
    try {
      const client = await this.source.client();
      const [first] = this.#users;
      await this.ask(client, agentId, first?.by);
    } catch (error) {
      // The health of the connection tells of an outage.
      if (this.source.isWell && !isOutage(error)) {
        this.#failed(refusalBy(error));
      }
    } finally {
      this.#isUnderWay = false;
    }
  }

  #who(): string | undefined {
    const { supervisor, source } = this;
    return supervisor ?? source.supervisors[0];
  }

  #failed(problem: Problem): void {
    this.#problem = problem;
    const why = inLanguage(problem.cause);
    if (!this.#logged.has(why)) {
      this.#logged.add(why);
      forgetOldest(this.#logged, mostCauses);
      this.source.warn(inLanguage(log('queuesNotTold', { why })));
    }
    for (const user of this.#users) {
      user.onProblem(problem);
    }
  }

  #solved(): void {
    this.#problem = undefined;
    if (this.#logged.size > 0) {
      this.#logged.clear();
      this.source.log(inLanguage(log('queuesToldAgain')));
    }
  }
}
