import { GcError } from '../../protocol';
import { say } from '../phrases';
import type { Outcome } from '../commands/outcome';

/**
 * Finds out whether GC has taken the commands that the broker has. GC takes them in order, heartbeats among them
 * (assumed: queue-order): the answer to a heartbeat shows that it has taken what was sent before. Commands that ask at
 * the same time share one heartbeat.
 */
export class QueueRead {
  #underWay: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** `sayBeat` sends a heartbeat, and resolves when GC has answered it. */
  constructor(private readonly sayBeat: () => Promise<Outcome>) {}

  /**
   * Resolves when GC has taken all that the broker has now.
   *
   * @throws {GcError} GC_TIMEOUT when it does not answer, DOWN when it is out of service, or why nothing could be sent.
   */
  untilTaken(): Promise<void> {
    this.#next ??= this.#after(this.#underWay);
    return this.#next;
  }

  async #after(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    this.#underWay = this.#next ?? this.#underWay;
    this.#next = undefined;
    const { event } = await this.sayBeat();
    if (event?.type === 'System' && event.status !== 'IN_SERVICE') {
      throw new GcError('DOWN', { detail: say('outOfService') });
    }
  }
}
