import { parseEvent, type GcEvent } from '../../../../lib/protocol';
import { StompConnection } from '../../../../lib/stomp';
import { until } from '../../../support/wait';

/** A client of GC that does nothing but send and listen. */
export class Desk {
  readonly heard: string[] = [];
  readonly connection: StompConnection;

  constructor(
    port: number,
    private readonly queue = 'Connector1',
    readonly destination = 'desk',
  ) {
    this.connection = new StompConnection({
      brokers: [{ host: '127.0.0.1', port }],
      backoff: { minMs: 10, maxMs: 50 },
    });
    this.connection.subscribe({
      destination: `/topic/${destination}`,
      onMessage: ({ body }) => this.heard.push(body),
    });
  }

  connect(): Promise<void> {
    return this.connection.connect();
  }

  send(type: string, body = ''): Promise<void> {
    return this.connection.send({ destination: `/queue/${this.queue}`, type, body });
  }

  events(): GcEvent[] {
    return this.heard.map((body) => parseEvent(body));
  }

  /** Waits for so many messages, takes them away and returns them. */
  async next(count = 1): Promise<string[]> {
    await until(() => this.heard.length >= count, { what: `${count} messages` });
    return this.heard.splice(0, count);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
