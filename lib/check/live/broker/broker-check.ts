import type { GcClient, Recording } from '../../../client';
import { brokerName, type BrokerAddress } from '../../../stomp';
import type { LiveOptions } from '../options';
import { clientThatTries, type BrokerResult, type TryLimits } from '../try-broker';

const patience: TryLimits = { connectMs: 10_000, gcMs: 10_000 };

/** What the steps about one broker know of it, and have open to it. */
export class BrokerCheck {
  readonly name: string;
  readonly limits: TryLimits;
  /** With this client, what is behind the broker is asked. */
  client: GcClient;
  /** What goes over the wire of the client. */
  recording: Recording;
  /** How the login of the client has ended. */
  login: BrokerResult | undefined;
  /** Whether GC has answered a Hello, in service or not. */
  isAnswered = false;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    readonly address: BrokerAddress,
    readonly options: LiveOptions,
  ) {
    this.name = brokerName(address);
    this.limits = options.limits ?? patience;
    [this.client, this.recording] = this.#begin();
  }

  /** Goes on with another client, which has not connected yet. `helloArgument`: what follows `Hello#`. */
  async beginAnew(helloArgument: string): Promise<void> {
    const { client } = this;
    [this.client, this.recording] = this.#begin(helloArgument);
    await client.close();
  }

  #begin(helloArgument?: string): [GcClient, Recording] {
    const options = { ...this.options, brokers: [this.address], helloArgument };
    const client = clientThatTries(options, this.limits);
    return [client, client.record()];
  }
}
