import { EventEmitter } from 'node:events';
import type { Phrase, Text } from '../../common/phrase';
import { GcError, type EventOf } from '../../protocol';
import {
  StompConnection,
  type IncomingMessage,
  type StateChange,
  type StompError,
  type StompOptions,
  type Subscription,
} from '../../stomp';
import type { CommandMessage } from '../commands/command-request';
import { invalidOption } from '../configuration';
import { checkCommandQueue } from './destinations';
import { explain } from '../errors';
import { HealthRecord, type BrokerCondition, type Health } from './health';
import type { GcClientOptions } from '../options';
import { sayOfHealth } from '../phrases';

interface LinkEvents {
  /** The broker is there; whether GC is has still to be asked. */
  arrival: [];
  /** The broker has gone. */
  departure: [];
  health: [health: Health, before: Health];
  warning: [warning: GcError];
}

/** The way to GC: a broker, and GC behind it. Knows whether they are there, and comes back by itself. */
export class Link extends EventEmitter<LinkEvents> {
  readonly #connection: StompConnection;
  readonly #health = new HealthRecord((health, before) => {
    this.emit('health', health, before);
  });
  /** The queue from which GC takes its commands. */
  readonly queue: string;
  #broker = '';
  /** Why the broker does not let this client read its topic. */
  #topicRefusal: Phrase | undefined;
  #subscribe: () => () => void = () => () => undefined;
  #unsubscribe: () => void = () => undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    options: GcClientOptions,
    private readonly destination: string,
  ) {
    super();
    const { brokers, user, password, stomp } = options;
    this.queue = checkCommandQueue(options.commandQueue ?? 'Connector1');
    this.#connection = newConnection({ ...stomp, brokers, user, password });
    this.#connection.on('state', this.#followConnection);
  }

  /** `host:port` of the broker that the connection has or tries. */
  get broker(): string {
    return this.#broker;
  }

  get health(): Health {
    return this.#health.now;
  }

  /** How often it was connected. */
  get counters(): StompConnection['counters'] {
    return this.#connection.counters;
  }

  /** @throws {GcError} */
  async connect(): Promise<void> {
    try {
      await this.#connection.connect();
    } catch (error) {
      const { code, detail } = explain(error);
      throw new GcError(code, { detail });
    }
  }

  /** Resolves when the broker has the command. */
  send(message: CommandMessage): Promise<void> {
    return this.#connection.send({ destination: `/queue/${this.queue}`, ...message });
  }

  /** Hands over what GC publishes for this client. */
  receive(onMessage: (message: IncomingMessage) => void): void {
    this.#subscribe = () =>
      this.#connection.subscribe({
        destination: `/topic/${this.destination}`,
        onMessage,
        onError: this.#followTopicError,
      });
    this.#unsubscribe = this.#subscribe();
  }

  subscribe(subscription: Subscription): void {
    this.#connection.subscribe(subscription);
  }

  /** Only the answer to a heartbeat shows that GC is there for this client: other events may have waited. */
  follow({ status }: EventOf<'System'>): void {
    this.#topicRefusal = undefined;
    if (status === 'IN_SERVICE') {
      this.#health.setGc('in-service', sayOfHealth('inService'));
    } else {
      this.#health.setGc('out-of-service', sayOfHealth('outOfService'));
    }
  }

  /** GC does not answer: it may be at another broker. */
  missGc(missedBeats: number): void {
    const silent = { missed: missedBeats, broker: this.#broker, queue: this.queue };
    this.#health.setGc('silent', this.#topicRefusal ?? sayOfHealth('silent', silent));
    void this.#connection.tryOtherBroker();
    if (this.#topicRefusal !== undefined) {
      this.#askForTopicAgain();
    }
  }

  /** Somebody may have given the right meanwhile, or GC has created the topic by publishing to it. */
  #askForTopicAgain(): void {
    this.#unsubscribe();
    this.#unsubscribe = this.#subscribe();
  }

  /** Tells how the store is; undefined: it can be used. */
  setStore(problem: Phrase | undefined): void {
    this.#health.setStore(problem);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  readonly #followConnection = ({ state, broker, reason }: StateChange): void => {
    this.#broker = broker;
    switch (state) {
      case 'connected':
        this.#arrive();
        break;
      case 'connecting':
        this.#depart('connecting', sayOfHealth('connecting', { broker }));
        break;
      default:
        this.#depart(
          state === 'failed' ? 'failed' : 'disconnected',
          reason?.phrase ?? sayOfHealth('closed', { broker }),
        );
    }
  };

  #arrive(): void {
    this.#health.setBroker('connected', sayOfHealth('connected', { broker: this.#broker }));
    if (this.#topicRefusal === undefined) {
      this.#health.setGc('unknown', sayOfHealth('notAskedYet'));
    } else {
      this.#health.setGc('silent', this.#topicRefusal);
    }
    this.emit('arrival');
  }

  #depart(condition: BrokerCondition, reason: Text): void {
    this.#topicRefusal = undefined;
    this.emit('departure');
    this.#health.loseBroker(condition, reason);
  }

  readonly #followTopicError = (error: StompError): void => {
    if (error.code === 'STOMP_REFUSED') {
      this.#topicRefusal = sayOfHealth('topicRefused', { words: error.phrase });
      this.#health.setGc('silent', this.#topicRefusal);
    } else {
      this.emit('warning', new GcError('GC_EVENT_NOT_TAKEN', { detail: explain(error).detail }));
    }
  };
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
function newConnection(options: StompOptions): StompConnection {
  try {
    return new StompConnection(options);
  } catch (error) {
    throw invalidOption(explain(error).detail ?? String(error));
  }
}
