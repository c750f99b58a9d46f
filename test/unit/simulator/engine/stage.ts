import type { Flavour } from '../../../../lib/protocol';
import { readSite, type DialectChoice, type SiteContent } from '../../../../lib/simulator';
import { readDialect, writeEvent } from '../../../../lib/simulator/dialects';
import { Engine, SteppedClock } from '../../../../lib/simulator/engine';

export interface StageOptions {
  dialect?: DialectChoice | undefined;
  flavour?: Flavour | undefined;
  site?: SiteContent | undefined;
}

/** An engine with a stepped clock. What it publishes is kept as `<destination> <message>`. */
export class Stage {
  readonly clock = new SteppedClock();
  readonly engine: Engine;
  #heard: string[] = [];

  constructor({ dialect: choice = 'specified-json', flavour = 'ucce', site }: StageOptions = {}) {
    const dialect = readDialect(choice);
    this.engine = new Engine({
      site: readSite({ ...site, timers: { noAnswer: 15_000, ...site?.timers } }),
      flavour,
      dialect,
      clock: this.clock,
      firstDialogId: 7001,
      publish: (destination, event, fullName) => {
        this.#heard.push(`${destination} ${writeEvent(event, dialect, fullName).body}`);
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
