import { reservedReasonCodes, type CommandName, type ParameterValue } from '../../protocol';

/** The state of an agent, as an event or a snapshot has it. */
export interface ToldState {
  readonly state: string;
  readonly reasonCode?: string | undefined;
  readonly pendingState?: string | undefined;
}

/** What an agent wants to be while there is no call. */
export interface Wish {
  readonly state: 'READY' | 'NOT_READY';
  readonly reasonCode?: string | undefined;
}

const wished: ReadonlyMap<string | undefined, Wish['state']> = new Map([
  ['READY', 'READY'],
  ['WORK_READY', 'READY'],
  ['NOT_READY', 'NOT_READY'],
  ['WORK', 'NOT_READY'],
]);

const { none, clientGone, clientFailed, ...others } = reservedReasonCodes;
const { dialling, calledDirectly, diallingUccx, calledDirectlyUccx } = others;

/** With these an agent is not ready for the time of a call only. */
const duringCall = codesOf(dialling, calledDirectly, diallingUccx, calledDirectlyUccx);

/** With these, or with none, a state is the doing of an outage. */
const ofOutage = codesOf(none, clientGone, clientFailed);

const reserved = codesOf(...Object.values(reservedReasonCodes));

function codesOf(...rows: readonly { readonly code: string }[]): readonly string[] {
  return rows.map(({ code }) => code);
}

/** Whether nobody has decided on a state with this reason: it came of an outage, or of a new login. */
export function isOfOutage(reasonCode: string | undefined): boolean {
  return reasonCode === undefined || ofOutage.includes(reasonCode);
}

/** What a state tells of the agent's wish; undefined where it tells nothing. */
export function wishIn({ state, reasonCode, pendingState }: ToldState): Wish | undefined {
  if (reasonCode !== undefined && duringCall.includes(reasonCode)) {
    return undefined;
  }
  const wish = wished.get(state) ?? wished.get(pendingState);
  return wish && { state: wish, ...(state === 'NOT_READY' ? { reasonCode } : {}) };
}

/** What a command asks for on behalf of the agent. */
export function wishOf(
  command: CommandName,
  { reasonCode }: { readonly reasonCode?: ParameterValue | undefined },
): Wish | undefined {
  switch (command) {
    case 'MakeReady':
      return { state: 'READY' };
    case 'MakeNotReady':
      return { state: 'NOT_READY' };
    case 'MakeNotReadyWithReason':
      return { state: 'NOT_READY', reasonCode: String(reasonCode) };
    default:
      return undefined;
  }
}

/** A wish that an outage can take away. */
export type Restorable =
  { readonly state: 'READY' } | { readonly state: 'NOT_READY'; readonly reasonCode: string };

/**
 * The wish that an outage has taken away, if it has. A login leaves an agent not ready and without a reason; any other
 * state is somebody's decision, or follows from a call, and stays.
 */
export function lostWish(wish: Wish | undefined, told: ToldState): Restorable | undefined {
  if (wish === undefined || told.state !== 'NOT_READY' || !isOfOutage(told.reasonCode)) {
    return undefined;
  }
  if (wish.state === 'READY') {
    return { state: 'READY' };
  }
  const { state, reasonCode } = wish;
  return reasonCode === undefined || reserved.includes(reasonCode) ? undefined : { state, reasonCode };
}
