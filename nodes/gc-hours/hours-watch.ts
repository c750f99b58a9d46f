import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { safely, statusOfHours, type RunningCalendar } from '../../lib/nodered';
import type { Opening } from '../../lib/calendar';

/** Somebody may set the clock of the machine. */
const longestMs = 10 * 60_000;

/** Whether a calendar is open, as `msg.gc` says it. */
export interface HoursInMessage extends Opening {
  /** Why its holidays could not be read the last time. */
  readonly problem?: string;
}

/** Whether a calendar is open now. */
export function openingOf(calendar: RunningCalendar): HoursInMessage {
  const { problem } = calendar;
  return { ...calendar.at(Date.now()), ...(problem !== undefined && { problem }) };
}

/** Shows in the status of a node whether its calendar is open, and reports each change. */
export class HoursWatch {
  readonly #unwatch: () => void;
  #timer: NodeJS.Timeout | undefined;
  #wasOpen: boolean | undefined;
  #isClosed = false;

  /** `report`: where a message goes when it opens or closes. */
  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
    private readonly calendar: RunningCalendar,
    private readonly report: (isOpen: boolean, message: NodeMessage) => void,
  ) {
    this.#unwatch = calendar.watch(() => {
      this.#look();
    });
    void calendar.begun.then(() => {
      this.#look();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#unwatch();
    clearTimeout(this.#timer);
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) {
      safely(this.node, () => {
        this.#show();
      });
    }
  }

  #show(): void {
    const opening = openingOf(this.calendar);
    const { open, until = Infinity } = opening;
    this.#timer = setTimeout(
      () => {
        this.#look();
      },
      Math.min(Math.max(until - Date.now(), 1), longestMs),
    );
    this.node.status(statusOfHours(this.RED, this.calendar, opening));
    const hasChanged = this.#wasOpen !== undefined && this.#wasOpen !== open;
    this.#wasOpen = open;
    if (hasChanged) {
      const message = { topic: this.calendar.name, payload: open ? 'open' : 'closed', gc: opening };
      this.report(open, message);
    }
  }
}
