import { connect, type Socket } from 'node:net';
import type { GcClient } from '../../lib/client';
import type { GcError } from '../../lib/protocol';
import { once, until } from './wait';

export interface PoisonOptions {
  /** A client with queue delivery, and few redeliveries. */
  readonly client: GcClient;
  readonly destination: string;
  readonly broker: { readonly port: number; readonly user?: string; readonly password?: string };
  /** How many messages are good, at least ten; ten more are poisonous. */
  readonly good: number;
}

export interface PoisonAccount {
  /** The numbers of the good events, in the order in which the listener has taken them. */
  readonly taken: readonly number[];
  /** Why messages were put aside. */
  readonly reasons: readonly string[];
}

/** Messages that nobody can use, of five kinds; two of each. */
const poisons: readonly (() => Message)[] = [
  () => ({ body: `{"type":"State","agentId":"1","state":${'['.repeat(20_000)}${']'.repeat(20_000)}}` }),
  // With a length: ActiveMQ takes it for bytes, and does not read it as a text.
  () => ({ body: Buffer.from([0xff, 0xfe, 0xc0, 0x00, 0x80]), hasLength: true }),
  () => ({ body: `1090#TeamUsersList#${','.repeat(1_000_000)}` }),
  () => ({ body: '{"type":"State","agentId":"1","state":"NOT_READY","reasonCode":"poison"}' }),
  () => ({ body: '', headers: { hasOwnProperty: '\\r'.repeat(4000), __proto__x: 'x' } }),
];

interface Message {
  readonly body: string | Buffer;
  readonly hasLength?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Publishes good and poisonous messages among each other, to a client whose listener throws at what is not good. */
export async function poisonQueue({
  client,
  destination,
  broker,
  good,
}: PoisonOptions): Promise<PoisonAccount> {
  const taken: number[] = [];
  const reasons: string[] = [];
  client.on('event', (event) => {
    const number = event.type === 'State' ? Number(event.reasonCode) : NaN;
    if (Number.isNaN(number)) {
      throw new Error(event.type === 'Unknown' ? event.reason : `${event.type} is poison`);
    }
    taken.push(number);
  });
  client.on('warning', ({ message }: GcError) => reasons.push(message));
  await client.connect();
  const publisher = await Publisher.open(broker, `/topic/${destination}`);
  try {
    const apart = Math.floor(good / 10);
    for (let number = 0; number < good; number += 1) {
      publisher.send({
        body: `{"type":"State","agentId":"1","state":"NOT_READY","reasonCode":"${number}"}`,
      });
      const poison = number < 10 * apart && number % apart === 0 ? poisons[(number / apart) % 5] : undefined;
      if (poison !== undefined) {
        publisher.send(poison());
      }
    }
    await publisher.confirmed();
    await until(() => taken.length >= good && reasons.length >= 10, {
      timeoutMs: 60_000,
      what: 'all messages to be taken or put aside',
    });
  } finally {
    publisher.close();
  }
  return { taken, reasons };
}

/** Writes frames that no client of ours would write. */
class Publisher {
  #answers = '';

  private constructor(
    private readonly socket: Socket,
    private readonly destination: string,
  ) {
    socket.on('data', (data) => (this.#answers += data.toString('latin1')));
  }

  static async open(
    { port, user = '', password = '' }: PoisonOptions['broker'],
    destination: string,
  ): Promise<Publisher> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const publisher = new Publisher(socket, destination);
    socket.write(`CONNECT\naccept-version:1.2\nhost:/\nlogin:${user}\npasscode:${password}\n\n\0`);
    await until(() => publisher.#answers.includes('CONNECTED'));
    return publisher;
  }

  send({ body, headers = {}, hasLength = false }: Message): void {
    const lines = [
      `destination:${this.destination}`,
      'persistent:true',
      ...(hasLength ? [`content-length:${body.length}`] : []),
      ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    ];
    this.socket.write(`SEND\n${lines.join('\n')}\n\n`);
    this.socket.write(body);
    this.socket.write('\0');
  }

  /** Resolves when the broker has taken all that was sent. */
  async confirmed(): Promise<void> {
    this.socket.write(`SEND\ndestination:/topic/end\nreceipt:end\n\n\0`);
    await until(() => this.#answers.includes('receipt-id:end'), {
      timeoutMs: 30_000,
      what: `the broker to confirm all messages; it said ${JSON.stringify(this.#answers.slice(-500))}`,
    });
  }

  close(): void {
    this.socket.destroy();
  }
}
