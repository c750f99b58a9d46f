import { GcError, type EventOf } from '../../protocol';
import {
  StompConnection,
  type IncomingMessage,
  type StateChange,
  type StompError,
  type StompOptions,
  type Subscription,
} from '../../stomp';
import { defaultTimeoutMs, type CommandMessage } from '../commands/commands';
import { checkNumber, invalidOption, timeFrom } from '../configuration';
import { checkCommandQueue } from './destinations';
import { explain } from '../errors';
import { HealthRecord, reasons, type BrokerCondition, type Health } from './health';
import { defaultIntervalMs, Heartbeat } from './heartbeat';
import type { GcClientOptions } from '../options';
import type { CommandOptions } from '../commands/outcome';

/** What hangs on the link. */
export interface LinkUser {
  /** The broker is there; whether GC is has still to be asked. */
  onArrival(): void;
  /** The broker has gone. */
  onDeparture(): void;
  onHealth(health: Health, before: Health): void;
  onMessage(message: IncomingMessage): void;
  onWarning(warning: GcError): void;
  /** Sends a heartbeat; rejects when GC does not answer it. */
  beat(name: 'Hello' | 'Beat', options: CommandOptions): Promise<unknown>;
  someAgentIsLoggedIn(): boolean;
}

/** The way to GC: a broker, and GC behind it. Knows whether they are there, and comes back by itself. */
export class Link {
  readonly #connection: StompConnection;
  readonly #heartbeat: Heartbeat;
  readonly #health: HealthRecord;
  readonly #queue: string;
  #broker = '';
  /** Why the broker does not let this client read its topic. */
  #topicRefusal: string | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    options: GcClientOptions,
    destination: string,
    private readonly user: LinkUser,
  ) {
    const { brokers, user: login, password, stomp } = options;
    this.#queue = checkCommandQueue(options.commandQueue ?? 'Connector1');
    this.#health = new HealthRecord((health, before) => {
      user.onHealth(health, before);
    });
    this.#heartbeat = this.#newHeartbeat(options);
    this.#connection = newConnection({ ...stomp, brokers, user: login, password });
    this.#connection.on('state', this.#followConnection);
    this.#connection.subscribe({
      destination: `/topic/${destination}`,
      onMessage: (message) => {
        user.onMessage(message);
      },
      onError: this.#followTopicError,
    });
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
    return this.#connection.send({ destination: `/queue/${this.#queue}`, ...message });
  }

  subscribe(subscription: Subscription): void {
    this.#connection.subscribe(subscription);
  }

  /** Only the answer to a heartbeat shows that GC is there for this client: other events may have waited. */
  follow({ status }: EventOf<'System'>): void {
    this.#topicRefusal = undefined;
    if (status === 'IN_SERVICE') {
      this.#health.setGc('in-service', reasons.inService);
    } else {
      this.#health.setGc('out-of-service', reasons.outOfService);
    }
  }

  async close(): Promise<void> {
    this.#heartbeat.stop();
    await this.#connection.close();
  }

  readonly #followConnection = ({ state, broker, reason }: StateChange): void => {
    this.#broker = broker;
    switch (state) {
      case 'connected':
        this.#arrive();
        break;
      case 'connecting':
        this.#depart('connecting', reasons.connecting(broker));
        break;
      default:
        this.#depart(
          state === 'failed' ? 'failed' : 'disconnected',
          reason?.message ?? reasons.closed(broker),
        );
    }
  };

  #arrive(): void {
    this.#health.setBroker('connected', reasons.connected(this.#broker));
    if (this.#topicRefusal === undefined) {
      this.#health.setGc('unknown', reasons.notAskedYet);
    } else {
      this.#health.setGc('silent', this.#topicRefusal);
    }
    this.user.onArrival();
    this.#heartbeat.start();
  }

  #depart(condition: BrokerCondition, reason: string): void {
    this.#topicRefusal = undefined;
    this.#heartbeat.stop();
    this.user.onDeparture();
    this.#health.loseBroker(condition, reason);
  }

  readonly #followTopicError = (error: StompError): void => {
    if (error.code === 'STOMP_REFUSED') {
      this.#topicRefusal = reasons.topicRefused(error.message);
      this.#health.setGc('silent', this.#topicRefusal);
    } else {
      this.user.onWarning(new GcError('GC_EVENT_NOT_TAKEN', { detail: explain(error).detail }));
    }
  };

  #newHeartbeat(options: GcClientOptions): Heartbeat {
    const { heartbeatMs = defaultIntervalMs, timeoutMs = defaultTimeoutMs, missedBeats = 2 } = options;
    const timing = {
      intervalMs: checkNumber('the interval of the heartbeat (heartbeatMs)', heartbeatMs, timeFrom(1)),
      timeoutMs: checkNumber('the time limit (timeoutMs)', timeoutMs, timeFrom(1)),
      missedBeats: checkNumber('the number of missed heartbeats (missedBeats)', missedBeats, {
        least: 1,
        most: 1000,
        whole: true,
      }),
    };
    return new Heartbeat(timing, {
      send: (name, options) => this.user.beat(name, options),
      someAgentIsLoggedIn: () => this.user.someAgentIsLoggedIn(),
      onSilent: (missed) => {
        const reason = this.#topicRefusal ?? reasons.silent(missed, this.#broker, this.#queue);
        this.#health.setGc('silent', reason);
        // GC may be at another broker.
        void this.#connection.tryOtherBroker();
      },
    });
  }
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
function newConnection(options: StompOptions): StompConnection {
  try {
    return new StompConnection(options);
  } catch (error) {
    throw invalidOption(explain(error).detail ?? String(error));
  }
}
