import { ZonedTime } from '../../common/zoned-time';
import { invalidOption } from '../configuration';
import { sayOfOption } from '../phrases';

/** What is to be added to a local time, in milliseconds, to get UTC. `local`: the local time, read as if it were UTC. */
export type Zone = (local: number) => number;

const minuteMs = 60_000;
const offsetPattern = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;

/** No zone is farther from UTC. */
const mostMinutes = 14 * 60;

/**
 * The zone of this name, such as `Europe/Berlin`, or at this distance from UTC, such as `-05:00`.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION
 */
export function readZone(timeZone: string): Zone {
  const [, sign, hours, minutes = '0'] = offsetPattern.exec(timeZone) ?? [];
  if (hours === undefined) {
    return namedZone(timeZone);
  }
  const distance = Number(hours) * 60 + Number(minutes);
  if (distance > mostMinutes) {
    throw unknownZone(timeZone);
  }
  const add = (sign === '-' ? distance : -distance) * minuteMs;
  return () => add;
}

/** The zone of this machine. */
export const machineZone: Zone = (local) => new Date(local).getTimezoneOffset() * minuteMs;

function namedZone(timeZone: string): Zone {
  const clock = clockOf(timeZone);
  // In the hour in which the clocks change, the second look may say another distance than the first.
  return (local) => -clock.offsetAt(local - clock.offsetAt(local));
}

function clockOf(timeZone: string): ZonedTime {
  try {
    return new ZonedTime(timeZone);
  } catch {
    throw unknownZone(timeZone);
  }
}

function unknownZone(timeZone: string) {
  return invalidOption(sayOfOption('gcTimeZone', { given: timeZone }));
}
