import { once } from 'node:events';
import { connect } from 'node:net';
import { Client, type IncomingFrame, type StompitClient } from '../lib/stomp/frames/stompit';

/** What has to be done with stompit at least, to send commands and to hear what GC says about agents. */
export class BareStompit {
  readonly #receipts = new Map<string, () => void>();
  readonly #states = new Map<string, () => void>();
  #last = 0;

  private constructor(private readonly client: StompitClient) {
    client.setCommandHandler('RECEIPT', (frame) => {
      frame.resume();
      this.#receipts.get(frame.headers['receipt-id'] ?? '')?.();
    });
    client.setCommandHandler('MESSAGE', (frame) => {
      void this.#read(frame);
    });
  }

  static async connect(port: number, destination: string): Promise<BareStompit> {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    const client = new Client(socket, { maxLineLength: 1024, maxHeaders: 64, heartbeatOutputMargin: 0 });
    client.connect({ host: '/', 'accept-version': '1.2' });
    await once(client, 'connect');
    client.sendFrame('SUBSCRIBE', { destination: `/topic/${destination}`, id: '1', ack: 'auto' }).end();
    return new BareStompit(client);
  }

  /** Resolves with the receipt. */
  async send(type: string, body = ''): Promise<void> {
    this.#last += 1;
    const receipt = String(this.#last);
    await new Promise<void>((resolve) => {
      this.#receipts.set(receipt, resolve);
      const headers = { destination: '/queue/Connector1', type, persistent: 'true', receipt };
      this.client.sendFrame('SEND', headers).end(Buffer.from(body));
    });
    this.#receipts.delete(receipt);
  }

  /** Resolves when GC tells a state of the agent. */
  async sendAndWait(command: string, agentId: string, body?: string): Promise<void> {
    const told = new Promise<void>((resolve) => this.#states.set(agentId, resolve));
    await Promise.all([told, this.send(`${command}#${agentId}`, body)]);
  }

  close(): void {
    this.client.destroy();
  }

  async #read(frame: IncomingFrame): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of frame) {
      chunks.push(chunk as Buffer);
    }
    const { type, agentId } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
    if (type === 'State') {
      this.#states.get(agentId ?? '')?.();
    }
  }
}
