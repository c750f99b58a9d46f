import { thrownText } from '../../protocol';
import type { IncomingMessage } from '../../stomp';
import type { AgentHint } from '../hints/agent-hint';
import { CurrentTry } from './current-try';
import { longestMs } from '../configuration';
import { messageIdOf, type MessageId } from './message-id';
import type { GivenUp } from './put-aside';
import type { Receipt } from './receipt';
import type { AnyEvent, Job, Work, WorkEnd } from './work';

/** How work is tried. */
export interface WorkLimits {
  readonly workLimitMs: number;
  readonly maxTries: number;
}

/** What has brought the events of a task. */
export interface Origin {
  /** What listeners knew of the agent before; undefined where nobody knows. */
  readonly before: AgentHint | undefined;
  readonly id: MessageId;
  readonly receipt: Receipt;
  /** To be answered when the work is done; undefined where the client itself has found out. */
  readonly message: IncomingMessage | undefined;
}

const pauses = { firstMs: 1000, mostMs: 60_000 };

/**
 * The work of all listeners on one message, one after the other: first on the event in it, then on what was derived.
 * Each is tried until it is done or given up; who gives it another try decides when.
 */
export class Task {
  /** The broker may bring it again in a new session: then this is the one to answer. */
  message: IncomingMessage | undefined;
  /** Resolves when the work of a try whose time was over has ended after all, with whether that counts. Never rejects. */
  late: Promise<boolean> | undefined;
  /** Some of the work was given up. */
  isGivenUp = false;
  readonly agentId: string | undefined;
  #tries = 0;
  #redelivered: boolean;
  #lateEnd: WorkEnd | undefined;
  #current: CurrentTry | undefined;
  #limit: NodeJS.Timeout | undefined;
  #isAborted = false;
  readonly #jobs: Job[];

  constructor(
    private readonly origin: Origin,
    jobs: readonly Job[],
    private readonly limits: WorkLimits,
    private readonly report: (given: GivenUp) => void,
  ) {
    this.agentId = agentOf(jobs[0]?.event);
    this.message = origin.message;
    this.#redelivered = origin.receipt.redelivered === true;
    this.#jobs = [...jobs];
  }

  get before(): AgentHint | undefined {
    return this.origin.before;
  }

  get id(): MessageId {
    return this.origin.id;
  }

  /** Whether the broker takes no answer to it, and brings it again to whoever is there: work on it must not begin. */
  get isOrphaned(): boolean {
    return this.message?.isOver === true;
  }

  /** Resolves with the milliseconds until the next try; with undefined when nothing is left to do. Never rejects. */
  async run(): Promise<number | undefined> {
    for (let [job] = this.#jobs; job !== undefined; [job] = this.#jobs) {
      const end = await this.#end(job.work);
      const pauseMs = this.#isAborted ? 0 : this.#goOn(job, end);
      if (pauseMs !== undefined) {
        return pauseMs;
      }
    }
    return undefined;
  }

  /** No end of any try counts from now on. */
  abort(): void {
    this.#isAborted = true;
    clearTimeout(this.#limit);
    this.#current?.end();
  }

  /** Resolves with how the next try ends, or how the one before has ended meanwhile. */
  async #end(work: Work): Promise<WorkEnd> {
    const late = this.#lateEnd;
    if (late !== undefined) {
      this.#lateEnd = undefined;
      return late;
    }
    const problem = await readiness(work);
    this.#current?.end();
    this.late = undefined;
    if (problem !== undefined) {
      return problem;
    }
    return this.#isAborted ? { kind: 'interrupted' } : this.#try(work);
  }

  async #try(work: Work): Promise<WorkEnd> {
    const { workLimitMs } = this.limits;
    const current = new CurrentTry(this.#tries + 1, this.#redelivered, messageIdOf(this.id));
    this.#current = current;
    const end = endOf(work, current);
    const limit = new Promise<undefined>((resolve) => {
      this.#limit = setTimeout(() => {
        resolve(undefined);
      }, workLimitMs);
    });
    const first = await Promise.race([end, limit]);
    clearTimeout(this.#limit);
    if (first !== undefined) {
      return first;
    }
    this.late = end.then((ended) => this.#noteLate(ended, current));
    return { kind: 'again', reason: `the work was not done within ${workLimitMs / 1000} s` };
  }

  /** Returns whether it counts: it does until the next try begins. */
  #noteLate(end: WorkEnd, { isOver }: CurrentTry): boolean {
    const counts = !isOver && (end.kind === 'done' || end.kind === 'put-aside');
    if (counts) {
      this.#lateEnd = end;
    }
    return counts;
  }

  /** Returns the milliseconds until the next try of this job; undefined when it is over. */
  #goOn({ event }: Job, end: WorkEnd): number | undefined {
    this.#redelivered = true;
    if (end.kind === 'interrupted') {
      return 0;
    }
    this.#tries += 1;
    if (end.kind === 'again' && this.#tries < this.limits.maxTries) {
      return pauseAfter(this.#tries, end.pauseMs);
    }
    if (end.kind !== 'done') {
      this.#giveUp(event, end.reason);
    }
    this.#jobs.shift();
    this.#tries = 0;
    this.#redelivered = this.origin.receipt.redelivered === true;
    return undefined;
  }

  #giveUp(event: AnyEvent, reason: string): void {
    const { id, receipt } = this.origin;
    this.isGivenUp = true;
    this.#current?.end();
    this.report({ event, receipt, messageId: messageIdOf(id), tries: this.#tries, reason });
  }
}

/**
 * In whose order the event has its place. One about an event that was put aside must not wait for the next one, and
 * one about a command not for the work that has asked for the command.
 */
function agentOf(event: AnyEvent | undefined): string | undefined {
  if (event?.type === 'EventPutAside' || event?.type === 'CommandEnded') {
    return undefined;
  }
  return event !== undefined && 'agentId' in event ? event.agentId : undefined;
}

/** The pause that was asked for, where a timer can count it; else one that grows with each try. */
function pauseAfter(tries: number, askedMs: number | undefined): number {
  const isPause = askedMs !== undefined && askedMs >= 0 && askedMs <= longestMs;
  return isPause ? askedMs : Math.min(pauses.firstMs * 2 ** (tries - 1), pauses.mostMs);
}

/** Resolves when the work can begin; with how its try ends where it cannot. Never rejects. */
async function readiness(work: Work): Promise<WorkEnd | undefined> {
  try {
    await work.ready?.();
    return undefined;
  } catch (error) {
    return { kind: 'again', reason: thrownText(error) };
  }
}

/** Never rejects. */
async function endOf(work: Work, attempt: CurrentTry): Promise<WorkEnd> {
  try {
    return (await work.run(attempt)) ?? { kind: 'done' };
  } catch (error) {
    return { kind: 'again', reason: thrownText(error) };
  }
}
