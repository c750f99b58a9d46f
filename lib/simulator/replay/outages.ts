import type { ReplayHealth } from './items';
import type { ReadAhead } from './reading/read-ahead';
import type { Stage } from './stage';
import type { Timeline } from './timeline';

/** How long the trace stands still for a client after an outage of the broker. */
export const clientPatienceMs = 60_000;

/** Lets the client lose the broker and GC where it lost them in the trace. */
export class Outages {
  #brokerIsThere = true;

  constructor(
    private readonly stage: Stage,
    private readonly time: Timeline,
    private readonly ahead: ReadAhead,
  ) {}

  follow({ broker, gc, at }: ReplayHealth): void {
    const { stage } = this;
    if (gc !== 'unknown') {
      stage.setSilent(gc === 'silent');
    }
    const isThere = broker === 'connected';
    if (isThere === this.#brokerIsThere || (!isThere && !this.#brokerReturns())) {
      return;
    }
    this.#brokerIsThere = isThere;
    if (!stage.setBroker(isThere)) {
      stage.setSilent(!isThere);
    } else if (isThere) {
      this.time.standStill(at, clientPatienceMs);
    }
  }

  /** An outage without an end is where the client was closed. */
  #brokerReturns(): boolean {
    const { items, hasEnded } = this.ahead;
    return !hasEnded || items.some((item) => item.kind === 'health' && item.broker === 'connected');
  }
}
