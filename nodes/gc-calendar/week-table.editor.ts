import { text } from '../../lib/editor/text';
import { weekdays, type Weekday } from '../../lib/calendar/days';
import { markHours } from './hours-field.editor';

/** The hours of each day as they are typed. */
export type Week = Record<Weekday, string>;

const workdays = ['tue', 'wed', 'thu', 'fri'] as const;

/** The table with the hours of the week in the open dialog. */
export class WeekTable {
  readonly #fields = new Map<Weekday, JQuery>();

  /** `changed` is called after each change. */
  constructor(week: Partial<Week>, changed: () => void) {
    const body = $('#gc-calendar-week tbody').empty();
    for (const day of weekdays) {
      this.#fields.set(day, addRow(body, day, week[day] ?? ''));
    }
    body.on('input change', changed);
    $('#gc-calendar-copy').on('click', () => {
      const monday = String(this.#fields.get('mon')?.val());
      workdays.forEach((day) => this.#fields.get(day)?.val(monday).trigger('change'));
    });
  }

  get week(): Week {
    return Object.fromEntries(
      weekdays.map((day) => [day, String(this.#fields.get(day)?.val()).trim()]),
    ) as Week;
  }
}

function addRow(body: JQuery, day: Weekday, hours: string): JQuery {
  const label = text('gc-connection', `day.${day}`);
  const field = $('<input/>', {
    type: 'text',
    id: `gc-calendar-week-${day}`,
    placeholder: text('gc-calendar', 'placeholder.hours'),
    'aria-label': label,
  }).val(hours);
  markHours(field, label);
  $('<tr/>')
    .append($('<th/>', { scope: 'row' }).text(label), $('<td/>').append(field))
    .appendTo(body);
  return field;
}
