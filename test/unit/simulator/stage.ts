import { formatEvent, type EventFormat, type Flavour } from '../../../lib/protocol';
import { readSite, type SiteContent } from '../../../lib/simulator';
import { Engine, SteppedClock, type EngineOptions } from '../../../lib/simulator/engine';

export interface StageOptions {
  format?: EventFormat | undefined;
  flavour?: Flavour | undefined;
  endWord?: EngineOptions['endWord'];
  site?: SiteContent | undefined;
}

/** An engine with a stepped clock. What it publishes is kept as `<destination> <message>`. */
export class Stage {
  readonly clock = new SteppedClock();
  readonly engine: Engine;
  #heard: string[] = [];

  constructor({ format = 'json', flavour = 'ucce', endWord, site }: StageOptions = {}) {
    this.engine = new Engine({
      site: readSite({ ...site, timers: { noAnswer: 15_000, ...site?.timers } }),
      flavour,
      format,
      clock: this.clock,
      firstDialogId: 7001,
      endWord,
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
