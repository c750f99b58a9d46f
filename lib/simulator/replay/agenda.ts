import type { ReplayEvent } from './items';

/** An event and when it is due, by the clock of the replay. */
export interface DueEvent {
  readonly due: number;
  readonly event: ReplayEvent;
}

/** Events in the order in which they are due; of those due at one time, as the trace has them. */
export class Agenda {
  #entries: DueEvent[] = [];

  get first(): DueEvent | undefined {
    return this.#entries[0];
  }

  add(entry: DueEvent): void {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(entry, this.#entries[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    this.#entries.splice(low, 0, entry);
  }

  takeFirst(): DueEvent | undefined {
    return this.#entries.shift();
  }

  /** Takes out the events about an agent that stand before a line of the trace. */
  takeEvents(agentId: string, line: number): ReplayEvent[] {
    const taken = this.#entries.map(({ event }) => event);
    const isTaken = (event: ReplayEvent) => event.agentId === agentId && event.line < line;
    this.#entries = this.#entries.filter(({ event }) => !isTaken(event));
    return taken.filter(isTaken);
  }

  drop(events: readonly ReplayEvent[]): void {
    const dropped = new Set(events);
    this.#entries = this.#entries.filter(({ event }) => !dropped.has(event));
  }
}

function isBefore(entry: DueEvent, other: DueEvent | undefined): boolean {
  return (
    other !== undefined &&
    (entry.due < other.due || (entry.due === other.due && entry.event.line < other.event.line))
  );
}
