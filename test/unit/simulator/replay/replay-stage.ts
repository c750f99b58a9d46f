import { SteppedClock } from '../../../../lib/simulator';
import { openTrace, type ReplaySource } from '../../../../lib/simulator/replay';
import { ReplayedGc } from '../../../../lib/simulator/replay/replayed-gc';
import { recordedAt } from './trace-lines';

interface StageOptions {
  /** False: as beside a broker that cannot be made to go. */
  ownBroker?: boolean;
  /** So many publications the broker takes until they are heard. */
  most?: number;
}

/** A replay with a stepped clock, without a broker. */
export class ReplayStage {
  readonly clock = new SteppedClock();
  readonly problems: string[] = [];
  /** How the replay went on. */
  readonly told: string[] = [];
  /** Whether the broker is there, each time that it changes. */
  readonly broker: boolean[] = [];
  #heard: string[] = [];

  private constructor(readonly gc: ReplayedGc) {}

  static async open(
    source: ReplaySource,
    { ownBroker = true, most = Infinity }: StageOptions = {},
  ): Promise<ReplayStage> {
    const gc: ReplayedGc = new ReplayedGc({
      trace: await openTrace(source),
      clock: { now: () => stage.clock.now(), schedule: (ms, run) => stage.clock.schedule(ms, run) },
      speed: 1,
      publish: ({ destination, body }) => {
        stage.#heard.push(`${destination} ${body}`);
      },
      isBehind: () => stage.#heard.length >= most,
      setBroker: (isThere) => {
        stage.broker.push(isThere);
        return ownBroker;
      },
      onProblem: (text) => stage.problems.push(text),
      report: (text) => stage.told.push(text),
    });
    const stage = new ReplayStage(gc);
    await gc.prepare();
    return stage;
  }

  /** The time of the trace, in milliseconds since the recording began. */
  get now(): number | undefined {
    return this.gc.now === undefined ? undefined : this.gc.now - recordedAt;
  }

  /** Sends commands, each as `<JMSType> <body>`. */
  send(...commands: string[]): void {
    for (const command of commands) {
      const [type = '', ...body] = command.split(' ');
      this.gc.receive(type, body.join(' '));
    }
  }

  wait(ms: number): void {
    this.clock.advance(ms);
  }

  /** What was published since the last time, each as `<destination> <body>`. */
  heard(): string[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }
}
