import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Consumer, Entry } from '../../../../../lib/simulator/broker/destinations/consumers';
import { MemoryBudget } from '../../../../../lib/simulator/broker/destinations/memory-budget';
import { Message } from '../../../../../lib/simulator/broker/destinations/message';
import { Queue } from '../../../../../lib/simulator/broker/destinations/queue';
import { limits } from '../../../../../lib/simulator/broker/limits';

function message(id: string, headers: Record<string, string> = {}): Message {
  return new Message(id, '/queue/a', new Map(Object.entries(headers)), Buffer.alloc(0), false);
}

/** Memory for so many of these messages. */
function roomFor(messages: number, common?: MemoryBudget): MemoryBudget {
  return new MemoryBudget(messages * limits.messageOverheadBytes, common);
}

class TestConsumer implements Consumer {
  readonly entries: Entry[] = [];
  exclusive = false;

  constructor(
    public room = Infinity,
    readonly type?: string,
  ) {}

  get ready(): boolean {
    return this.entries.length < this.room;
  }

  get ids(): string[] {
    return this.entries.map((entry) => entry.message.id + (entry.redelivered ? '*' : ''));
  }

  accepts({ type }: Message): boolean {
    return this.type === undefined || type === this.type;
  }

  deliver(entry: Entry): void {
    this.entries.push(entry);
  }
}

function queueOf(...ids: string[]): Queue {
  const queue = new Queue(roomFor(100));
  for (const id of ids) {
    queue.add(message(id));
  }
  return queue;
}

