import { Calendar, type Holiday, type Opening } from '../../lib/calendar/calendar';
import { dateOf, dayMs, dayOf, weekdays } from '../../lib/calendar/days';
import { spansIn } from '../../lib/calendar/spans';
import { text } from '../../lib/editor/text';
import type { SavedException } from './exception-list.editor';
import type { Week } from './week-table.editor';

/** What the open dialog holds. */
export interface TypedCalendar {
  readonly id: string;
  readonly timeZone: string;
  readonly week: Week;
  readonly exceptions: readonly SavedException[];
  readonly holidays: string;
  readonly url: string;
  readonly file: string;
  readonly user: string;
  readonly password: string;
}

interface HolidayAnswer {
  readonly holidays: readonly Holiday[];
  readonly problem?: string;
}

const limitMs = 50_000;

/** After the last change, until the holidays are asked for. */
const pauseMs = 300;

/** Says below the fields of the open dialog whether the calendar is open now, and what its holidays are. */
export class Preview {
  readonly #place = $('#gc-calendar-preview');
  #holidays: readonly Holiday[] = [];
  /** The line about the holidays. */
  #holidayLine = '';
  #request: JQuery.jqXHR<HolidayAnswer> | undefined;
  /** What was asked last. */
  #question = '';
  #timer: number | undefined;

  constructor(private readonly typed: () => TypedCalendar) {}

  /** Says it anew, after a change. */
  show(): void {
    const lines = [describeNow(calendarOf(this.typed(), this.#holidays)), this.#holidayLine];
    this.#place.empty().append(...lines.filter(Boolean).map((line) => $('<div/>').text(line)));
  }

  /** Asks the server for the holidays, where they come from elsewhere, soon after the last change. */
  readSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#read(), pauseMs);
  }

  /** Node-RED reports a change of each field when the dialog opens: nothing is asked twice. */
  async #read(): Promise<void> {
    const { id, timeZone, holidays, url, file, user, password } = this.typed();
    const question = JSON.stringify({ id, timeZone, holidays, url, file, user, password });
    if (question === this.#question) {
      return;
    }
    this.cancel();
    this.#question = question;
    this.#holidays = [];
    this.#holidayLine = '';
    if (holidays !== 'none' && (holidays === 'url' ? url : file) !== '') {
      this.#holidayLine = text('gc-calendar', 'preview.reading');
      this.show();
      const request = $.ajax({
        url: 'gc-calendar/holidays',
        method: 'POST',
        contentType: 'application/json',
        data: question,
        timeout: limitMs,
      }) as JQuery.jqXHR<HolidayAnswer>;
      this.#request = request;
      const answer = await answerOf(request);
      if (this.#request !== request) {
        return;
      }
      this.#holidays = answer.holidays;
      this.#holidayLine = describeHolidays(answer);
    }
    this.show();
  }

  /** The dialog closes, or asks for other holidays. */
  cancel(): void {
    clearTimeout(this.#timer);
    const request = this.#request;
    this.#request = undefined;
    request?.abort();
  }
}

async function answerOf(request: JQuery.jqXHR<HolidayAnswer>): Promise<HolidayAnswer> {
  try {
    return await request;
  } catch {
    const { error = request.statusText } = (request.responseJSON ?? {}) as { error?: string };
    return { holidays: [], problem: error };
  }
}

/** Undefined while something cannot be read. */
function calendarOf(typed: TypedCalendar, holidays: readonly Holiday[]): Calendar | undefined {
  const week = weekdays.map((day) => [day, spansIn(typed.week[day])] as const);
  const exceptions = typed.exceptions.map(({ date, until, hours, name }) => ({
    firstDay: dayOf(date),
    lastDay: dayOf(until === '' ? date : until),
    spans: spansIn(hours),
    name,
  }));
  const isReadable =
    week.every(([, spans]) => spans) &&
    exceptions.every(
      ({ firstDay, lastDay, spans }) => firstDay !== undefined && lastDay !== undefined && spans,
    );
  try {
    const rules = {
      week: Object.fromEntries(week),
      exceptions,
      holidays,
      timeZone: typed.timeZone || undefined,
    };
    return isReadable ? new Calendar(rules as ConstructorParameters<typeof Calendar>[0]) : undefined;
  } catch {
    return undefined;
  }
}

function describeNow(calendar: Calendar | undefined): string {
  if (calendar === undefined) {
    return text('gc-calendar', 'preview.unreadable');
  }
  const now = Date.now();
  const { open, until, name = '' }: Opening = calendar.at(now);
  const key = open ? 'open' : 'closed';
  const time = until === undefined ? '' : calendar.show(until);
  const words = text('gc-calendar', `preview.${key}${until === undefined ? '' : 'Until'}`, {
    now: calendar.show(now),
    time,
  });
  return name === '' ? words : `${words} (${name})`;
}

function describeHolidays({ holidays, problem }: HolidayAnswer): string {
  if (problem !== undefined) {
    return text('gc-calendar', 'preview.problem', { problem });
  }
  const today = Math.floor(Date.now() / dayMs);
  const dayOfHoliday = (holiday: Holiday) =>
    'from' in holiday ? Math.floor(holiday.from / dayMs) : holiday.firstDay;
  const next = holidays.find((holiday) => dayOfHoliday(holiday) >= today);
  return next === undefined
    ? text('gc-calendar', 'preview.noHolidays')
    : text('gc-calendar', 'preview.holidays', {
        count: String(holidays.length),
        name: next.name,
        date: dateOf(dayOfHoliday(next)),
      });
}
