import { Work, type WorkEnd, type WorkTry } from '../../client';
import { tickets, type Reason } from './tickets';

/** A node whose flow says when an event is done. */
export interface Worker {
  readonly id: string;
  /** Sends the event into the flow, with the ticket by which the flow ends it. */
  begin(ticket: string, attempt: WorkTry): void;
}

/** The flows that a connection's events are worked on in. */
export class FlowWork {
  /** What ends the tries that are under way when the flows stop. */
  readonly #open = new Set<() => void>();

  /** `flowsRun` resolves when the flows run. */
  constructor(private readonly flowsRun: () => Promise<void>) {}

  /** The work of flows on an event: done when each worker's flow says so. `workers`: those that there are now. */
  on(workers: () => readonly Worker[]): Work {
    /** Workers that have ended the event, with the reason of those that put it aside. */
    const ended = new Map<string, string | undefined>();
    return new Work(
      async (attempt) => {
        const left = workers().filter(({ id }) => !ended.has(id));
        const overs: (() => void)[] = [];
        attempt.onOver(() => {
          overs.forEach((over) => {
            over();
          });
        });
        const ends = await Promise.all(left.map((worker) => this.#give(worker, attempt, overs)));
        ends.forEach((end, index) => {
          if (end.kind === 'done' || end.kind === 'put-aside') {
            ended.set(left[index]?.id ?? '', end.kind === 'done' ? undefined : end.reason);
          }
        });
        return endOfAll(ends, [...ended.values()]);
      },
      () => this.flowsRun(),
    );
  }

  /** The flows are being stopped, and lose their messages: what is under way is done again when they run. */
  interrupt(): void {
    for (const interrupt of [...this.#open]) {
      interrupt();
    }
  }

  #give(worker: Worker, attempt: WorkTry, overs: (() => void)[]): Promise<WorkEnd> {
    return new Promise((resolve) => {
      const end = (how: WorkEnd) => {
        this.#open.delete(interrupt);
        resolve(how);
      };
      const ticket = tickets.open(end);
      const stop = (reason: Reason) => {
        tickets.close(ticket, reason);
        end({ kind: 'interrupted' });
      };
      const interrupt = () => {
        stop('interrupted');
      };
      this.#open.add(interrupt);
      overs.push(() => {
        stop('over');
      });
      worker.begin(ticket, attempt);
    });
  }
}

/** What comes of an event that several flows work on: it is put aside only when nothing else is left to do. */
function endOfAll(ends: readonly WorkEnd[], reasons: readonly (string | undefined)[]): WorkEnd {
  const unfinished =
    ends.find(({ kind }) => kind === 'interrupted') ?? ends.find(({ kind }) => kind === 'again');
  const reason = reasons.find((each) => each !== undefined);
  return unfinished ?? (reason === undefined ? { kind: 'done' } : { kind: 'put-aside', reason });
}
