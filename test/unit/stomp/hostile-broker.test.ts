import assert from 'node:assert/strict';
import { parseBrokerUrl, StompError, type StompOptions } from '../../../lib/stomp';
import { quote } from '../../../lib/stomp/failures';
import { IncomingFrameStream } from '../../../lib/stomp/frames/stompit';
import { checkLinear } from '../../support/cpu-time';
import { connected, ScriptedBroker, type Answer, type Peer } from './scripted-broker';
import { begin, Cleanup, RecordedConnection, stompError, until } from './support';

const megabyte = 1024 * 1024;

describe('a hostile broker', () => {
  const cleanup = new Cleanup();

  afterEach(() => cleanup.run());

  async function start(answers: Record<string, Answer> = {}, options: Partial<StompOptions> = {}) {
    const broker = cleanup.add(await ScriptedBroker.start(answers));
    const connection = cleanup.add(
      new RecordedConnection({
        brokers: [broker.address],
        backoff: { minMs: 60_000, maxMs: 60_000 },
        ...options,
      }),
    );
    return { broker, connection };
  }

  const endless: Record<string, { start: string; more: Buffer; says: string }> = {
    'a line without an end': {
      start: 'MESSAGE\na:',
      more: Buffer.alloc(65_536, 'a'),
      says: 'the head of a frame is longer',
    },
    'headers without an end': {
      start: 'MESSAGE\n',
      more: Buffer.from('a:b\n'.repeat(16_384)),
      says: 'the head of a frame is longer',
    },
    'carriage returns without an end': {
      start: 'MESSAGE\na:',
      more: Buffer.alloc(65_536, '\r'),
      says: 'the head of a frame is longer',
    },
    'a command without an end': {
      start: '',
      more: Buffer.alloc(65_536, '\u0001'),
      says: 'the head of a frame is longer',
    },
    'a body of 200 MB, declared': {
      start: 'MESSAGE\nsubscription:1\ncontent-length:200000000\n\n',
      more: Buffer.alloc(65_536, 'a'),
      says: 'the body of a frame is longer',
    },
    'a body without an end': {
      start: 'MESSAGE\nsubscription:1\n\n',
      more: Buffer.alloc(4 * megabyte, 'a'),
      says: 'the body of a frame is longer',
    },
  };
  for (const [what, { start: begins, more, says }] of Object.entries(endless)) {
    it(`loses the session by ${what}, and keeps none of it`, async () => {
      const { broker, connection } = await start({ SEND: (peer) => flood(peer, begins, more) });
      await connection.connect();
      const before = process.memoryUsage().arrayBuffers;
      await assert.rejects(
        connection.send({ destination: '/queue/A', body: '' }),
        stompError('STOMP_CONNECTION_LOST', 'before it confirmed'),
      );
      const { reason } = await connection.reached('reconnecting');
      stompError('STOMP_CONNECTION_LOST', broker.name, says)(reason);
      assert.ok(process.memoryUsage().arrayBuffers - before < 64 * megabyte);
    });
  }

  it('may send as many heart-beats and unknown frames of ours as it likes', async () => {
    const { broker, connection } = await start();
    connection.listen('/topic/A');
    await connection.connect();
    const frames = ['RECEIPT\nreceipt-id:__proto__\n\n\0', 'RECEIPT\n\n\0', 'MESSAGE\nsubscription:x\n\n\0'];
    broker.peer.write('\n'.repeat(megabyte));
    broker.peer.write('\r\n'.repeat(megabyte));
    broker.peer.write(frames.join('').repeat(10_000));
    await connection.send({ destination: '/queue/A', body: '' });
    assert.deepEqual(connection.messages, []);
    assert.equal(connection.state, 'connected');
  });

  it('may send thirty thousand events at once', async () => {
    const count = 30_000;
    const { broker, connection } = await start();
    connection.listen('/topic/A');
    await connection.connect();
    broker.peer.write('MESSAGE\nsubscription:1\ndestination:/topic/A\n\nevent\0'.repeat(count));
    await until(() => connection.messages.length === count, 'all events');
  });

  for (const heartbeat of [
    '99999999999,99999999999',
    '2147483648,2147483648',
    `${'9'.repeat(400)},${'9'.repeat(400)}`,
    '-1,-1',
    '1e9,NaN',
    ',',
    '',
    'many',
    '5',
  ]) {
    it(`may ask for heart-beats of "${heartbeat.slice(0, 30)}"`, async () => {
      const warnings: Error[] = [];
      const onWarning = (warning: Error) => warnings.push(warning);
      process.on('warning', onWarning);
      const { broker, connection } = await start(
        { CONNECT: (peer) => peer.write(`CONNECTED\nversion:1.2\nheart-beat:${heartbeat}\n\n\0`) },
        { heartbeatMs: 10_000 },
      );
      await connection.connect();
      for (let times = 0; times < 20; times += 1) {
        await connection.send({ destination: '/queue/A', body: '' });
      }
      process.off('warning', onWarning);
      assert.deepEqual(
        [connection.state, connection.changes.length, broker.peer.heartbeats, warnings],
        ['connected', 2, 0, []],
      );
    });
  }

  const badAnswers: Record<string, string | Buffer> = {
    'an unknown version': 'CONNECTED\nversion:1.3\n\n\0',
    'the name of an object member as its version': 'CONNECTED\nversion:__proto__\n\n\0',
    'a version without an end': `CONNECTED\nversion:${'1'.repeat(megabyte)}`,
    'random bytes': Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 89 + 7) % 256)),
    NULs: Buffer.alloc(100_000),
    'heart-beats only': '\n'.repeat(100_000),
    'a name that only begins well': 'CONNECTEDNOT\nversion:1.2\n\n\0',
    'the name of an object member as its command': 'CONNECTED'.slice(0, 1) + 'onstructor\n\n\0',
    'too many headers': `CONNECTED\n${Array.from({ length: 200 }, (_, index) => `h${index}:1\n`).join('')}\n\0`,
    'headers without an end': `CONNECTED\n${'a:b\n'.repeat(10)}${Array.from({ length: 500 }, (_, index) => `h${index}:1\n`).join('')}`,
    'a header without a colon': 'CONNECTED\nversion\n\n\0',
    'an escape that is none': 'CONNECTED\nversion:1.2\na:\\x\n\n\0MESSAGE\nb:\\x\n\n\0',
    'a content-length that is none': 'CONNECTED\nversion:1.2\ncontent-length:many\n\n\0',
    'a body': `CONNECTED\nversion:1.2\n\n${'x'.repeat(megabyte)}\0`,
    'a body of 200 MB': 'CONNECTED\nversion:1.2\ncontent-length:200000000\n\nxxx',
    'an event before the login': 'MESSAGE\nsubscription:1\n\n\0',
    'an ERROR of 80 KB': `ERROR\nmessage:${'.'.repeat(80_000)}\n\n\0`,
    'an ERROR of dots': `ERROR\nmessage:${'.'.repeat(9_000)}\n\n\0`,
    'headers of carriage returns': `ERROR\n${Array.from({ length: 50 }, (_, index) => `h${index}:${'\r'.repeat(9000)}x\n`).join('')}\n\0`,
  };
  for (const [what, answer] of Object.entries(badAnswers)) {
    it(`may answer the login with ${what}`, async () => {
      const { connection } = await start(
        { CONNECT: (peer) => peer.write(answer) },
        { connectTimeoutMs: 1000 },
      );
      begin(connection);
      const failed = () => connection.changes.some(({ reason }) => reason !== undefined);
      await until(failed, 'the failure');
      const { reason } = connection.changes.find((change) => change.reason !== undefined) ?? assert.fail();
      assert.ok(reason instanceof StompError && reason.message.length < 600, reason?.message.slice(0, 1000));
    });
  }

  it('may cut a frame right behind the answer to the login', async () => {
    const { broker, connection } = await start({
      CONNECT: (peer) => peer.write(`${connected}MESSAGE\nsubscription:1\ndesti`),
    });
    begin(connection);
    await until(() => broker.peers.length === 1 && broker.peer.frames.length > 0, 'the login');
    broker.peer.write('nation:/topic/A\n\nrest\0');
    // Nobody can have subscribed yet.
    await until(() => connection.changes.length > 1, 'a change');
    assert.deepEqual(connection.messages, []);
  });

  describe('takes ten times as long for ten times as much', () => {
    const sizes: Record<string, (size: number) => unknown> = {
      'an ERROR of dots': (size) => quote(`${'.'.repeat(size)}x`, [], ['secret']),
      'an ERROR of dots and blanks': (size) => quote(`${'. '.repeat(size / 2)}x`, [], ['secret']),
      'an ERROR of secrets': (size) => quote('secret'.repeat(size / 6), [], ['secret', 's']),
      'an ERROR of users': (size) => quote('user user-'.repeat(size / 10), ['user'], []),
      'an ERROR of blanks': (size) => quote(`${' '.repeat(size)}x`, [], []),
      'an address of slashes': (size) => {
        assert.throws(() => parseBrokerUrl('/'.repeat(size)));
      },
      'a header of carriage returns before the login': (size) => {
        const stream = new Parser({ maxLineLength: 1e7 });
        stream.write(`CONNECTED\na:${'\r'.repeat(size)}x\n\n\0`);
      },
    };
    for (const [what, run] of Object.entries(sizes)) {
      it(what, () => {
        checkLinear(run, 20_000);
      });
    }
  });

  it('is quoted on one short line, without what cannot be seen', () => {
    const text = quote(`a\u202e\u200b\n\tb\u0007${'x'.repeat(1000)}...`, [], []);
    assert.equal(text, JSON.stringify(`a b ${'x'.repeat(296)}`));
    assert.equal(quote('The end. . .', [], []), '"The end"');
  });
});

const Parser = IncomingFrameStream as unknown as new (options: { maxLineLength: number }) => {
  write(text: string): void;
};

/** Writes as long as the client reads. */
function flood({ socket }: Peer, begins: string, more: Buffer): void {
  socket.write(begins);
  const next = () => {
    if (!socket.destroyed) {
      socket.write(more, next);
    }
  };
  next();
}
