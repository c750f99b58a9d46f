import assert from 'node:assert/strict';
import type { StompOptions } from '../../../../lib/stomp';
import { connected, ScriptedBroker, type Answer } from '../scripted-broker';
import { Cleanup, RecordedConnection, until } from '../support';

const drop: Record<string, Answer> = { CONNECT: (peer) => peer.drop() };
const silent: Record<string, Answer> = { CONNECT: () => undefined };

describe('moving to another broker', () => {
  const cleanup = new Cleanup();
  let one: ScriptedBroker;
  let two: ScriptedBroker;

  beforeEach(async () => {
    one = cleanup.add(await ScriptedBroker.start());
    two = cleanup.add(await ScriptedBroker.start());
  });

  afterEach(() => cleanup.run());

  function create(options: Partial<StompOptions> = {}): RecordedConnection {
    const brokers = [one.address, two.address];
    return cleanup.add(new RecordedConnection({ brokers, failBackMs: 10, stableMs: 0, ...options }));
  }

  /** Connected to the second broker, because the first one is away. */
  async function onSecond(connection = create()): Promise<RecordedConnection> {
    one.answers = drop;
    await connection.connect();
    assert.equal(connection.changes.at(-1)?.broker, two.name);
    return connection;
  }

  const message = (id: string, destination: string, body: string) =>
    `MESSAGE\nsubscription:${id}\nmessage-id:${body}\nack:${body}\ndestination:${destination}\n\n${body}\0\n`;

  const bodies = ({ messages }: RecordedConnection) => messages.map(({ body }) => body);

  describe('back to the first one', () => {
    it('needs two looks in a row that find it well', async () => {
      const connection = await onSecond();
      let looks = 0;
      one.answers = {
        CONNECT: (peer) => {
          looks += 1;
          if (looks % 2 === 0 && looks < 6) {
            peer.drop();
          } else {
            peer.write(connected);
          }
        },
      };
      await until(() => connection.counters.moves === 1, 'the move');
      assert.equal(looks, 6);
      assert.deepEqual(connection.changes.at(-1), { state: 'connected', broker: one.name });
      assert.deepEqual(connection.counters, {
        connects: 2,
        reconnects: 0,
        moves: 1,
        unconfirmed: 0,
        waiting: 0,
      });
      await until(() => two.peer.ended, 'the end of the old session');
      assert.equal(two.frames('DISCONNECT').length, 1);
    });

    it('does not happen from the first one, nor when it is switched off', async () => {
      const first = create();
      await first.connect();
      const off = await onSecond(create({ failBackMs: 0 }));
      const attempts = [one.peers.length, two.peers.length];
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual([one.peers.length, two.peers.length], attempts);
      await off.close();
    });

    it('leaves a broker alone that refuses the login', async () => {
      one.answers = { CONNECT: (peer) => peer.error('password is invalid') };
      const connection = create();
      await connection.connect();
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(one.peers.length, 1);
      assert.equal(connection.state, 'connected');
    });

    it('subscribes topics before it gives up the old ones, and queues after that', async () => {
      const frames: string[] = [];
      const note =
        (name: string): Answer =>
        (peer, frame) => {
          frames.push(`${frame.command} ${name} ${frame.headers['id']}`);
          peer.receipt(frame);
        };
      const connection = create();
      connection.listen('/topic/A');
      connection.listen('/queue/B', 'client-individual');
      await onSecond(connection);
      one.answers = { SUBSCRIBE: note('one') };
      two.answers = { UNSUBSCRIBE: note('two') };
      await until(() => connection.counters.moves === 1, 'the move');
      assert.deepEqual(frames, [
        'SUBSCRIBE one 1',
        'UNSUBSCRIBE two 1',
        'UNSUBSCRIBE two 2',
        'SUBSCRIBE one 2',
      ]);
    });

    it('delivers what both brokers send once, and in order', async () => {
      const connection = create();
      connection.listen('/topic/A');
      await onSecond(connection);
      one.answers = {
        SUBSCRIBE: (peer, frame) => {
          peer.receipt(frame);
          for (const body of ['b', 'c', 'd']) {
            peer.write(message('1', '/topic/A', body));
          }
          for (const body of ['a', 'b']) {
            two.peer.write(message('1', '/topic/A', body));
          }
        },
      };
      two.answers = {
        UNSUBSCRIBE: (peer, frame) => {
          peer.write(message('1', '/topic/A', 'c'));
          peer.write(message('1', '/topic/A', 'slow'));
          peer.receipt(frame);
        },
      };
      await until(() => connection.messages.length === 5, 'the messages');
      assert.deepEqual(bodies(connection), ['a', 'b', 'c', 'slow', 'd']);
      for (const body of ['slow', 'e', 'e']) {
        one.peer.write(message('1', '/topic/A', body));
      }
      await until(() => connection.messages.length === 7, 'the other messages');
      assert.deepEqual(bodies(connection).slice(5), ['e', 'e']);
    });

    it('gives up a queue when what it has brought is answered', async () => {
      const connection = create();
      connection.listen('/queue/B', 'client-individual');
      await onSecond(connection);
      two.peer.write(message('1', '/queue/B', 'a'));
      await until(() => connection.messages.length === 1, 'the message');
      one.answers = {};
      await until(() => one.frames('CONNECT').length >= 3, 'the second look');
      await new Promise((resolve) => setTimeout(resolve, 600));
      two.peer.write(message('1', '/queue/B', 'left to the broker'));
      await connection.send({ destination: '/queue/A', body: '' });
      assert.equal(two.frames('UNSUBSCRIBE').length, 0);
      connection.messages[0]?.ack();
      await until(() => connection.counters.moves === 1, 'the move');
      const order = two.peer.frames.map(({ command }) => command).filter((command) => command !== 'SEND');
      assert.deepEqual(order.slice(0, 4), ['CONNECT', 'SUBSCRIBE', 'ACK', 'UNSUBSCRIBE']);
      assert.deepEqual(bodies(connection), ['a']);
      one.peer.write(message('1', '/queue/B', 'left to the broker'));
      await until(() => connection.messages.length === 2, 'the message on the new session');
      connection.messages[1]?.ack();
      await one.frame('ACK');
    });

    it('finishes what is unconfirmed on the old session, and sends the next on the new one', async () => {
      const connection = await onSecond();
      let confirm: (() => void) | undefined;
      two.answers = { SEND: (peer, frame) => (confirm = () => peer.receipt(frame)) };
      let isConfirmed = false;
      const sent = connection.send({ destination: '/queue/A', body: 'old' }).then(() => (isConfirmed = true));
      one.answers = {};
      await until(() => connection.counters.moves === 1, 'the move');
      await connection.send({ destination: '/queue/A', body: 'new' });
      assert.equal(isConfirmed, false);
      assert.equal(connection.counters.unconfirmed, 1);
      assert.deepEqual([one.frames('SEND').length, two.frames('SEND').length], [1, 1]);
      assert.equal(two.frames('DISCONNECT').length, 0);
      confirm?.();
      await sent;
      await two.frame('DISCONNECT');
    });

    it('follows subscriptions that begin and end meanwhile', async () => {
      const connection = create();
      const stop = connection.listen('/topic/A');
      await onSecond(connection);
      one.answers = {
        SUBSCRIBE: (peer, frame) => {
          peer.receipt(frame);
          if (frame.headers['destination'] !== '/topic/A') {
            return;
          }
          stop();
          connection.listen('/topic/B');
          peer.write(message('1', '/topic/A', 'too late'));
        },
      };
      await until(() => connection.counters.moves === 1, 'the move');
      await one.frame('SUBSCRIBE', 2);
      await one.frame('UNSUBSCRIBE');
      one.peer.write(message('2', '/topic/B', 'b'));
      await until(() => connection.messages.length === 1, 'the message');
      assert.deepEqual(bodies(connection), ['b']);
    });

    it('asks for no more than the old broker allows', async () => {
      const denying: Answer = (peer, frame) => peer.error('denied', frame);
      const connection = create();
      connection.listen('/topic/A');
      two.answers = { SUBSCRIBE: denying };
      await onSecond(connection);
      one.answers = { SUBSCRIBE: denying };
      await until(() => connection.counters.moves === 1, 'the move');
      await until(() => connection.refusals.length === 2, 'the refusal of the new broker');
      assert.equal(connection.state, 'connected');
    });

    const failures: Record<string, Answer> = {
      'refuses a subscription': (peer, frame) => peer.error('denied', frame),
      'is lost again': (peer) => peer.drop(),
    };
    for (const [what, answer] of Object.entries(failures)) {
      it(`does not happen when the first one ${what}; nothing changes then`, async () => {
        const connection = create();
        connection.listen('/topic/A');
        connection.listen('/queue/B');
        await onSecond(connection);
        one.answers = {
          SUBSCRIBE: (peer, frame) =>
            frame.headers['destination'] === '/queue/B' ? answer(peer, frame) : peer.receipt(frame),
        };
        await two.frame('SUBSCRIBE', 4);
        assert.equal(connection.counters.moves, 0);
        assert.deepEqual(connection.refusals, []);
        two.peer.write(message('1', '/topic/A', 'a'));
        two.peer.write(message('2', '/queue/B', 'b'));
        await until(() => connection.messages.length === 2, 'the messages');
        one.answers = {};
        await until(() => connection.counters.moves === 1, 'the move');
      });
    }

    it('turns into a reconnect when the old session is lost meanwhile', async () => {
      const connection = create({ failBackMs: 10 });
      connection.listen('/topic/A');
      await onSecond(connection);
      one.answers = { SUBSCRIBE: (peer, frame) => (peer.receipt(frame), two.peer.drop()) };
      await connection.reached('reconnecting', 2);
      one.answers = {};
      await connection.reached('connected', 2);
      assert.equal(connection.changes.at(-1)?.broker, one.name);
      assert.equal(connection.counters.reconnects, 1);
      one.peer.write(message('1', '/topic/A', 'a'));
      await until(() => connection.messages.length === 1, 'the message');
      await until(() => one.peers.slice(0, -1).every(({ ended }) => ended), 'the end of the other sessions');
    });
  });

  describe('on request', () => {
    it('goes on through the list and round again', async () => {
      const three = cleanup.add(await ScriptedBroker.start());
      const connection = create({ brokers: [one.address, two.address, three.address] });
      await connection.connect();
      for (let moves = 1; moves <= 3; moves++) {
        assert.equal(await connection.tryOtherBroker(), true);
      }
      assert.deepEqual(
        connection.changes.filter(({ state }) => state === 'connected').map(({ broker }) => broker),
        [one.name, two.name, three.name, one.name],
      );
      assert.equal(connection.counters.moves, 3);
    });

    it('stays there, although a better broker is well', async () => {
      const connection = create();
      await connection.connect();
      await connection.tryOtherBroker();
      const attempts = one.peers.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(one.peers.length, attempts);
      two.peer.drop();
      await connection.reached('connected', 3);
      assert.equal(connection.changes.at(-1)?.broker, one.name);
    });

    it('does nothing without another broker that is well, or without a connection', async () => {
      const connection = create();
      assert.equal(await connection.tryOtherBroker(), false);
      await connection.connect();
      two.answers = drop;
      assert.equal(await connection.tryOtherBroker(), false);
      two.answers = { CONNECT: (peer) => peer.error('password is invalid') };
      assert.equal(await connection.tryOtherBroker(), false);
      const attempts = two.peers.length;
      assert.equal(await connection.tryOtherBroker(), false);
      assert.equal(two.peers.length, attempts);
      await connection.send({ destination: '/queue/A', body: '' });
      assert.equal(connection.counters.connects, 1);
    });

    it('moves once when asked twice', async () => {
      const connection = create();
      await connection.connect();
      const moved = await Promise.all([connection.tryOtherBroker(), connection.tryOtherBroker()]);
      assert.deepEqual(moved.sort(), [false, true]);
      await until(() => one.peers.every(({ ended }) => ended), 'the end of the old session');
      assert.equal(two.peers.filter(({ ended }) => !ended).length, 1);
    });
  });

  const situations: Record<string, [Record<string, Answer>, () => Promise<unknown>]> = {
    'a look': [silent, () => one.frame('CONNECT', 2)],
    'a move': [{}, () => one.frame('SUBSCRIBE')],
    'the end of a subscription': [{}, () => two.frame('UNSUBSCRIBE')],
  };
  for (const [situation, [answers, reached]] of Object.entries(situations)) {
    it(`can be closed during ${situation}`, async () => {
      const connection = create();
      connection.listen('/topic/A');
      await onSecond(connection);
      two.answers = { UNSUBSCRIBE: () => undefined };
      one.answers = answers;
      await reached();
      await connection.close();
      assert.equal(connection.state, 'idle');
      const peers = [...one.peers, ...two.peers];
      await until(() => peers.every(({ ended }) => ended), 'the end of all sockets');
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(one.peers.length + two.peers.length, peers.length);
      assert.deepEqual(
        connection.changes.slice(-2).map(({ state }) => state),
        ['closing', 'idle'],
      );
    });
  }

  it('can be closed while it is asked for another broker', async () => {
    const connection = create();
    await connection.connect();
    two.answers = silent;
    const moved = connection.tryOtherBroker();
    await two.frame('CONNECT');
    await connection.close();
    assert.equal(await moved, false);
    assert.equal(two.peers.length, 1);
  });
});
