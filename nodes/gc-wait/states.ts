/** What a call can be waited for: `ANSWERED` whatever came after; how it has ended; the others as GC tells them. */
export const callStates = [
  'ANSWERED',
  'ENDED',
  'MISSED',
  'ABANDONED',
  'INITIATING',
  'INITIATED',
  'ALERTING',
  'ACTIVE',
  'HELD',
  'FAILED',
  'WRAP_UP',
] as const;

/** Whether the state must be one of those named, or none of them. */
export const matches = ['one-of', 'none-of'] as const;
export type Match = (typeof matches)[number];

/** An agent of whom nothing is known is in no state. */
export function isAgentIn(states: readonly string[], match: Match, state: string): boolean {
  const isOne = states.includes(state);
  return match === 'one-of' ? isOne : state !== 'UNKNOWN' && !isOne;
}

/** What counts of a call. */
interface CallLike {
  readonly state: string;
  readonly answeredAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

/** The state that fits, of those that a call has. A call that is not there has ended; later it is known how. */
export function fittingState(
  states: readonly string[],
  call: CallLike | undefined,
  outcome: string | undefined,
): string | undefined {
  return callStatesOf(call, outcome).find((state) => states.includes(state));
}

function callStatesOf(call: CallLike | undefined, outcome: string | undefined): string[] {
  if (call === undefined) {
    return ['ENDED', ...(outcome === undefined ? [] : [outcome.toUpperCase()])];
  }
  return [
    call.state,
    ...(call.answeredAt === undefined ? [] : ['ANSWERED']),
    ...(call.endedAt === undefined ? [] : ['ENDED']),
  ];
}
