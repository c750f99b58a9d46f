import assert from 'node:assert/strict';
import { MemoryBudget } from '../../../../lib/simulator/broker/memory-budget';
import type { Message } from '../../../../lib/simulator/broker/message';
import { Queue, type Consumer, type Entry } from '../../../../lib/simulator/broker/queue';

function message(id: string, type?: string): Message {
  return {
    id,
    destination: '/queue/a',
    type,
    persistent: false,
    headers: [],
    body: Buffer.alloc(0),
    binary: false,
    size: 10,
  };
}

class TestConsumer implements Consumer {
  readonly entries: Entry[] = [];

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
  const queue = new Queue(new MemoryBudget(1000));
  for (const id of ids) queue.add(message(id));
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
    for (const consumer of consumers) queue.join(consumer);
    for (const id of ['1', '2', '3', '4', '5']) queue.add(message(id));
    assert.deepEqual(
      consumers.map((consumer) => consumer.ids),
      [['1', '4'], ['2', '5'], ['3']],
    );
  });

  it('passes over a consumer that is not ready, and serves it later', () => {
    const queue = queueOf();
    const slow = new TestConsumer(1);
    queue.join(slow);
    for (const id of ['1', '2', '3']) queue.add(message(id));
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
    queue.add(message('1', 'x'));
    queue.add(message('2', 'y'));
    const consumer = new TestConsumer(Infinity, 'y');
    queue.join(consumer);
    queue.add(message('3', 'x'));
    queue.add(message('4', 'y'));
    assert.deepEqual(consumer.ids, ['2', '4']);
  });

  it('gives the unsettled messages of a consumer that leaves to the others', () => {
    const queue = queueOf();
    const leaving = new TestConsumer();
    const staying = new TestConsumer();
    queue.join(leaving);
    queue.join(staying);
    for (const id of ['1', '2', '3']) queue.add(message(id));
    queue.leave(leaving, leaving.entries);
    assert.deepEqual(staying.ids, ['2', '1*', '3*']);
  });

  it('puts the unsettled messages before those that wait', () => {
    const queue = queueOf();
    const first = new TestConsumer(2);
    queue.join(first);
    for (const id of ['1', '2', '3', '4']) queue.add(message(id));
    queue.leave(first, first.entries);
    const second = new TestConsumer();
    queue.join(second);
    assert.deepEqual(second.ids, ['1*', '2*', '3', '4']);
  });

  it('counts what waits and what is unsettled, in its own budget and in the common one', () => {
    const common = new MemoryBudget(30);
    const queues = [
      new Queue(new MemoryBudget(20, common)),
      new Queue(new MemoryBudget(20, common)),
    ] as const;
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
