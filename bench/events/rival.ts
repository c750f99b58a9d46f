import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from '../../lib/stomp/stompit';
import { brokerPort, destination, Meter } from './meter';

const limits = { maxLineLength: 1024, maxHeaders: 64, heartbeatOutputMargin: 0 };

/** What has to be done with stompit at least, to read what GC publishes. */
async function main(): Promise<void> {
  const meter = new Meter();
  const client = new Client(connect(brokerPort, '127.0.0.1'), limits);
  client.connect({ host: '/', 'accept-version': '1.2', 'heart-beat': '10000,10000' });
  await once(client, 'connect');
  client.setCommandHandler('MESSAGE', (frame) => {
    const chunks: Buffer[] = [];
    frame.on('data', (chunk: Buffer) => chunks.push(chunk));
    frame.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString());
      meter.count();
    });
  });
  client.setCommandHandler('RECEIPT', (frame) => {
    frame.resume();
    meter.ready();
  });
  client
    .sendFrame('SUBSCRIBE', { destination: `/topic/${destination}`, id: '1', ack: 'auto', receipt: '1' })
    .end();
}

void main();
