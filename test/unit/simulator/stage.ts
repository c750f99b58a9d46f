import { formatEvent, type EventFormat, type Flavour } from '../../../lib/protocol';
import { readSite, type Site } from '../../../lib/simulator';
import { Engine, type Clock } from '../../../lib/simulator/engine';

/** A clock that stands still until it is moved. It starts on 15 January 2025, at 9:30 here. */
export class SteppedClock implements Clock {
  #now = new Date(2025, 0, 15, 9, 30, 0).getTime();
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => this.#remove(timer);
  }

  /** How many things are still to happen. */
  get waiting(): number {
    return this.#timers.length;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#remove(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  #next(end: number) {
    return this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
  }

  #remove(timer: { at: number }): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}

export interface StageOptions {
  format?: EventFormat | undefined;
  flavour?: Flavour | undefined;
  site?: Partial<Site> | undefined;
}

/** An engine with a stepped clock. What it publishes is kept as `<destination> <message>`. */
export class Stage {
  readonly clock = new SteppedClock();
  readonly engine: Engine;
  #heard: string[] = [];

  constructor({ format = 'json', flavour = 'ucce', site }: StageOptions = {}) {
    this.engine = new Engine({
      site: readSite(site),
      flavour,
      clock: this.clock,
      firstDialogId: 7001,
      publish: (destination, event, fullName) => {
        this.#heard.push(`${destination} ${formatEvent(event, format, { fullName })}`);
      },
    });
  }

  /** Sends commands, each as `<JMSType> <body>`. */
  send(...commands: string[]): void {
    for (const command of commands) {
      const [type = '', ...body] = command.split(' ');
      this.engine.receive(type, body.length === 0 ? undefined : body.join(' '));
    }
  }

  /** What was published since the last time. */
  heard(): string[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }
}
