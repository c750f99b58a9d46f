import assert from 'node:assert/strict';
import sinon from 'sinon';
import { queueSettings, type QueueDelivery } from '../../../../lib/client/delivery/delivery';
import { EventQueue } from '../../../../lib/client/delivery/event-queue';
import { inTurn, type EventListener } from '../../../../lib/client/delivery/hand-over';
import { Work, type WorkEnd, type WorkTry } from '../../../../lib/client/delivery/work';
import { Counting } from '../../../../lib/client/metrics/counters';
import type { EventPutAside, GcError, GcEvent } from '../../../../lib/protocol';
import type { IncomingMessage } from '../../../../lib/stomp';
import { assertFitsRow } from '../../../support/derived-row';

const destination = 'VirtualTopic.gc';

/** A try that a listener's work waits in. */
interface Open {
  readonly attempt: WorkTry;
  end(how?: WorkEnd): void;
}

describe('work on events of a queue', () => {
  let clock: sinon.SinonFakeTimers;
  let queue: EventQueue;
  let counting: Counting;
  let listeners: EventListener[];
  let warnings: GcError[];
  let putAside: EventPutAside[];
  let answers: string[];
  /** The events that are worked on, by the number in them. */
  let open: Map<string, Open>;
  let begun: string[];
  let session: number;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_700_000_000_000 });
    warnings = [];
    putAside = [];
    answers = [];
    open = new Map();
    begun = [];
    session = 1;
    counting = new Counting();
    listeners = [workOn];
    make();
  });

  afterEach(() => {
    queue.close();
    clock.restore();
  });

  function make(delivery: Partial<QueueDelivery> = {}): void {
    queue = new EventQueue(
      queueSettings({ kind: 'queue', name: 'flows', ...delivery }, destination),
      counting,
      {
        take: (event) => listeners.map((listener) => inTurn(listener, [event])),
        putAside: (event) => putAside.push(event),
        hintBefore: () => undefined,
        warn: (warning) => warnings.push(warning),
      },
    );
  }

  const numberOf = (event: GcEvent) =>
    event.type === 'State' ? String(event.reasonCode) : String('raw' in event && event.raw);

  /** Works on an event until the test ends it. */
  function workOn(event: GcEvent): Work {
    return new Work((attempt) => {
      begun.push(`${numberOf(event)}${attempt.redelivered ? ' again' : ''}`);
      return new Promise((resolve) => {
        open.set(numberOf(event), { attempt, end: (how = { kind: 'done' }) => resolve(how) });
      });
    });
  }

  /** Lets the broker send an event of an agent, such as "A1", or one without an agent, such as "1". */
  function send(name: string, { redelivered = false } = {}): void {
    const inSession = session;
    const agentId = name.replace(/\d/g, '');
    let isAnswered = false;
    const answer = (how: string) => () => {
      if (inSession === session && !isAnswered) {
        isAnswered = true;
        answers.push(`${how} ${name}${session > 1 ? ` in session ${session}` : ''}`);
      }
    };
    const message: IncomingMessage = {
      destination: `/queue/Consumer.flows.${destination}`,
      body: agentId ? JSON.stringify({ type: 'State', agentId, state: 'NOT_READY', reasonCode: name }) : name,
      kind: 'text',
      headers: {},
      id: `ID:${name}`,
      redelivered,
      get isOver() {
        return inSession !== session || isAnswered;
      },
      ack: answer('ack'),
      nack: answer('nack'),
    };
    queue.subscription.onMessage(message);
  }

  const settled = () => clock.tickAsync(0);
  const counters = () => counting.read({ connects: 0, reconnects: 0, waitingCommands: 0, unreadMessages: 0 });

  async function sendAll(...names: string[]): Promise<void> {
    for (const name of names) {
      send(name);
    }
    await settled();
  }

  async function end(name: string, how?: WorkEnd): Promise<void> {
    open.get(name)?.end(how);
    open.delete(name);
    await settled();
  }

  const again: WorkEnd = { kind: 'again', reason: 'the database is away' };

  it('is acknowledged when it is done', async () => {
    await sendAll('A1');
    assert.deepEqual([begun, answers], [['A1'], []]);
    await end('A1');
    assert.deepEqual(answers, ['ack A1']);
  });

  it('keeps the order of each agent, and lets the others go on', async () => {
    await sendAll('A1', 'A2', 'B1', 'A3', 'B2');
    assert.deepEqual(begun, ['A1', 'B1']);
    await end('B1');
    assert.deepEqual(begun, ['A1', 'B1', 'B2']);
    await end('A1');
    await end('B2');
    assert.deepEqual(begun, ['A1', 'B1', 'B2', 'A2']);
    await end('A2');
    await end('A3');
    assert.deepEqual(answers, ['ack B1', 'ack A1', 'ack B2', 'ack A2', 'ack A3']);
  });

  it('keeps an order of its own for events without an agent', async () => {
    await sendAll('1', '2', 'A1');
    assert.deepEqual(begun, ['1', 'A1']);
    await end('1');
    await end('2');
    assert.deepEqual(answers, ['ack 1', 'ack 2']);
  });

  it('goes on for at most so many events at once', async () => {
    make({ atOnce: 2 });
    await sendAll('A1', 'B1', 'C1', 'D1');
    assert.deepEqual(begun, ['A1', 'B1']);
    await end('B1');
    assert.deepEqual(begun, ['A1', 'B1', 'C1']);
    await end('A1', again);
    assert.deepEqual(begun, ['A1', 'B1', 'C1', 'D1'], 'one that pauses takes no place');
  });

  it('holds up neither listeners that only take events, nor events for which there is none', async () => {
    const told: string[] = [];
    listeners = [
      (event) => void told.push(numberOf(event)),
      (event) => (numberOf(event) === 'A1' ? workOn(event) : undefined),
    ];
    await sendAll('A1', 'A2', 'B1');
    assert.deepEqual([told, begun, answers], [['A1', 'A2', 'B1'], ['A1'], ['ack A2', 'ack B1']]);
  });

  for (const pauseMs of [NaN, Infinity, -1, 2 ** 31, 1e12]) {
    it(`is tried again after the usual pause where ${pauseMs} ms were asked for`, async () => {
      await sendAll('A1');
      await end('A1', { ...again, pauseMs });
      await clock.tickAsync(999);
      assert.deepEqual(begun, ['A1']);
      await clock.tickAsync(1);
      assert.deepEqual(begun, ['A1', 'A1 again']);
    });
  }

  it('is tried again where it cannot begin', async () => {
    let tries = 0;
    listeners = [
      (event) =>
        new Work(
          () => Promise.resolve(void begun.push(numberOf(event))),
          () => {
            tries += 1;
            return tries === 1 ? Promise.reject(new Error('not ready')) : Promise.resolve();
          },
        ),
    ];
    await sendAll('A1');
    assert.deepEqual([begun, answers], [[], []]);
    await clock.tickAsync(1000);
    assert.deepEqual([begun, answers], [['A1'], ['ack A1']]);
  });

  it('is that of all listeners, one after the other, and only what is not done is done again', async () => {
    listeners = [
      workOn,
      (event) =>
        new Work((attempt) => {
          begun.push(`second ${numberOf(event)}, try ${attempt.number}`);
          return attempt.number === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(undefined);
        }),
    ];
    await sendAll('A1');
    await end('A1');
    assert.deepEqual([begun, answers], [['A1', 'second A1, try 1'], []]);
    await clock.tickAsync(1000);
    assert.deepEqual([begun.slice(2), answers], [['second A1, try 2'], ['ack A1']]);
  });

  it('is tried again after growing pauses, which hold up this agent alone', async () => {
    await sendAll('A1', 'A2');
    for (const pauseMs of [1000, 2000, 4000]) {
      await end('A1', again);
      await clock.tickAsync(pauseMs - 1);
      assert.equal(open.has('A1'), false);
      await clock.tickAsync(1);
      assert.equal(open.get('A1')?.attempt.redelivered, true);
    }
    await sendAll('B1');
    assert.deepEqual(begun, ['A1', 'A1 again', 'A1 again', 'A1 again', 'B1']);
    await end('A1');
    assert.deepEqual([begun.at(-1), answers], ['A2', ['ack A1']]);
  });

  it('is tried again after the pause that the listener asks for', async () => {
    await sendAll('A1');
    await end('A1', { ...again, pauseMs: 300_000 });
    await clock.tickAsync(299_999);
    assert.deepEqual(begun, ['A1']);
    await clock.tickAsync(1);
    assert.deepEqual(begun, ['A1', 'A1 again']);
  });

  it('is tried again at once when it was interrupted, and that does not count', async () => {
    make({ maxTries: 1 });
    await sendAll('A1');
    const before = open.get('A1')?.attempt;
    await end('A1', { kind: 'interrupted' });
    assert.deepEqual([begun, open.get('A1')?.attempt.number], [['A1', 'A1 again'], 1]);
    assert.equal(before?.signal.aborted, true);
    await end('A1');
    assert.deepEqual(answers, ['ack A1']);
  });

  it('is put aside after too many tries, with all that it takes to find it again', async () => {
    make({ maxTries: 2 });
    await sendAll('A1', 'A2');
    await end('A1', again);
    await clock.tickAsync(1000);
    await end('A1', again);
    assert.deepEqual([answers, begun.at(-1)], [['nack A1'], 'A2']);
    assert.deepEqual(putAside, [
      {
        type: 'EventPutAside',
        agentId: 'A',
        at: 1_700_000_001_000,
        eventType: 'State',
        event: { type: 'State', agentId: 'A', state: 'NOT_READY', reasonCode: 'A1' },
        raw: '{"type":"State","agentId":"A","state":"NOT_READY","reasonCode":"A1"}',
        messageId: 'ID:A1',
        tries: 2,
        reason: 'the database is away',
      },
    ]);
    putAside.forEach(assertFitsRow);
    assert.match(
      String(warnings[0]),
      /Agent A: the event State could not be handled \(tries: 2\), and the broker has put it aside: the database is away/,
    );
    assert.equal(counters().rejectedEvents, 1);
  });

  it('is put aside at once when the listener says so', async () => {
    await sendAll('A1');
    await end('A1', { kind: 'put-aside', reason: 'no such customer' });
    assert.deepEqual(
      [answers, putAside[0]?.reason, putAside[0]?.tries],
      [['nack A1'], 'no such customer', 1],
    );
    send('A1', { redelivered: true });
    await settled();
    assert.deepEqual(begun, ['A1'], 'and is not begun again when it comes again');
  });

  describe('that takes too long', () => {
    beforeEach(async () => {
      make({ workLimitMs: 5000 });
      await sendAll('A1', 'A2');
      await clock.tickAsync(5000);
    });

    it('is tried again, and its end no longer counts from then on', async () => {
      const slow = open.get('A1');
      await clock.tickAsync(1000);
      assert.deepEqual(begun, ['A1', 'A1 again']);
      assert.equal(slow?.attempt.signal.aborted, true);
      slow.end();
      await settled();
      assert.deepEqual(answers, []);
      await end('A1');
      assert.deepEqual([answers, begun.at(-1)], [['ack A1'], 'A2']);
    });

    it('is done if that is said during the pause', async () => {
      await end('A1');
      assert.deepEqual([answers, begun], [['ack A1'], ['A1', 'A2']]);
    });

    it('is put aside with the reason', async () => {
      for (let tries = 1; tries < 20; tries += 1) {
        await clock.tickAsync(60_000 + 5000);
      }
      assert.deepEqual([answers, putAside[0]?.reason], [['nack A1'], 'the work was not done within 5 s']);
    });
  });

  it('waits until it can begin, and its time limit counts from then', async () => {
    let begin: () => void = () => undefined;
    const isReady = new Promise<void>((resolve) => (begin = resolve));
    make({ workLimitMs: 5000 });
    listeners = [(event) => new Work(workOn(event).run, () => isReady)];
    await sendAll('A1');
    await clock.tickAsync(60_000);
    assert.deepEqual(begun, []);
    begin();
    await clock.tickAsync(4999);
    assert.deepEqual(begun, ['A1']);
    await end('A1');
    assert.deepEqual(answers, ['ack A1']);
  });

  describe('when the session is lost', () => {
    beforeEach(async () => {
      await sendAll('A1', 'A2', 'B1');
      session = 2;
    });

    it('goes on, and its end counts when the broker brings the event again', async () => {
      send('A1', { redelivered: true });
      send('A2', { redelivered: true });
      await settled();
      assert.deepEqual(begun, ['A1', 'B1']);
      await end('A1');
      assert.deepEqual([begun, answers], [['A1', 'B1', 'A2'], ['ack A1 in session 2']]);
    });

    it('counts also if it ends before the event comes again', async () => {
      await end('A1');
      assert.deepEqual([answers, begun], [[], ['A1', 'B1']], 'and the next waits for the broker');
      send('A1', { redelivered: true });
      send('A2', { redelivered: true });
      await settled();
      assert.deepEqual([answers, begun], [['ack A1 in session 2'], ['A1', 'B1', 'A2']]);
      assert.equal(counters().duplicateEvents, 1);
    });

    it('is not tried again if the broker gives the event to another client', async () => {
      await end('A1', again);
      await end('B1');
      await clock.tickAsync(3_600_000);
      assert.deepEqual([begun, answers], [['A1', 'B1'], []]);
      await sendAll('A3');
      assert.deepEqual(begun, ['A1', 'B1', 'A3']);
    });

    it('goes on counting the tries when the event comes again', async () => {
      await end('A1', again);
      await clock.tickAsync(10_000);
      send('A1', { redelivered: true });
      await settled();
      assert.equal(open.get('A1')?.attempt.number, 2);
    });
  });

  it('does not begin while as many events as the broker sends ahead wait for one agent, but comes when they are over', async () => {
    make({ prefetch: 3 });
    await sendAll('A1', 'A2', 'A3');
    assert.deepEqual(begun, ['A1']);
    await end('A1');
    await sendAll('B1');
    assert.deepEqual(begun, ['A1', 'A2', 'B1']);
  });

  it('does not count when the client is closed', async () => {
    await sendAll('A1', 'A2', 'B1');
    await end('B1', again);
    const { attempt } = open.get('A1') as Open;
    queue.close();
    assert.deepEqual([attempt.signal.aborted, clock.countTimers()], [true, 0]);
    await end('A1', { kind: 'put-aside', reason: 'too late' });
    await clock.tickAsync(60_000);
    assert.deepEqual([begun, answers, putAside, warnings], [['A1', 'B1'], [], [], []]);
  });

  describe('on an event that no message has brought', () => {
    const event: GcEvent = { type: 'State', agentId: 'A', state: 'READY', reasonCode: 'A2' };
    const receipt = { format: 'json', receivedAt: 0, raw: '' } as const;

    it('has its place in the order of the agent', async () => {
      await sendAll('A1');
      queue.work({ event, work: workOn(event) }, receipt);
      await end('A1');
      assert.deepEqual([begun, answers], [['A1', 'A2'], ['ack A1']]);
      await end('A2');
      assert.deepEqual(answers, ['ack A1']);
    });

    it('is given up as others are, with nothing to answer', async () => {
      queue.work({ event, work: workOn(event) }, receipt);
      await settled();
      await end('A2', { kind: 'put-aside', reason: 'no use' });
      assert.deepEqual(
        [putAside.length, putAside[0]?.messageId, putAside[0]?.raw],
        [1, undefined, undefined],
      );
      assert.match(String(warnings[0]), /and it was given up: no use/);
    });

    it('about an event that was put aside is not put aside again', async () => {
      const given = {
        type: 'EventPutAside',
        at: 0,
        eventType: 'State',
        event: {},
        tries: 1,
        reason: '',
      } as const;
      queue.work(
        { event: given, work: new Work(() => Promise.resolve({ kind: 'put-aside', reason: 'x' })) },
        receipt,
      );
      await settled();
      assert.deepEqual([putAside, warnings.length], [[], 1]);
    });
  });

  const wrong: readonly Partial<QueueDelivery>[] = [
    { atOnce: 0 },
    { atOnce: 51 },
    { atOnce: 11, prefetch: 10 },
    { workLimitMs: 0 },
    { workLimitMs: Infinity },
    { maxTries: 0 },
    { maxTries: 1.5 },
  ];
  for (const options of wrong) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      assert.throws(() => queueSettings({ kind: 'queue', name: 'flows', ...options }, destination), {
        code: 'GC_INVALID_CONFIGURATION',
        message: /delivery\.(atOnce|workLimitMs|maxTries)/,
      });
    });
  }

  it('goes on for 50 events at once, or for as many as are sent ahead', () => {
    const settings = (delivery: Partial<QueueDelivery>) =>
      queueSettings({ kind: 'queue', name: 'flows', ...delivery }, destination).atOnce;
    assert.deepEqual([settings({}), settings({ prefetch: 10 }), settings({ prefetch: 200 })], [50, 10, 50]);
  });
});
