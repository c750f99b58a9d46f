import type { TracedHealth, TraceHeader, TraceLine } from '../../../trace';
import type { Fact, Finding, ReportPart } from '../../report/finding';
import { shortened } from '../../shortened';
import type { Sight, Watcher } from '../sight';
import { Tally } from '../tally';

/** Counts the lines of a trace, and finds those that are none; and what the connection went through. */
export class TraceFindings implements Watcher {
  readonly #problems = new Tally<string>();
  readonly #health = new Tally<string>();
  readonly #cut = new Tally<string>();
  #header: TraceHeader | undefined;
  #traces = 0;
  #events = 0;
  #gaps = 0;
  #missing = 0;
  #from: number | undefined;
  #to = 0;
  #heartbeats = 0;
  #wasInService = false;

  header(header: TraceHeader): void {
    this.#header ??= header;
    this.#traces += 1;
    this.#wasInService = false;
  }

  problem({ line, problem }: Extract<TraceLine, { problem: string }>): void {
    this.#problems.add(problem, problem, { line });
  }

  take(sight: Sight): void {
    const { entry, at, sent } = sight;
    this.#from = Math.min(this.#from ?? at, at);
    this.#to = Math.max(this.#to, at);
    this.#heartbeats += sent?.name === 'Hello' || sent?.name === 'Beat' ? 1 : 0;
    switch (entry.kind) {
      case 'event':
        this.#events += 1;
        break;
      case 'gap':
        this.#gaps += 1;
        this.#missing += entry.entries;
        break;
      case 'health':
        this.#noteHealth(entry, sight);
        break;
      default:
    }
    if ((entry.kind === 'event' || entry.kind === 'command') && entry.cutFrom !== undefined) {
      this.#cut.add('cut', 'cut', sight);
    }
  }

  /** That a connection begins, and that all is well, is no finding. */
  #noteHealth({ broker, gc }: TracedHealth, sight: Sight): void {
    const isDisturbed = gc === 'silent' || gc === 'out-of-service' || broker === 'failed';
    if (isDisturbed || (this.#wasInService && broker !== 'connected')) {
      this.#health.add(`${broker} ${gc}`, `Broker ${broker}, GC ${gc}`, sight);
    }
    this.#wasInService ||= gc === 'in-service';
  }

  part(): ReportPart {
    const unreadable = this.#problems.all().map(({ value, where, count }): Finding => ({
      id: 'trace-line',
      severity: 'problem',
      what: `A line of the file could not be used: ${value}.`,
      where,
      count,
    }));
    const condition = this.#health.all().map(({ value, where, count }): Finding => ({
      id: 'health',
      severity: 'note',
      what: `${shortened(value, 200)}.`,
      where,
      count,
    }));
    const findings = [...this.#ofWhole(), ...unreadable, ...this.#ofGaps(), ...condition];
    return { id: 'trace', title: 'The trace', facts: this.#facts(), findings };
  }

  #ofWhole(): Finding[] {
    if (this.#from === undefined) {
      const whatToDo = 'Record one in the sidebar of Node-RED, or with GcClient.record.';
      return [{ id: 'trace-empty', severity: 'problem', what: 'The file has no line of a trace.', whatToDo }];
    }
    if (this.#events > 0) {
      return [];
    }
    const what =
      this.#heartbeats > 0
        ? 'GC answered nothing, not even a heartbeat.'
        : 'The trace has no event, so nothing can be said of GC.';
    const whatToDo =
      'Check that GC runs, that it listens on the queue of GC → Queue, and that GC → Hello names is what it expects.';
    return [{ id: 'gc-silent', severity: 'problem', what, whatToDo }];
  }

  #ofGaps(): Finding[] {
    const cut = this.#cut.all().map(({ where, count }): Finding => ({
      id: 'trace-cut',
      severity: 'note',
      what: 'A message was too long for the trace, so it is not looked at.',
      where,
      count,
    }));
    const gap: Finding = {
      id: 'trace-gap',
      severity: 'note',
      what: `${this.#missing} older entries had to make room for later ones.`,
      whatToDo: 'To have all of them, record for a shorter time, or with more room.',
    };
    return this.#gaps === 0 ? cut : [...cut, gap];
  }

  #facts(): Fact[] {
    const header = this.#header;
    const time = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
    return [
      ...(this.#from === undefined
        ? []
        : [{ name: 'recorded', value: `${time(this.#from)} to ${time(this.#to)} UTC` }]),
      { name: 'events', value: String(this.#events) },
      ...(header === undefined
        ? []
        : [
            { name: 'destination', value: shortened(header.destination) },
            { name: 'queue', value: shortened(header.commandQueue) },
            { name: 'numbers and names', value: header.standIns ? 'replaced by stand-ins' : 'as they are' },
            { name: 'recorded by', value: `version ${shortened(header.package, 40)}` },
          ]),
      ...(this.#traces > 1 ? [{ name: 'traces in the file', value: String(this.#traces) }] : []),
    ];
  }
}
