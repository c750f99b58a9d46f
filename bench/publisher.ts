import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client, type StompitClient } from '../lib/stomp/frames/stompit';

const perTurn = 50;

/** Logs in to a broker, in order to publish what GC would. */
export async function openPublisher(
  port: number,
  credentials: Readonly<Record<string, string>> = {},
): Promise<StompitClient> {
  const client = new Client(connect(port, '127.0.0.1'), {
    maxLineLength: 1024,
    maxHeaders: 64,
    heartbeatOutputMargin: 0,
  });
  client.connect({ host: '/', 'accept-version': '1.2', ...credentials });
  await once(client, 'connect');
  return client;
}

/** Publishes as fast as it can. */
export async function publish(
  publisher: StompitClient,
  destination: string,
  bodies: readonly string[],
): Promise<void> {
  for (const [index, body] of bodies.entries()) {
    publisher.sendFrame('SEND', { destination: `/topic/${destination}` }).end(Buffer.from(body));
    if (index % perTurn === 0) {
      await nextTurn();
    }
  }
}
