import type ICAL from 'ical.js' with { 'resolution-mode': 'import' };
import type { Holiday } from '../calendar';
import { dayMs } from '../days';
import { say } from '../phrases';
import { WallClock } from '../wall-clock';
import { CalendarProblem } from './calendar-problem';
import { mostHolidays, type Wanted } from './wanted';

type Ical = typeof ICAL;
type IcalEvent = InstanceType<Ical['Event']>;
type IcalComponent = InstanceType<Ical['Component']>;
type IcalTime = InstanceType<Ical['Time']>;

/** So often all entries together may recur, from their first time on. */
const mostRecurrences = 50_000;

const mostNameLength = 100;

/**
 * The holidays in an iCalendar file: its entries, with all recurrences in the days that are wanted, in order.
 *
 * @throws {CalendarProblem} for what is no such file, or has too many entries.
 */
export function readIcs(ical: Ical, text: string, wanted: Wanted): Holiday[] {
  const reader = new IcsReader(ical, wanted);
  const holidays = componentsIn(ical, text).flatMap((component) => reader.read(component));
  return holidays.sort((one, other) => beginningOf(one) - beginningOf(other));
}

/** @throws {CalendarProblem} */
function componentsIn(ical: Ical, text: string): IcalComponent[] {
  try {
    const parsed = ical.parse(text.replace(/^\uFEFF/, '')) as unknown[];
    const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[][];
    const components = calendars.map((calendar) => new ical.Component(calendar));
    if (components.length > 0 && components.every(({ name }) => name === 'vcalendar')) {
      return components;
    }
  } catch {
    // What follows says it in words of ours.
  }
  throw new CalendarProblem(say('notACalendar'));
}

class IcsReader {
  readonly #clock: WallClock;
  #recurrences = 0;
  #found = 0;

  constructor(
    private readonly ical: Ical,
    private readonly wanted: Wanted,
  ) {
    this.#clock = new WallClock(wanted.timeZone);
  }

  /** @throws {CalendarProblem} */
  read(calendar: IcalComponent): Holiday[] {
    const entries = calendar.getAllSubcomponents('vevent');
    const others = entries.filter((entry) => !isChange(entry));
    const uids = new Set(others.map(uidOf));
    const changes = entries.filter(isChange);
    const changesOf = byUid(changes);
    const alone = changes.filter((entry) => !uids.has(uidOf(entry)));
    return [
      ...others.flatMap((entry) => this.#holidaysIn(entry, changesOf.get(uidOf(entry)) ?? [])),
      ...alone.flatMap((entry) => this.#holidaysIn(entry, [])),
    ];
  }

  #holidaysIn(entry: IcalComponent, changes: readonly IcalComponent[]): Holiday[] {
    try {
      const event = new this.ical.Event(entry, { strictExceptions: true, exceptions: [...changes] });
      return event.isRecurring()
        ? this.#recurrencesOf(event)
        : this.#holidayIn({ item: event, startDate: event.startDate, endDate: event.endDate });
    } catch (error) {
      throw error instanceof CalendarProblem
        ? error
        : new CalendarProblem(say('entry', { name: textIn(entry, 'summary') }));
    }
  }

  #recurrencesOf(event: IcalEvent): Holiday[] {
    const holidays: Holiday[] = [];
    const times = event.iterator();
    for (let time = times.next() as IcalTime | undefined; time; time = times.next() as IcalTime | undefined) {
      this.#recurrences += 1;
      if (this.#recurrences > mostRecurrences) {
        throw new CalendarProblem(say('tooManyRecurrences'));
      }
      if (dayOfTime(time) > this.wanted.lastDay + 1) {
        break;
      }
      holidays.push(...this.#holidayIn(event.getOccurrenceDetails(time)));
    }
    return holidays;
  }

  /** None where it is cancelled or not in the days that are wanted. */
  #holidayIn(occurrence: Occurrence): Holiday[] {
    const { component } = occurrence.item;
    const name = textIn(component, 'summary').slice(0, mostNameLength);
    const holiday = { name, ...this.#timesOf(occurrence) };
    if (textIn(component, 'status').toUpperCase() === 'CANCELLED' || !this.#isWanted(holiday)) {
      return [];
    }
    this.#found += 1;
    if (this.#found > mostHolidays) {
      throw new CalendarProblem(say('tooManyHolidays', { most: mostHolidays }));
    }
    return [holiday];
  }

  /** What ends before it begins is taken as one day, or as a moment. */
  #timesOf({ item, startDate, endDate }: Occurrence) {
    if (startDate.isDate) {
      const firstDay = dayOfTime(startDate);
      return { firstDay, lastDay: Math.max(firstDay, dayOfTime(endDate) - 1) };
    }
    const from = this.#momentOf(startDate, item, 'dtstart');
    return { from, to: Math.max(from, this.#momentOf(endDate, item, 'dtend')) };
  }

  #isWanted(holiday: Holiday): boolean {
    const { firstDay, lastDay } =
      'firstDay' in holiday
        ? holiday
        : { firstDay: this.#clock.dayAt(holiday.from), lastDay: this.#clock.dayAt(holiday.to) };
    return lastDay >= this.wanted.firstDay && firstDay <= this.wanted.lastDay;
  }

  /** A time has the zone that its file describes, or the one that it names, or that of the calendar. */
  #momentOf(time: IcalTime, { component }: IcalEvent, property: 'dtstart' | 'dtend'): number {
    if (time.zone.tzid !== 'floating') {
      return time.toUnixTime() * 1000;
    }
    const { year, month, day, hour, minute, second } = time;
    const named = component.getFirstProperty(property) ?? component.getFirstProperty('dtstart');
    const clock = clockOf(named?.getFirstParameter('tzid')) ?? this.#clock;
    return clock.firstMoment(Date.UTC(year, month - 1, day, hour, minute, second));
  }
}

/** One time of an entry, which may have been moved. */
interface Occurrence {
  readonly item: IcalEvent;
  readonly startDate: IcalTime;
  readonly endDate: IcalTime;
}

function clockOf(timeZone: string | undefined): WallClock | undefined {
  try {
    return timeZone ? new WallClock(timeZone) : undefined;
  } catch {
    return undefined;
  }
}

function dayOfTime({ year, month, day }: IcalTime): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

/** To sort by. */
function beginningOf(holiday: Holiday): number {
  return 'from' in holiday ? holiday.from : holiday.firstDay * dayMs;
}

/** Whether it changes one time of another entry. */
function isChange(entry: IcalComponent): boolean {
  return entry.hasProperty('recurrence-id');
}

function byUid(entries: readonly IcalComponent[]): ReadonlyMap<string, readonly IcalComponent[]> {
  const found = new Map<string, IcalComponent[]>();
  for (const entry of entries) {
    const uid = uidOf(entry);
    found.set(uid, [...(found.get(uid) ?? []), entry]);
  }
  return found;
}

function uidOf(entry: IcalComponent): string {
  return textIn(entry, 'uid');
}

/** Empty where there is none, or it is of another type and cannot be read. */
function textIn(entry: IcalComponent, property: string): string {
  try {
    const value: unknown = entry.getFirstPropertyValue(property);
    return typeof value === 'string' ? value.trim() : '';
  } catch {
    return '';
  }
}
