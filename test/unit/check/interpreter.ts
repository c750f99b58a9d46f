import { startBroker, type Broker } from '../../../lib/simulator/broker';
import { StompConnection } from '../../../lib/stomp';

/** What becomes of a message of GC on its way to the client. */
export type Change = (body: string) => string;

/** A broker that passes commands on to that of a simulator, and changes the events that come back. */
export class Interpreter {
  private constructor(
    private readonly broker: Broker,
    private readonly connections: readonly StompConnection[],
  ) {}

  static async start(simulatorPort: number, destination: string, change: Change): Promise<Interpreter> {
    const broker = await startBroker();
    const [near, far] = [broker.port, simulatorPort].map(
      (port) => new StompConnection({ brokers: [{ host: '127.0.0.1', port }] }),
    ) as [StompConnection, StompConnection];
    near.subscribe({
      destination: '/queue/Connector1',
      onMessage: ({ type, body }) => {
        void far.send({ destination: '/queue/Connector1', body, ...(type !== undefined && { type }) });
      },
    });
    far.subscribe({
      destination: `/topic/${destination}`,
      onMessage: ({ type, body }) => {
        const said = { body: change(body), ...(type !== undefined && { type }) };
        void near.send({ destination: `/topic/${destination}`, ...said });
      },
    });
    await Promise.all([near.connect(), far.connect()]);
    return new Interpreter(broker, [near, far]);
  }

  get port(): number {
    return this.broker.port;
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
    await this.broker.close();
  }
}
