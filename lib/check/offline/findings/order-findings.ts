import { forgetOldest } from '../../../common/forget-oldest';
import type { Finding, ReportPart } from '../../report/finding';
import type { Sight, Watcher } from '../sight';
import { Tally } from '../tally';

const mostIds = 20_000;
const mostBrokers = 100;

const sayings = {
  twice: {
    what: 'An event came twice with the same message id.',
    whatToDo:
      'Check that no other client has the same destination, and that the brokers do not forward each message twice.',
  },
  'old-broker-time': {
    what: 'An event came after one that the broker had taken later.',
    whatToDo: 'Check that GC publishes in one session, and that the clocks of the brokers agree.',
  },
  'old-state': {
    what: 'A state of an agent came after one that began later.',
    whatToDo: 'Check the clocks of the servers of GC and Finesse.',
  },
  'after-end': {
    what: 'A call went on after GC had said that it was over.',
    whatToDo: 'Open an issue with this line and those of this call.',
  },
  'trace-time': {
    what: 'The clock of the machine that recorded went back.',
    whatToDo: 'Let that machine follow a time server.',
  },
} as const;

type Kind = keyof typeof sayings;

/** A clock that is set by less is in order. */
const jitterMs = 1000;

/** Finds events that came twice, or out of order. Events of a queue may come again, and later than those of the topic. */
export class OrderFindings implements Watcher {
  readonly #tally = new Tally<Kind>();
  readonly #ids = new Set<string>();
  readonly #takenAt = new Map<string, number>();
  #lastAt = -Infinity;

  take(sight: Sight): void {
    if (sight.at < this.#lastAt - jitterMs) {
      this.#found('trace-time', sight);
    }
    this.#lastAt = sight.at;
    const { entry } = sight;
    if (entry.kind !== 'event' || entry.from === 'queue') {
      return;
    }
    this.#lookForId(sight, entry.headers?.['message-id']);
    this.#lookAtBroker(sight, entry.broker, Number(entry.headers?.timestamp));
    this.#lookAtAgent(sight);
  }

  part(): ReportPart {
    const findings = this.#tally.all().map(({ value, where, count }): Finding => ({
      id: `order-${value}`,
      severity: 'problem',
      ...sayings[value],
      where,
      count,
    }));
    return { id: 'order', title: 'Order of events', findings };
  }

  #lookForId(sight: Sight, id: string | undefined): void {
    if (id === undefined) {
      return;
    }
    if (this.#ids.has(id)) {
      this.#found('twice', sight);
    }
    this.#ids.add(id);
    forgetOldest(this.#ids, mostIds);
  }

  #lookAtBroker(sight: Sight, broker: string, takenAt: number): void {
    if (!Number.isFinite(takenAt)) {
      return;
    }
    const before = this.#takenAt.get(broker) ?? -Infinity;
    if (takenAt < before) {
      this.#found('old-broker-time', sight);
    }
    this.#takenAt.set(broker, Math.max(takenAt, before));
    forgetOldest(this.#takenAt, mostBrokers);
  }

  #lookAtAgent(sight: Sight): void {
    const { event, agents } = sight;
    if (event?.type === 'State' && event.stateChangeTime !== undefined) {
      const { changedAt } = agents.get(event.agentId);
      if (changedAt !== undefined && event.stateChangeTime < changedAt && event.supervisorId === undefined) {
        this.#found('old-state', sight);
      }
    }
    if (event?.type === 'InboundCall' && event.dialogId !== undefined) {
      const call = agents.get(event.agentId).calls.get(event.dialogId);
      if (call?.isOver === true && !['DROP', 'WRAP_UP'].includes(event.state)) {
        this.#found('after-end', sight);
      }
    }
  }

  #found(kind: Kind, sight: Sight): void {
    this.#tally.add(kind, kind, sight);
  }
}
