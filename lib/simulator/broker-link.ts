import { StompConnection, type IncomingMessage, type StateChange, type StompOptions } from '../stomp';
import { Outbox } from './outbox';

/** Who is told of what comes over a {@link BrokerLink}. */
export interface BrokerLinkPartners {
  onCommand(type: string, body: string): void;
  /** `host:port` */
  onConnected(broker: string): void;
  onProblem(text: string): void;
}

/** A message that GC publishes. */
export interface Publication {
  readonly destination: string;
  readonly body: string;
  /** The JMS type. */
  readonly type?: string | undefined;
}

/** GC's way to the broker: commands come from a queue, events go to topics. Comes back by itself. */
export class BrokerLink {
  readonly #connection: StompConnection;
  readonly #early: IncomingMessage[] = [];
  readonly #outbox = new Outbox((error) => {
    this.partners.onProblem(error instanceof Error ? error.message : String(error));
  });

  constructor(
    way: StompOptions,
    commandQueue: string,
    private readonly partners: BrokerLinkPartners,
  ) {
    this.#connection = new StompConnection(way);
    this.#connection.on('state', this.#followState);
    this.#connection.subscribe({
      destination: `/queue/${commandQueue}`,
      onMessage: this.#receive,
      onError: (error) => {
        partners.onProblem(error.message);
      },
    });
  }

  connect(): Promise<void> {
    return this.#connection.connect();
  }

  /** How many publications the broker has not been told yet. */
  get waiting(): number {
    return this.#outbox.waiting;
  }

  publish({ destination, body, type }: Publication): void {
    this.#outbox.put(() =>
      this.#connection.send({
        destination: `/topic/${destination}`,
        body,
        ...(type !== undefined && { type }),
        persistent: false,
      }),
    );
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** After a reconnect commands come before the answers to them could be sent. */
  readonly #receive = (message: IncomingMessage): void => {
    if (this.#connection.state === 'connected') {
      this.#take(message);
    } else {
      this.#early.push(message);
    }
  };

  #take({ type = '', body }: IncomingMessage): void {
    this.partners.onCommand(type, body);
  }

  readonly #followState = ({ state, broker, reason }: StateChange): void => {
    if (reason !== undefined) {
      this.partners.onProblem(`${reason.message} Trying again.`);
    } else if (state === 'connected') {
      this.partners.onConnected(broker);
      for (const message of this.#early.splice(0)) {
        this.#take(message);
      }
    }
  };
}
