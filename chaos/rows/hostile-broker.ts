import { createServer, type AddressInfo, type Socket } from 'node:net';
import { StompConnection, StompError } from '../../lib/stomp';
import { limitMs, until } from '../../test/support/wait';
import { EventLoopWatch } from '../event-loop';
import { countResources, grownSince, heapInUse, settled } from '../resources';
import { problemsIn, seconds, type Measured, type Row } from '../row';

const megabyte = 2 ** 20;

/** What one broker does once it has a subscription. */
interface Hostility {
  readonly what: string;
  /** The session ends, and the error says this; otherwise it goes on. */
  readonly ends?: string;
  readonly attack: (write: (bytes: Buffer | string) => Promise<void>, isShort: boolean) => Promise<void>;
}

const notConfirmed = 'did not confirm';

const hostilities: readonly Hostility[] = [
  {
    what: 'a head without an end',
    ends: 'is longer than',
    attack: (write) => flood(write, 'MESSAGE\na:', Buffer.alloc(65_536, 'a')),
  },
  {
    what: 'headers of carriage returns',
    ends: 'is longer than',
    attack: (write) => flood(write, 'MESSAGE\n', Buffer.from(`a:${'\r'.repeat(60_000)}b\n`)),
  },
  {
    what: 'a frame of 200 MB, declared',
    ends: 'is longer than',
    attack: (write) =>
      flood(write, 'MESSAGE\nsubscription:1\ncontent-length:200000000\n\n', Buffer.alloc(megabyte)),
  },
  {
    what: 'a frame of 200 MB, not declared',
    ends: 'is longer than',
    attack: (write) => flood(write, 'MESSAGE\nsubscription:1\n\n', Buffer.alloc(megabyte, 'a')),
  },
  {
    what: 'a million events',
    attack: async (write, isShort) => {
      const thousand = 'MESSAGE\nsubscription:1\ndestination:/topic/A\n\nevent\0'.repeat(1000);
      for (let times = 0; times < (isShort ? 100 : 1000); times += 1) {
        await write(thousand);
      }
    },
  },
  { what: 'receipts that never come', ends: notConfirmed, attack: () => Promise.resolve() },
];

/** A receipt that has not come by then ends the session. */
const receiptTimeoutMs = 2000;
/** What the process may keep of all that, in megabytes, and for how long it may do nothing else. */
const heapMargin = 8;
const longestBlockMs = 1000;

export const hostileBroker: Row = {
  name: 'hostile-broker',
  fault: `hostile brokers: ${hostilities.map(({ what }) => what).join(', ')}`,
  required:
    'each ends the session with a StompError, or is borne; the event loop is never blocked for a second; heap, ' +
    'sockets and timers flat',
  async run({ isShort }) {
    const before = await settled(countResources);
    const heap = heapInUse();
    const watch = new EventLoopWatch();
    const results: Measured[] = [];
    for (const hostility of hostilities) {
      results.push(await suffer(hostility, isShort));
    }
    watch.stop();
    const blockedMs = watch.quantile(1);
    const grown = await grownSince(before, countResources);
    const growth = heapInUse() - heap;
    return {
      values: [
        ...results.map(({ values }) => values),
        `blocked for at most ${blockedMs.toFixed()} ms; heap ${growth.toFixed(1)} MB more`,
      ].join('\n            '),
      problems: [
        ...results.flatMap(({ problems }) => problems),
        ...grown,
        ...problemsIn({
          [`the event loop was blocked for ${blockedMs.toFixed()} ms`]: blockedMs < longestBlockMs,
          [`the heap has grown by more than ${heapMargin} MB`]: growth < heapMargin,
        }),
      ],
    };
  },
};

async function suffer({ what, ends, attack }: Hostility, isShort: boolean): Promise<Measured> {
  const broker = await HostileBroker.start();
  const connection = new StompConnection({
    brokers: [broker.address],
    receiptTimeoutMs: ends === notConfirmed ? receiptTimeoutMs : limitMs,
    backoff: { minMs: 60_000, maxMs: 60_000 },
  });
  let events = 0;
  let lost: Error | undefined;
  connection.subscribe({ destination: '/topic/A', onMessage: () => (events += 1) });
  connection.on('state', ({ reason }) => (lost ??= reason));
  const start = performance.now();
  try {
    await connection.connect();
    // It is never confirmed.
    const sent =
      ends && connection.send({ destination: '/queue/A', body: '' }).catch((error: unknown) => error);
    await attack((bytes) => broker.write(bytes), isShort);
    const expected = isShort ? 100_000 : 1_000_000;
    await until(() => lost !== undefined || events === expected).catch(() => undefined);
    const took = performance.now() - start;
    const outcome = await sent;
    return {
      values: `${what}: ${lost?.message ?? `${events} events`} (${seconds(took)})`,
      problems: problemsIn({
        [`${what}: the session did not end for this`]:
          ends === undefined || (lost instanceof StompError && lost.message.includes(ends)),
        [`${what}: what was sent has no outcome`]: ends === undefined || outcome instanceof StompError,
        [`${what}: ${events} events of ${expected}`]: ends !== undefined || events === expected,
      }),
    };
  } finally {
    await connection.close();
    await broker.close();
  }
}

/** Writes until nobody reads any more. */
async function flood(
  write: (bytes: Buffer | string) => Promise<void>,
  start: string,
  more: Buffer,
): Promise<void> {
  await write(start);
  for (let bytes = 0; bytes < 200 * megabyte; bytes += more.length) {
    await write(more);
  }
}

/** Accepts the login and the subscription, and then does what it is told. */
class HostileBroker {
  #socket: Socket | undefined;

  private constructor(private readonly server = createServer()) {
    server.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('error', () => undefined); // 'close' follows
      socket.on('data', (bytes: Buffer) => {
        this.#answer(socket, bytes.toString());
      });
    });
  }

  static async start(): Promise<HostileBroker> {
    const broker = new HostileBroker();
    await new Promise<void>((resolve) => {
      broker.server.listen(0, '127.0.0.1', resolve);
    });
    return broker;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  /** Resolves when the client has read, or has gone. */
  write(bytes: Buffer | string): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve) => {
      if (socket === undefined || socket.destroyed) {
        resolve();
        return;
      }
      socket.write(bytes, () => {
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  #answer(socket: Socket, frame: string): void {
    if (frame.startsWith('CONNECT')) {
      socket.write('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0');
    }
    const receipt = /^SUBSCRIBE\n[^]*?receipt:(\d+)/.exec(frame)?.[1];
    if (receipt !== undefined) {
      socket.write(`RECEIPT\nreceipt-id:${receipt}\n\n\0`);
    }
  }
}
