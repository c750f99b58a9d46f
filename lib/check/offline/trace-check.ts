import { formatOf, parseEvent, siteSettingNames, type GcEvent } from '../../protocol';
import type { TracedEvent, TraceEntry, TraceHeader, TraceLine } from '../../trace';
import type { CheckResult } from '../check-result';
import type { SiteProfile } from '../profile';
import type { ReportPart, SettingChange } from '../report/finding';
import { changeTo, ConfirmationsNeeded, type ConfirmationRow } from './confirmations-needed';
import { DialectWatcher } from './dialect/dialect-watcher';
import { AssumptionWatcher } from './evidence/assumption-watcher';
import { ClockFindings, offsetOf } from './findings/clock-findings';
import { CommandFindings } from './findings/command-findings';
import { ErrorFindings } from './findings/error-findings';
import { OrderFindings } from './findings/order-findings';
import { TraceFindings } from './findings/trace-findings';
import { UnreadEvents } from './findings/unread';
import type { Sight, Watcher } from './sight';
import { TracedAgents } from './traced-agents';
import { TracedRequests } from './traced-requests';

/** Longer messages are not taken apart a second time for their shapes. */
const mostShaped = 200_000;

/** The check of one trace, a line at a time. What it keeps does not grow with the trace. */
export class TraceCheck {
  readonly #trace = new TraceFindings();
  readonly #needed = new ConfirmationsNeeded();
  readonly #commands = new CommandFindings(this.#needed);
  readonly #unread = new UnreadEvents();
  readonly #errors = new ErrorFindings();
  readonly #order = new OrderFindings();
  readonly #clock = new ClockFindings();
  readonly #dialect = new DialectWatcher();
  readonly #assumptions = new AssumptionWatcher();
  readonly #watchers: readonly Watcher[] = [
    this.#trace,
    this.#needed,
    this.#commands,
    this.#unread,
    this.#errors,
    this.#order,
    this.#clock,
    this.#dialect,
    this.#assumptions,
  ];
  #agents = new TracedAgents();
  #requests = new TracedRequests(this.#agents);
  #header: TraceHeader | undefined;
  #hasEvents = false;

  take(line: TraceLine): void {
    if ('problem' in line) {
      this.#trace.problem(line);
    } else if ('header' in line) {
      this.#begin(line.header);
    } else {
      this.#look(line.line, line.entry);
    }
  }

  /** What is to be said of the trace. To be called once, at its end. */
  result(title: string): CheckResult {
    this.#assumptions.end({ needed: this.#needed, clock: this.#clock });
    const settings = this.#settings();
    const { reading } = this.#clock;
    const utcOffset = reading === undefined ? undefined : offsetOf(reading.zoneMs);
    const parts = [
      this.#trace.part(),
      settingsPart(settings),
      this.#commands.part(),
      this.#unread.part(),
      this.#errors.part(),
      this.#order.part(),
      this.#clock.part(),
      this.#dialect.part(utcOffset),
      this.#assumptions.part(),
    ];
    const profile: SiteProfile = {
      siteProfile: 1,
      dialect: this.#dialect.result(utcOffset) ?? {},
      settings: Object.fromEntries(settings.map(({ field, value }) => [field, value])),
      assumptions: this.#assumptions.states,
    };
    return { report: { title, facts: [], parts }, profile, hasEvents: this.#hasEvents };
  }

  /** Its commands are counted anew, and what was known of agents may be old. */
  #begin(header: TraceHeader): void {
    this.#header = header;
    this.#agents = new TracedAgents();
    this.#requests = new TracedRequests(this.#agents);
    this.#trace.header(header);
  }

  #look(line: number, entry: TraceEntry): void {
    const sight = this.#sightOf(line, entry);
    for (const watcher of this.#watchers) {
      watcher.take(sight);
    }
    if (sight.event !== undefined) {
      this.#hasEvents = true;
      this.#agents.applyEvent(sight.event);
    }
    if (sight.sent !== undefined) {
      this.#agents.applyCommand(sight.sent);
    }
  }

  #sightOf(line: number, entry: TraceEntry): Sight {
    const at = Date.parse(entry.at);
    const base = { line, at, entry, header: this.#header, agents: this.#agents, underWay: [] };
    switch (entry.kind) {
      case 'event': {
        const event = parseEvent(entry.body, { jmsType: entry.jmsType });
        const underWay = entry.from === 'queue' ? [] : this.#requests.offer(event, line, at, entry.body);
        return { ...base, event, json: contentOf(entry, event), underWay };
      }
      case 'command':
        return { ...base, sent: this.#requests.add(line, entry) };
      case 'outcome':
        return { ...base, ended: this.#requests.end(entry.id, entry.outcome, entry.tookMs) };
      default:
        return base;
    }
  }

  /** The settings that differ from what gc-connection has by default, each once. */
  #settings(): SettingChange[] {
    const { timeoutSetting } = this.#commands;
    const changes = [
      ...this.#assumptions.settings,
      ...(timeoutSetting === undefined ? [] : [timeoutSetting]),
      ...this.#clock.settings,
    ];
    const rows = [
      ...this.#needed.rows(),
      ...changes
        .filter(({ field }) => field === 'confirmations')
        .flatMap(({ value }) => value as readonly ConfirmationRow[]),
    ];
    const confirmations = rows.length === 0 ? [] : [changeTo(distinct(rows))];
    return siteSettingNames.flatMap((name) =>
      name === 'confirmations' ? confirmations : changes.filter(({ field }) => field === name).slice(0, 1),
    );
  }
}

function distinct(rows: readonly ConfirmationRow[]): ConfirmationRow[] {
  const byName = new Map(rows.map((row) => [`${row.command} ${row.event}`, row]));
  return [...byName.values()];
}

function settingsPart(settings: readonly SettingChange[]): ReportPart {
  const findings = settings.map(
    (setting) =>
      ({
        id: `setting-${setting.field}`,
        severity: 'note',
        what: `gc-connection needs another ${setting.field}.`,
        setting,
      }) as const,
  );
  return { id: 'settings', title: 'What to set in gc-connection', findings };
}

/** The content of an event in JSON; undefined for text, and for what is no JSON. */
function contentOf({ body, cutFrom }: TracedEvent, event: GcEvent): unknown {
  const text = body.trimStart();
  if (cutFrom !== undefined || text.length > mostShaped || formatOf(text) === 'text') {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return event.type === 'Unknown' ? undefined : null;
  }
}
