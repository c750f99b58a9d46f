import type { GcError } from '../../protocol';
import { checkNumber } from '../configuration';
import { isLoggedOut } from './ask-state';
import { afterOutage, bringBack } from './bring-back';
import type { GcSide } from './gc-side';
import { LostAgent } from './lost-agent';
import type { AgentSession, Sessions } from './sessions';

export interface RecoveryOptions {
  /** Default true. Without it nobody is logged in again; what GC says of an agent is then all there is. */
  readonly enabled?: boolean | undefined;
  /** At most so many agents are logged in again per second; default 10. */
  readonly loginsPerSecond?: number | undefined;
  /**
   * Which logouts that nobody asked for are checked with GC before they count, of agents whom the client has logged in:
   * those without a reason (`unexplained`, the default; GC reports them with -1), `all`, or `none`. One page about GC
   * says that a logout with -1 during a failover is not true, a later one that every forced logout is to be checked.
   */
  readonly checkLogouts?: CheckedLogouts | undefined;
}

export type CheckedLogouts = 'unexplained' | 'all' | 'none';

/** A login can be later on the way than the next one: the pace must hold where GC sees it. */
const spare = 1.1;

/** Where the commands of users wait while their agent is brought back. */
export interface WaitingCommands {
  hold(agentId: string): void;
  release(agentId: string): void;
  /** Whether somebody waits for this agent. */
  isAwaited(agentId: string): boolean;
}

/**
 * Brings the agents back whom this client has logged in, after the broker or GC was away: one after the other, not
 * faster than allowed, those first for whom a user's command waits. Each is tried until it works, or until it cannot
 * work. A new outage begins all of it anew.
 */
export class Recovery {
  readonly #isEnabled: boolean;
  readonly #pauseMs: number;
  readonly #lost = new Map<string, LostAgent>();
  #isGcThere = false;
  /** Runs until the next agent may be logged in. */
  #pause: NodeJS.Timeout | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    { enabled = true, loginsPerSecond = 10 }: RecoveryOptions,
    private readonly sessions: Sessions,
    private readonly gc: GcSide,
    private readonly commands: WaitingCommands,
  ) {
    this.#isEnabled = enabled;
    this.#pauseMs =
      (spare * 1000) /
      checkNumber('the number of logins per second (recovery.loginsPerSecond)', loginsPerSecond, {
        least: 0.1,
        most: 1000,
      });
  }

  /**
   * The broker or GC has gone: nobody knows what becomes of the agents. The commands of users wait until their agents
   * are back; those that have waited since an earlier outage go on waiting.
   */
  lose(): void {
    const lost = this.#isEnabled
      ? this.sessions.all()
      : [...this.#lost.values()].map(({ session }) => session);
    this.#isGcThere = false;
    for (const session of lost) {
      this.#lose(session, !this.#isEnabled);
    }
  }

  /** GC is in service, and has answered Hello. */
  begin(): void {
    this.#isGcThere = true;
    this.#takeTurn();
  }

  /** GC has created the destination anew. */
  restart(): void {
    this.lose();
    this.#sayHello();
    this.begin();
  }

  /** Nothing is to be done about an agent any more: it is back, or gone for good. */
  readonly drop = (agentId: string): void => {
    this.#lost.get(agentId)?.stop();
    this.#lost.delete(agentId);
    this.commands.release(agentId);
  };

  close(): void {
    this.lose();
    clearTimeout(this.#pause);
  }

  isLost(agentId: string): boolean {
    return this.#lost.has(agentId);
  }

  /** Whether it is the agent's turn right now. */
  isUnderWay(agentId: string): boolean {
    return this.#lost.get(agentId)?.isUnderWay ?? false;
  }

  /** GC has forgotten an agent who is lost already: what it has said of the agent's calls until now may be out of date. */
  doubtCalls(agentId: string): void {
    this.#lost.get(agentId)?.doubt(this.gc.callsOf(agentId));
  }

  /** GC does not know an agent any more; or it says that the agent has logged out, which is `doubted`. */
  loseAgent(session: AgentSession, doubted?: 'doubted'): void {
    if (!this.#isEnabled && doubted === undefined) {
      return;
    }
    if (this.#lost.size === 0) {
      this.#sayHello();
    }
    this.#lose(session, doubted !== undefined);
    this.#takeTurn();
  }

  /** Ends the session of an agent for good. */
  end(agentId: string): void {
    this.sessions.forget(agentId);
    this.drop(agentId);
  }

  #lose(session: AgentSession, isDoubted: boolean): void {
    const { agentId } = session;
    this.#lost.get(agentId)?.stop();
    this.#lost.set(agentId, new LostAgent(session, isDoubted));
    this.commands.hold(agentId);
  }

  #sayHello(): void {
    this.gc.sayHello({}).catch(() => undefined); // the heartbeat finds out what this means
  }

  #takeTurn(): void {
    const next = this.#pause === undefined && this.#isGcThere ? this.#next() : undefined;
    if (next === undefined) {
      return;
    }
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#takeTurn();
    }, this.#pauseMs);
    void this.#attend(next);
  }

  #next(): LostAgent | undefined {
    const waiting = [...this.#lost.values()].filter((agent) => agent.isWaiting);
    return waiting.find(({ agentId }) => this.commands.isAwaited(agentId)) ?? waiting[0];
  }

  async #attend(lost: LostAgent): Promise<void> {
    const { session, agentId, signal } = lost;
    lost.start();
    try {
      const isGone = !lost.isDoubted || (await isLoggedOut(agentId, this.gc, signal));
      const refusal = isGone && this.#isEnabled ? await bringBack(lost, this.gc) : undefined;
      if (!signal.aborted) {
        this.#settle(session, isGone, refusal);
      }
    } catch {
      if (!signal.aborted) {
        lost.rest(() => {
          this.#takeTurn();
        });
      }
    }
  }

  #settle(session: AgentSession, isGone: boolean, refusal: GcError | undefined): void {
    const { agentId } = session;
    if (refusal !== undefined) {
      this.gc.warn(afterOutage(agentId, refusal.code, 'notLoggedInAgain'));
    }
    if (refusal !== undefined || (isGone && !this.#isEnabled)) {
      this.#leaveOut(agentId);
    } else {
      session.follow(this.gc.agent(agentId));
      this.drop(agentId);
    }
  }

  /** What GC says of the agent from now on is the truth, beginning with its answer to this. */
  #leaveOut(agentId: string): void {
    this.gc.ask('GetState', { agentId }).catch(() => undefined);
    this.end(agentId);
  }
}
