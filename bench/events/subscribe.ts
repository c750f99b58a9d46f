import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from '../../lib/stomp/frames/stompit';
import { brokerPort, destination } from './meter';

const limits = { maxLineLength: 1024, maxHeaders: 64, heartbeatOutputMargin: 0 };

/** What has to be done with stompit at least, to read what GC publishes. Calls `ready` once the subscription stands. */
export async function subscribe(onBody: (body: string) => void, ready: () => void): Promise<void> {
  const client = new Client(connect(brokerPort, '127.0.0.1'), limits);
  client.connect({ host: '/', 'accept-version': '1.2', 'heart-beat': '10000,10000' });
  await once(client, 'connect');
  client.setCommandHandler('MESSAGE', (frame) => {
    const chunks: Buffer[] = [];
    frame.on('data', (chunk: Buffer) => chunks.push(chunk));
    frame.on('end', () => {
      onBody(Buffer.concat(chunks).toString());
    });
  });
  client.setCommandHandler('RECEIPT', (frame) => {
    frame.resume();
    ready();
  });
  const headers = { destination: `/topic/${destination}`, id: '1', ack: 'auto', receipt: '1' };
  client.sendFrame('SUBSCRIBE', headers).end();
}
