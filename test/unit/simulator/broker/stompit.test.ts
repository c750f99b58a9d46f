import assert from 'node:assert/strict';
import { once, type EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Fixture } from './fixture';

type Headers = Record<string, string>;
type Message = Readable & { headers: Headers };

interface StompitClient extends EventEmitter {
  headers: Headers;
  connect(headers: Headers, done: (error: Error | null) => void): void;
  send(headers: Headers, options: { onReceipt: () => void }): Writable;
  subscribe(headers: Headers, onMessage: (error: Error | null, message: Message) => void): void;
  ack(message: Message): void;
  disconnect(done: (error: Error | null) => void): void;
  destroy(): void;
}

const { Client } = createRequire(__filename)('stompit') as { Client: new (socket: Socket) => StompitClient };

describe('broker: a foreign client, stompit', () => {
  const fixture = new Fixture();
  const clients: StompitClient[] = [];
  beforeEach(() => fixture.start({ user: 'gc', password: 'right' }));
  afterEach(async () => {
    for (const client of clients.splice(0)) {
      client.destroy();
    }
    await fixture.stop();
  });

  async function open(headers: Headers = {}): Promise<StompitClient> {
    const client = new Client(connect(fixture.broker.port, '127.0.0.1'));
    clients.push(client);
    await new Promise<void>((resolve, reject) => {
      const all = { 'accept-version': '1.1,1.2', host: '/', login: 'gc', passcode: 'right', ...headers };
      client.connect(all, (error) => (error === null ? resolve() : reject(error)));
    });
    client.on('error', () => undefined);
    return client;
  }

  async function send(client: StompitClient, headers: Headers, body: string): Promise<void> {
    await new Promise<void>((resolve) => client.send(headers, { onReceipt: resolve }).end(body));
  }

  async function nextMessage(client: StompitClient, ack: string): Promise<Message & { body: string }> {
    const message = await new Promise<Message>((resolve, reject) => {
      const headers = { destination: '/queue/a', ack };
      client.subscribe(headers, (error, received) => (error === null ? resolve(received) : reject(error)));
    });
    return Object.assign(message, { body: await text(message) });
  }

  it('connects, sends, receives, acknowledges and disconnects', async () => {
    const producer = await open();
    assert.equal(producer.headers['version'], '1.2');
    await send(producer, { destination: '/queue/a', type: 'MakeCall#1081', persistent: 'true' }, '2002 é');
    const consumer = await open();
    const message = await nextMessage(consumer, 'client-individual');
    assert.deepEqual(
      [
        message.body,
        message.headers['type'],
        message.headers['persistent'],
        message.headers['content-length'],
      ],
      ['2002 é', 'MakeCall#1081', 'true', undefined],
    );
    consumer.ack(message);
    await new Promise<void>((resolve, reject) =>
      consumer.disconnect((error) => (error === null ? resolve() : reject(error))),
    );
    const late = await fixture.connect('1.2', { login: 'gc', passcode: 'right' });
    late.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    await late.settled();
  });

  it('gets a message again that another one has not acknowledged', async () => {
    const [first, second] = [await open(), await open()];
    await send(first, { destination: '/queue/a' }, 'again');
    await nextMessage(first, 'client-individual');
    const message = nextMessage(second, 'client-individual');
    first.destroy();
    assert.deepEqual([(await message).body, (await message).headers['redelivered']], ['again', 'true']);
  });

  it('hears why it may not come in', async () => {
    await assert.rejects(open({ passcode: 'guess' }), /User name \[gc\] or password is invalid/);
  });

  it('notices when the broker drops it', async () => {
    const client = await open();
    const error = once(client, 'error');
    fixture.broker.dropConnections();
    await error;
  });
});
