import { isRecord } from '../../common/is-record';
import type { Form } from '../site/forms';
import { SiteProblem } from '../site/problem';

const pattern = /^([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** Zone of GC's clock, as a dialect has it. */
export const utcOffset: Form<string> = {
  expected: '`local` or an offset from UTC from -14:59 to +14:59, such as -05:00',
  read: (value, path) => {
    if (value !== 'local' && (typeof value !== 'string' || !pattern.test(value))) {
      throw new SiteProblem(path, 'must be "local" or an offset from UTC such as "-05:00"');
    }
    return value;
  },
};

/** How far a zone is from UTC at a moment, in minutes. */
function minutesFromUtc(offset: string, at: Date): number {
  const [, sign, hours, minutes] = pattern.exec(offset) ?? [];
  if (sign === undefined) {
    return -at.getTimezoneOffset();
  }
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

/** What begins with `yyyy-MM-dd HH:mm:ss`, and nothing else, is a time. */
const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Moves all times in a value from the zone of this machine to another one. */
export function inZone(offset: string, value: unknown): unknown {
  if (typeof value === 'string') {
    return time.test(value) ? timeInZone(offset, value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => inZone(offset, entry));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inZone(offset, part)]))
    : value;
}

function timeInZone(offset: string, text: string): string {
  const at = new Date(text.replace(' ', 'T'));
  const shifted = new Date(at.getTime() + 60_000 * minutesFromUtc(offset, at));
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}
