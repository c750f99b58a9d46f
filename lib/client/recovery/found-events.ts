import type { EventOf } from '../../protocol';
import type { Listeners } from '../delivery/listeners';
import type { Counting } from '../metrics/counters';
import type { Model } from '../model/model';
import { isNews, type CallEvent } from './call-events';
import type { Sessions } from './sessions';

/** Takes in what has happened without an event of GC, found by asking, and tells listeners where it is news. */
export class FoundEvents {
  constructor(
    private readonly model: Model,
    private readonly sessions: Sessions,
    private readonly counting: Counting,
    private readonly listeners: Listeners,
    private readonly isQueued: boolean,
  ) {}

  find(event: CallEvent | EventOf<'State'>): void {
    const isNew = event.type === 'State' || isNews(event, this.model.live.calls);
    const isToBeTold = isNew && this.isOurs(event.agentId);
    const found = { ...event, recovered: true as const };
    const { live, told } = this.model.find(found, isToBeTold);
    this.listeners.tellLive(found);
    live.forEach((derived) => {
      this.listeners.tellLive(derived);
    });
    if (isToBeTold) {
      this.counting.count('recoveredEvents');
      this.listeners.tell(found, told, { format: 'json', receivedAt: Date.now(), raw: '' });
    }
  }

  /** Whether this client speaks for an agent: a standby does not for the agents of another client. */
  isOurs(agentId: string): boolean {
    return !this.isQueued || this.sessions.get(agentId) !== undefined;
  }
}
