/** The state of an agent, which lasts. */
export interface OpenState {
  readonly state: string;
  readonly reasonCode: string;
  readonly since: number;
  /** False of what another client has written down, until GC speaks of the agent. */
  readonly isConfirmed: boolean;
}

/** A call that an agent has, and the part of it that lasts. */
export interface OpenCall {
  dialogId: string | undefined;
  part: 'ring' | 'talk' | 'hold';
  since: number;
  /** Since when the agent does the work after it. */
  wrapUpAt: number | undefined;
  isTransferred: boolean;
  isConferenced: boolean;
}

/** A call that has ended, which the broker may tell again. */
export interface EndedCall {
  readonly dialogId: string;
  readonly endedAt: number;
}

/** What is written down of what an agent does. */
export interface Course {
  readonly state: OpenState | undefined;
  readonly calls: readonly OpenCall[];
  readonly ended: readonly EndedCall[];
}

/** The same, with times that are so much later. */
export function laterBy(ms: number, { state, calls, ended }: Course): Course {
  return {
    state: state && { ...state, since: state.since + ms },
    calls: calls.map((call) => ({
      ...call,
      since: call.since + ms,
      wrapUpAt: call.wrapUpAt === undefined ? undefined : call.wrapUpAt + ms,
    })),
    ended: ended.map(({ dialogId, endedAt }) => ({ dialogId, endedAt: endedAt + ms })),
  };
}