describe('broker: queue', () => {
  it('keeps messages in order until a consumer comes', () => {
    const queue = queueOf('1', '2', '3');
    const consumer = new TestConsumer();
    queue.join(consumer);
    queue.add(message('4'));
    assert.deepEqual(consumer.ids, ['1', '2', '3', '4']);
  });

  it('gives messages to its consumers in turn', () => {
    const queue = queueOf();
    const consumers = [new TestConsumer(), new TestConsumer(), new TestConsumer()];
    for (const consumer of consumers) {
      queue.join(consumer);
    }
    for (const id of ['1', '2', '3', '4', '5']) {
      queue.add(message(id));
    }
    assert.deepEqual(
      consumers.map((consumer) => consumer.ids),
      [['1', '4'], ['2', '5'], ['3']],
    );
  });

  it('passes over a consumer that is not ready, and serves it later', () => {
    const queue = queueOf();
    const slow = new TestConsumer(1);
    queue.join(slow);
    for (const id of ['1', '2', '3']) {
      queue.add(message(id));
    }
    assert.deepEqual(slow.ids, ['1']);
    slow.room = 2;
    queue.serve(slow);
    assert.deepEqual(slow.ids, ['1', '2']);
    const other = new TestConsumer();
    queue.join(other);
    assert.deepEqual(other.ids, ['3']);
  });

  it('passes over a message that a consumer does not want', () => {
    const queue = queueOf();
    queue.add(message('1', { type: 'x' }));
    queue.add(message('2', { type: 'y' }));
    const consumer = new TestConsumer(Infinity, 'y');
    queue.join(consumer);
    queue.add(message('3', { type: 'x' }));
    queue.add(message('4', { type: 'y' }));
    assert.deepEqual(consumer.ids, ['2', '4']);
  });

  it('gives the unsettled messages of a consumer that leaves to the others', () => {
    const queue = queueOf();
    const leaving = new TestConsumer();
    const staying = new TestConsumer();
    queue.join(leaving);
    queue.join(staying);
    for (const id of ['1', '2', '3']) {
      queue.add(message(id));
    }
    queue.leave(leaving, leaving.entries);
    assert.deepEqual(staying.ids, ['2', '1*', '3*']);
  });

  it('puts the unsettled messages before those that wait', () => {
    const queue = queueOf();
    const first = new TestConsumer(2);
    queue.join(first);
    for (const id of ['1', '2', '3', '4']) {
      queue.add(message(id));
    }
    queue.leave(first, first.entries);
    const second = new TestConsumer();
    queue.join(second);
    assert.deepEqual(second.ids, ['1*', '2*', '3', '4']);
  });

  it('counts what waits and what is unsettled, in its own budget and in the common one', () => {
    const common = roomFor(3);
    const queues = [new Queue(roomFor(2, common)), new Queue(roomFor(2, common))] as const;
    const [one, other] = queues;
    const consumer = new TestConsumer(1);
    one.join(consumer);
    one.add(message('1'));
    one.add(message('2'));
    assert.equal(one.hasRoomFor(message('3')), false);
    other.add(message('a'));
    assert.equal(other.hasRoomFor(message('b')), false);
    one.clear();
    assert.equal(other.hasRoomFor(message('b')), true);
    const [delivered] = consumer.entries;
    assert.ok(delivered);
    one.settle(delivered);
    other.add(message('b'));
    assert.equal(one.hasRoomFor(message('4')), true);
    assert.equal(other.hasRoomFor(message('c')), false);
  });

  it('gives all to the first exclusive consumer, and to the next when it leaves', () => {
    const queue = queueOf();
    const common = new TestConsumer();
    const [first, second] = [new TestConsumer(), new TestConsumer()];
    first.exclusive = second.exclusive = true;
    for (const consumer of [common, first, second]) {
      queue.join(consumer);
    }
    for (const id of ['1', '2']) {
      queue.add(message(id));
    }
    queue.leave(first, first.entries.slice(1));
    for (const id of ['3', '4']) {
      queue.add(message(id));
    }
    queue.leave(second, []);
    queue.add(message('5'));
    assert.deepEqual([first.ids, second.ids, common.ids], [['1', '2*'], ['2*', '3', '4'], ['5']]);
  });

  it('keeps messages for an exclusive consumer that is not ready, until it leaves', () => {
    const queue = queueOf();
    const exclusive = new TestConsumer(1);
    exclusive.exclusive = true;
    const common = new TestConsumer();
    queue.join(exclusive);
    queue.join(common);
    for (const id of ['1', '2', '3']) {
      queue.add(message(id));
    }
    queue.serve(common);
    assert.deepEqual(common.ids, []);
    queue.leave(exclusive, exclusive.entries);
    assert.deepEqual(common.ids, ['1*', '2', '3']);
  });

  describe('with messages that expire', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => {
      clock = sinon.useFakeTimers({ now: 1000, toFake: ['Date'] });
    });
    afterEach(() => clock.restore());

    it('delivers them before their time, and drops them from then on', () => {
      const queue = queueOf();
      for (const id of ['1', '2']) {
        queue.add(message(id, { expires: '1500' }));
      }
      queue.add(message('3', { expires: '0' }));
      const consumer = new TestConsumer(1);
      queue.join(consumer);
      clock.tick(500);
      queue.add(message('4', { expires: '1500' }));
      consumer.room = Infinity;
      queue.serve(consumer);
      assert.deepEqual(consumer.ids, ['1', '3']);
    });

    it('has room again where they were', () => {
      const queue = new Queue(roomFor(2));
      queue.add(message('1', { expires: '1500' }));
      queue.add(message('2'));
      queue.dropExpired();
      assert.equal(queue.hasRoomFor(message('3')), false);
      clock.tick(500);
      queue.dropExpired();
      assert.equal(queue.hasRoomFor(message('3')), true);
    });

    it('delivers a dead letter whenever', () => {
      const letter = message('1', { expires: '1500' }).movedTo('/queue/ActiveMQ.DLQ');
      clock.tick(500);
      assert.equal(letter.expired, false);
    });
  });

  it('is idle without messages and consumers', () => {
    const queue = queueOf('1');
    assert.equal(queue.idle, false);
    const consumer = new TestConsumer();
    queue.join(consumer);
    assert.equal(queue.idle, false);
    queue.leave(consumer, []);
    assert.equal(queue.idle, true);
  });
});
