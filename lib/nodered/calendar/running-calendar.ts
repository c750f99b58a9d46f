import type { Node } from 'node-red';
import { CalendarProblem, readCalendar, type Calendar, type Holiday, type Opening } from '../../calendar';
import { Backoff } from '../../client';
import type { Phrase } from '../../common/phrase';
import { errorText, inLanguage } from '../language/in-language';
import { log, say } from '../language/phrases';
import { statuses } from '../runtime/status';
import type { CalendarPlan } from './calendar-plan';
import type { KeptHolidays } from './kept-holidays';
import { readHolidays } from './read-holidays';

/** Between attempts to read holidays that could not be read. */
const pauses = { minMs: 60_000, maxMs: 3_600_000 };
const leastPauseMs = 1000;

/** The calendar of a gc-calendar node. It reads its holidays at intervals, and keeps the last ones if that fails. */
export class RunningCalendar {
  /** Resolves after the first attempt to read its holidays. Never rejects. */
  readonly begun: Promise<void>;
  readonly #closing = new AbortController();
  readonly #pauses = new Backoff(pauses);
  readonly #listeners = new Set<() => void>();
  #calendar: Calendar;
  #isKnown: boolean;
  #problem: Phrase | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    private readonly node: Node,
    private readonly plan: CalendarPlan,
    private readonly kept: KeptHolidays | undefined,
  ) {
    this.#calendar = readCalendar(plan.settings);
    this.#isKnown = plan.source === undefined;
    this.begun = this.#begin();
  }

  get name(): string {
    return this.node.name || this.node.id;
  }

  /** Whether its holidays have ever been read. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Why its holidays could not be read the last time, in the language of Node-RED. */
  get problem(): string | undefined {
    return this.#problem && inLanguage(this.#problem);
  }

  at(moment: number): Opening {
    return this.#calendar.at(moment);
  }

  /** A moment as the clocks of the calendar show it. */
  show(moment: number): string {
    return this.#calendar.show(moment);
  }

  /** Calls the listener when its holidays have been read, or could not be. Returns a function that ends this. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends what is under way. `forgets`: the node is no more. */
  async close(forgets: boolean): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    this.#listeners.clear();
    await this.kept?.close(forgets);
  }

  async #begin(): Promise<void> {
    if (this.plan.source === undefined) {
      return;
    }
    const holidays = await this.kept?.load().catch((error: unknown) => {
      this.node.warn(inLanguage(log('holidaysNotKept', { why: errorText(error) })));
      return undefined;
    });
    if (this.#closing.signal.aborted) {
      return;
    }
    const reading = this.#read(this.plan.source);
    if (holidays === undefined) {
      await reading;
    } else {
      this.#use(holidays);
    }
  }

  /** Never rejects. */
  async #read(source: NonNullable<CalendarPlan['source']>): Promise<void> {
    const { signal } = this.#closing;
    const problem = await this.#tryToRead(source);
    if (signal.aborted) {
      return;
    }
    this.#report(problem);
    const pauseMs = problem === undefined ? this.plan.refreshMs : leastPauseMs + this.#pauses.next();
    this.#timer = setTimeout(() => void this.#read(source), pauseMs);
    this.#notify();
  }

  /** Resolves with what went wrong, if anything did. */
  async #tryToRead(source: NonNullable<CalendarPlan['source']>): Promise<Phrase | undefined> {
    try {
      const holidays = await readHolidays(source, this.plan.settings.timeZone, this.#closing.signal);
      this.#use(holidays);
      await this.kept?.save(holidays).catch((error: unknown) => {
        this.node.warn(inLanguage(log('holidaysNotKept', { why: errorText(error) })));
      });
      return undefined;
    } catch (error) {
      return error instanceof CalendarProblem
        ? error.phrase
        : say('readingFailed', { why: errorText(error) });
    }
  }

  #use(holidays: readonly Holiday[]): void {
    this.#calendar = readCalendar({ ...this.plan.settings, holidays });
    this.#isKnown = true;
    this.#notify();
  }

  /** Once for each problem, and when it is over. */
  #report(problem: Phrase | undefined): void {
    const former = this.#problem;
    this.#problem = problem;
    if (problem === undefined) {
      this.#pauses.reset();
      this.node.status({});
      if (former !== undefined) {
        this.node.log(inLanguage(log('holidaysBack')));
      }
    } else if (problem.text !== former?.text) {
      this.node.status(statuses.holidaysUnread);
      this.node.warn(inLanguage(log(this.#isKnown ? 'oldHolidays' : 'noHolidays', { why: problem })));
    }
  }

  #notify(): void {
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
