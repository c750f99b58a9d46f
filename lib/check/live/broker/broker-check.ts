import type { GcClient } from '../../../client';
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
  /** How the login of the client has ended. */
  login: BrokerResult | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    readonly address: BrokerAddress,
    readonly options: LiveOptions,
  ) {
    this.name = brokerName(address);
    this.limits = options.limits ?? patience;
    this.client = this.newClient();
  }

  /** A client of this broker that has not connected yet. `helloArgument`: what follows `Hello#`, if not the destination. */
  newClient(helloArgument?: string): GcClient {
    return clientThatTries({ ...this.options, brokers: [this.address], helloArgument }, this.limits);
  }
}
