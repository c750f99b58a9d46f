import { isLoggedOut, isTalking } from '../../../protocol';

/** What is counted of calls. */
export const countNames = [
  'offered',
  'answered',
  'answeredInTime',
  'missed',
  'abandoned',
  'outbound',
  'handled',
  'transferred',
  'conferenced',
] as const;
export type CountName = (typeof countNames)[number];

/** The parts of calls that take time. */
export const callParts = ['ring', 'talk', 'hold', 'wrapUp'] as const;
export type CallPart = (typeof callParts)[number];

/** What of a call is told as a mean, as percentiles and as the longest. */
export const timedNames = [...callParts, 'handle'] as const;
export type TimedName = (typeof timedNames)[number];

/** What an agent who is logged in does, by the agent's state. */
export const activities = ['ready', 'reserved', 'talking', 'working', 'notReady', 'other'] as const;
export type Activity = (typeof activities)[number];

/** Everything that is summed up as time. */
export const spanNames = [...callParts, ...activities] as const;
export type SpanName = (typeof spanNames)[number];

/** What an agent in a state does; undefined for one who is logged out. A state of the site's own is `other`. */
export function activityIn(state: string): Activity | undefined {
  if (isLoggedOut(state)) {
    return undefined;
  }
  if (isTalking(state)) {
    return 'talking';
  }
  if (state.startsWith('RESERVED')) {
    return 'reserved';
  }
  switch (state) {
    case 'READY':
      return 'ready';
    case 'NOT_READY':
      return 'notReady';
    case 'WORK':
    case 'WORK_READY':
      return 'working';
    default:
      return 'other';
  }
}
