import { startBroker, type Broker, type BrokerOptions } from '../../../../lib/simulator/broker';
import { RawClient } from './raw-client';

/** A broker and its clients, which end with the test. */
export class Fixture {
  readonly #clients: RawClient[] = [];
  #broker: Broker | undefined;

  get broker(): Broker {
    if (this.#broker === undefined) {
      throw new Error('The broker was not started');
    }
    return this.#broker;
  }

  async start(options?: BrokerOptions): Promise<void> {
    this.#broker = await startBroker(options);
  }

  async open(): Promise<RawClient> {
    return this.#keep(await RawClient.open(this.broker.port));
  }

  async connect(version?: string, headers?: Record<string, string>): Promise<RawClient> {
    return this.#keep(await RawClient.connect(this.broker.port, version, headers));
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.splice(0)) {
      client.destroy();
    }
    await this.#broker?.close();
    this.#broker = undefined;
  }

  #keep(client: RawClient): RawClient {
    this.#clients.push(client);
    return client;
  }
}
