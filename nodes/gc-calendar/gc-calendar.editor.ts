import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { kept, line, select } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { complaint, number } from '../../lib/editor/dialog/validators';
import { text } from '../../lib/editor/text';
import { weekdays } from '../../lib/calendar/days';
import { exceptionsIn, prepareExceptions, type SavedException } from './exception-list.editor';
import { problemOfDate, problemOfHours } from './hours-field.editor';
import { Preview, type TypedCalendar } from './preview.editor';
import { WeekTable, type Week } from './week-table.editor';

interface Credentials {
  user: string;
  password: string;
}

const workday = '8:00-18:00';

const defaults = dialogFields('gc-calendar', {
  name: connectionFields.name,
  timeZone: line('globe', { required: false, placeholder: 'placeholder.timeZone', validate: checkTimeZone }),
  week: kept<Week>(
    { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday, sat: '', sun: '' },
    { validate: checkWeek },
  ),
  exceptions: kept<SavedException[]>([], { validate: checkExceptions }),
  holidays: select('calendar-times-o', ['none', 'url', 'file']),
  url: line('link', { placeholder: 'placeholder.url', validate: checkUrl }),
  file: line('file-text-o', { placeholder: 'placeholder.file', validate: checkFile }),
  /** In hours. */
  refresh: line('refresh', { value: '24', validate: number(0.1, 168) }),
});

type Properties = Saved<typeof defaults>;

/** Of the open dialog. */
let table: WeekTable | undefined;
let preview: Preview | undefined;

RED.nodes.registerType<Properties, Credentials>('gc-calendar', {
  category: 'config',
  color: '#8FB8B5',
  icon: 'gc-calendar.svg',
  defaults,
  credentials: { user: { type: 'text' }, password: { type: 'password' } },
  paletteLabel: 'GC calendar',
  label() {
    return this.name || text('gc-calendar', 'label.calendar');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    prepareFields(this);
    offerTimeZones();
    const shown = new Preview(() => typedIn(this));
    const show = () => {
      shown.show();
    };
    preview = shown;
    table = new WeekTable(this.week ?? {}, show);
    prepareExceptions($('#gc-calendar-exceptions'), this.exceptions ?? [], show);
    $('#node-config-input-holidays').on('change', showSource);
    showSource();
    for (const name of ['timeZone', 'holidays', 'url', 'file', 'user', 'password']) {
      $(`#node-config-input-${name}`).on('change', () => {
        shown.readSoon();
      });
    }
    shown.show();
    shown.readSoon();
  },
  oneditsave() {
    preview?.cancel();
    this.week = table?.week ?? this.week;
    this.exceptions = exceptionsIn($('#gc-calendar-exceptions'));
  },
  oneditcancel() {
    preview?.cancel();
  },
  oneditdelete() {
    preview?.cancel();
  },
});

/** Shows the fields of the source that is chosen. */
function showSource(): void {
  const source = $('#node-config-input-holidays').val();
  $('.gc-calendar-url').toggle(source === 'url');
  $('.gc-calendar-file').toggle(source === 'file');
  $('.gc-calendar-source').toggle(source !== 'none');
}

function offerTimeZones(): void {
  const zones = Intl.supportedValuesOf('timeZone').map((value) => $('<option/>', { value }));
  $('<datalist/>', { id: 'gc-calendar-time-zones' })
    .append(...zones)
    .insertAfter('#node-config-input-timeZone');
  $('#node-config-input-timeZone').attr('list', 'gc-calendar-time-zones');
}

function typedIn(node: { id: string } & Properties): TypedCalendar {
  const value = (name: string) => currentValue(node, name).trim();
  return {
    id: node.id,
    timeZone: value('timeZone'),
    week: table?.week ?? node.week,
    exceptions: exceptionsIn($('#gc-calendar-exceptions')),
    holidays: value('holidays'),
    url: value('url'),
    file: value('file'),
    user: String($('#node-config-input-user').val() ?? ''),
    password: String($('#node-config-input-password').val() ?? ''),
  };
}

function checkTimeZone(this: object, value: Value, options: ValidatorOptions): true | string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value ?? '').trim() || undefined }).format();
    return true;
  } catch {
    return complaint('zoneName', options);
  }
}

function checkWeek(this: object, value: unknown, _options: ValidatorOptions): true | string {
  const week = (value ?? {}) as Partial<Week>;
  const problems = weekdays.map((day) =>
    problemOfHours(week[day] ?? '', text('gc-connection', `day.${day}`)),
  );
  return problems.find((problem) => problem !== undefined) ?? true;
}

function checkExceptions(this: object, value: unknown, _options: ValidatorOptions): true | string {
  const problems = ((value ?? []) as readonly SavedException[]).flatMap(({ date, until, hours }) => [
    problemOfDate(date, text('gc-calendar', 'exception.date')),
    until === '' ? undefined : problemOfDate(until, text('gc-calendar', 'exception.until')),
    problemOfHours(hours, text('gc-calendar', 'exception.hours')),
  ]);
  return problems.find((problem) => problem !== undefined) ?? true;
}

function checkUrl(this: object, value: Value, options: ValidatorOptions): true | string {
  const isFine = /^(https?|webcals?):\/\/[^@/]+(\/.*)?$/i.test(String(value).trim());
  return currentValue(this, 'holidays') !== 'url' || isFine || complaint('webAddress', options);
}

function checkFile(this: object, value: Value, options: ValidatorOptions): true | string {
  const isNeeded = currentValue(this, 'holidays') === 'file';
  return !isNeeded || String(value ?? '').trim() !== '' || complaint('icsFile', options);
}
