import { GcError, isLoggedOut, reservedReasonCodes, type EventOf, type GcEvent } from '../../protocol';
import type { GcSide } from './gc-side';
import type { CheckedLogouts, Recovery } from './recovery';
import type { AgentSession, Sessions } from './sessions';
import { isOfOutage } from './wish';

type StateEvent = EventOf<'State'>;

/** With these GC answers what is sent to bring an agent back. */
const answers: readonly GcEvent['type'][] = ['State', 'AgentInfo', 'DialogStatus', 'DialogState', 'Error'];

/** Reads from events what becomes of the sessions of agents, and lets lost ones be brought back. */
export class SessionKeeper {
  constructor(
    private readonly destination: string,
    private readonly sessions: Sessions,
    private readonly recovery: Recovery,
    private readonly gc: Pick<GcSide, 'agent' | 'find' | 'warn'>,
    private readonly checkLogouts: CheckedLogouts = 'unexplained',
  ) {}

  /** Marks an event that is no news: it comes of bringing its agent back, or it is a logout that is being checked. */
  mark(event: GcEvent): GcEvent {
    if (event.type === 'Unknown' || isInvalidation(event)) {
      return event;
    }
    const agentId = 'agentId' in event ? event.agentId : undefined;
    const isAnswer = answers.includes(event.type) && this.recovery.isUnderWay(agentId ?? '');
    return isAnswer || this.#isDoubtful(event) ? { ...event, recovered: true } : event;
  }

  /** Takes in an event that has been marked. */
  follow(event: GcEvent): void {
    if (isInvalidation(event)) {
      this.#invalidate(event.agentId);
    } else if (event.type === 'Destination') {
      if (event.destination === this.destination && event.action === 'RECONNECT') {
        this.recovery.restart();
      }
    } else if (event.type === 'State') {
      const session = this.sessions.get(event.agentId);
      if (session !== undefined) {
        this.#followState(session, event);
      }
    }
  }

  #followState(session: AgentSession, event: StateEvent): void {
    const { agentId } = session;
    const isGone = event.state === 'LOGOUT' && !event.recovered;
    const isUnknown = event.state === 'RE_LOGIN';
    session.isUnknown = isUnknown;
    if (isGone || (isUnknown && session.isLeaving)) {
      this.recovery.end(agentId);
    } else if (isUnknown && this.recovery.isLost(agentId)) {
      this.recovery.doubtCalls(agentId);
    } else if (isUnknown) {
      this.recovery.loseAgent(session);
    } else if (this.recovery.isLost(agentId)) {
      return; // what it wished for before is what counts
    } else if (event.state === 'LOGOUT') {
      this.recovery.loseAgent(session, 'doubted');
    } else {
      session.follow(event);
    }
  }

  /** Another client has the agent now. It keeps it: two clients that fight for an agent help nobody. */
  #invalidate(agentId: string): void {
    this.recovery.end(agentId);
    if (!isLoggedOut(this.gc.agent(agentId).state)) {
      this.gc.find({ type: 'State', agentId, state: 'LOGOUT' });
    }
    this.gc.warn(new GcError('SESSION_INVALIDATED', { agentId }));
  }

  /** A logout that nobody asked for, and that has no reason, may be the doing of an outage. */
  #isDoubtful(event: GcEvent): boolean {
    if (event.type !== 'State' || event.state !== 'LOGOUT') {
      return false;
    }
    const { agentId, reasonCode } = event;
    const session = this.sessions.get(agentId);
    return session?.isLeaving === false && this.#isToBeChecked(agentId, reasonCode);
  }

  #isToBeChecked(agentId: string, reasonCode: string | undefined): boolean {
    if (this.checkLogouts !== 'unexplained') {
      return this.checkLogouts === 'all';
    }
    return this.recovery.isLost(agentId)
      ? isOfOutage(reasonCode)
      : reasonCode === reservedReasonCodes.none.code;
  }
}

function isInvalidation(event: GcEvent): event is EventOf<'Error'> & { readonly agentId: string } {
  return event.type === 'Error' && event.code === 'SESSION_INVALIDATED' && event.agentId !== undefined;
}
