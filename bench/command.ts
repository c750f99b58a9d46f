import { once } from 'node:events';
import { connect } from 'node:net';
import { GcClient } from '../lib/client';
import { startSimulator } from '../lib/simulator';
import { Client } from '../lib/stomp/stompit';
import { median, type Bench } from './measure';

const rounds = 2000;
const warmUp = 200;

/**
 * A confirmed command (MakeReady, MakeNotReady in turn) on the built-in simulator, one at a time, everything in one
 * process. Rival: stompit alone, which sends the same frame to the same broker and waits for the receipt; it does
 * not learn whether the command worked.
 */
export const command: Bench = async () => {
  const simulator = await startSimulator();
  const client = new GcClient({
    brokers: [{ host: '127.0.0.1', port: simulator.port }],
    destination: 'bench',
  });
  try {
    await client.connect();
    await client.login({ agentId: '1081', password: 'secret', extension: '2001' });
    const ours = await time((round) =>
      client.command(round % 2 === 0 ? 'MakeReady' : 'MakeNotReady', { agentId: '1081' }),
    );
    const rival = await timeStompit(simulator.port);
    const ratio = median(ours) / median(rival);
    return [
      `confirmed command           median ${median(ours).toFixed(3)} ms (bound: 5 ms)`,
      `stompit send with receipt   median ${median(rival).toFixed(3)} ms`,
      `ratio ${ratio.toFixed(2)}`,
    ];
  } finally {
    await client.close();
    await simulator.close();
  }
};

async function time(run: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const start = performance.now();
    await run(round);
    times.push(performance.now() - start);
  }
  return times.slice(warmUp);
}

async function timeStompit(port: number): Promise<number[]> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  const client = new Client(socket, { maxLineLength: 1024, maxHeaders: 64, heartbeatOutputMargin: 0 });
  client.connect({ host: '/', 'accept-version': '1.2' });
  await once(client, 'connect');
  let confirmed = () => {};
  client.setCommandHandler('RECEIPT', (frame) => {
    frame.resume();
    confirmed();
  });
  const times = await time(
    (round) =>
      new Promise<void>((resolve) => {
        confirmed = resolve;
        const headers = { destination: '/queue/Rival', type: 'MakeReady#1081', persistent: 'true' };
        client.sendFrame('SEND', { ...headers, receipt: String(round) }).end();
      }),
  );
  client.destroy();
  return times;
}
