import { GcError, parseEvent } from '../../protocol';
import type { StompOptions } from '../../stomp';
import type { Broker } from '../broker';
import { BrokerLink, type Publication } from '../broker-link';
import { realClock, type Clock } from '../engine';
import { commandNews, type SimulatorNews } from '../log';
import type { Simulator, SimulatorOptions } from '../simulator';
import type { OpenTrace } from './reading/open-trace';
import { ReplayedGc } from './replayed-gc';

/** So many events wait for the broker before the trace waits, too. */
const mostWaiting = 1000;

/** A GC that says what it said in a trace. It has no contact centre behind it, so nothing else can happen. */
export class ReplayingSimulator implements Simulator {
  readonly port: number;
  readonly agents = [];
  readonly queues = [];
  readonly reasonCodes = { WrapUp: [], LOGOUT: [], NOT_READY: [] };
  readonly truth = [];
  readonly activeFaults = [];
  readonly load = undefined;
  readonly #clock: Clock;
  readonly #gc: ReplayedGc;
  readonly #link: BrokerLink;

  constructor(
    private readonly options: SimulatorOptions,
    private readonly trace: OpenTrace,
    way: StompOptions,
    private readonly embedded?: Broker,
  ) {
    const { speed = 1, clock = realClock(speed), commandQueue = trace.header.commandQueue } = options;
    this.port = way.brokers[0]?.port ?? 0;
    this.#clock = clock;
    this.#gc = new ReplayedGc({
      trace,
      clock,
      speed,
      publish: this.#publish,
      isBehind: () => this.#link.waiting >= mostWaiting,
      setBroker: (isThere) => this.#setBroker(isThere),
      onProblem: (text) => {
        this.#log({ kind: 'problem', text });
      },
      report: (text) => {
        this.#log({ kind: 'replay', text });
      },
    });
    this.#link = new BrokerLink(way, commandQueue, {
      onCommand: (type, body) => {
        this.#log(commandNews(type, body));
        this.#gc.receive(type, body);
      },
      onConnected: (address) => {
        this.#log({ kind: 'connected', broker: address });
      },
      onProblem: (text) => {
        this.#log({ kind: 'problem', text });
      },
    });
  }

  async connect(): Promise<void> {
    this.#log({ kind: 'replay', text: this.#describe() });
    await this.#gc.prepare();
    await this.#link.connect();
  }

  incomingCall(): never {
    throw notInReplay();
  }

  customerAnswers(): never {
    throw notInReplay();
  }

  customerHangsUp(): never {
    throw notInReplay();
  }

  noAnswer(): never {
    throw notInReplay();
  }

  previewCall(): never {
    throw notInReplay();
  }

  fault(): Promise<never> {
    return Promise.reject(notInReplay());
  }

  endFault(): Promise<never> {
    return Promise.reject(notInReplay());
  }

  startLoad(): never {
    throw notInReplay();
  }

  stopLoad(): void {
    // There is none.
  }

  reset(): Promise<never> {
    return Promise.reject(notInReplay());
  }

  async close(): Promise<void> {
    this.#gc.close();
    await this.#link.close();
    await this.embedded?.close();
  }

  #describe(): string {
    const { name, header } = this.trace;
    const { commandQueue = header.commandQueue } = this.options;
    const standIns = header.standIns ? ' Numbers, names and call variables in it are stand-ins.' : '';
    return (
      `${name} of ${header.at} is replayed. It begins when a client says Hello or Connect; commands are taken from the ` +
      `queue ${commandQueue}.${standIns}`
    );
  }

  readonly #publish = (publication: Publication): void => {
    const { destination, body, type } = publication;
    if (this.options.onLog !== undefined) {
      this.#log({ kind: 'event', destination, body, event: parseEvent(body, { jmsType: type }) });
    }
    this.#link.publish(publication);
  };

  /** Another broker than the embedded one is not disturbed: there GC is only silent. */
  #setBroker(isThere: boolean): boolean {
    this.#log({ kind: 'replay', text: isThere ? 'The broker is back.' : this.#describeLoss() });
    this.embedded?.setFaults({ gone: !isThere }).catch((error: unknown) => {
      this.#log({ kind: 'problem', text: error instanceof Error ? error.message : String(error) });
    });
    return this.embedded !== undefined;
  }

  #describeLoss(): string {
    return this.embedded === undefined
      ? 'The broker was gone here. This one stays, and GC says nothing meanwhile.'
      : 'The broker is gone.';
  }

  #log(news: SimulatorNews): void {
    this.options.onLog?.({ at: Math.round(this.#gc.now ?? this.#clock.now()), ...news });
  }
}

function notInReplay(): GcError {
  return new GcError('GC_INVALID_PARAMETER', {
    detail: 'a trace is replayed: nothing happens but what is in it',
    whatToDo: 'Start the simulator without the trace to make things happen.',
  });
}
