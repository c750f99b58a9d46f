import type { SiteAgent } from '../../site';

/** States an agent can be in without a call. */
export type HomeState = 'LOGOUT' | 'NOT_READY' | 'READY' | 'WORK' | 'WORK_READY';

export type AgentState = HomeState | 'RESERVED' | 'RESERVED_OUTBOUND_PREVIEW' | 'TALKING' | 'HOLD';

/** A state, and why. */
export interface Standing<S extends AgentState = AgentState> {
  readonly state: S;
  readonly reasonCode?: string | undefined;
}

/** An agent, as GC and Finesse know them. */
export class Agent {
  /** Where the events of the agent go; undefined until the agent was connected. */
  destination: string | undefined;
  /** Where the agent is logged in, or was. */
  extension: string;
  /** The state without calls, and after them. */
  home: Standing<HomeState> = { state: 'LOGOUT' };
  /** What `home` becomes when the agent's calls are over. */
  pending: Standing<HomeState> | undefined;
  /** The state last shown, and since when. */
  shown: Standing = { state: 'LOGOUT' };
  since: number;
  /** The call that ended last: its wrap-up reason may still be set. */
  lastDialogId: string | undefined;

  constructor(
    readonly profile: SiteAgent,
    now: number,
  ) {
    this.extension = profile.extension;
    this.since = now;
  }

  get id(): string {
    return this.profile.agentId;
  }

  get fullName(): string {
    return `${this.profile.firstName} ${this.profile.lastName}`;
  }

  get isLoggedIn(): boolean {
    return this.home.state !== 'LOGOUT';
  }

  /** Whether the agent was last shown in a call that is under way. */
  get isTalking(): boolean {
    return this.shown.state === 'TALKING' || this.shown.state === 'HOLD';
  }
}
