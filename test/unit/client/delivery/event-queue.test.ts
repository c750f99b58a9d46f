import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Counting } from '../../../../lib/client/metrics/counters';
import { queueSettings, type QueueDelivery } from '../../../../lib/client/delivery/delivery';
import { EventQueue } from '../../../../lib/client/delivery/event-queue';
import type { Receipt } from '../../../../lib/client/delivery/receipt';
import { inTurn, type EventListener } from '../../../../lib/client/delivery/hand-over';
import type { EventPutAside, GcError, GcEvent } from '../../../../lib/protocol';
import { StompError, type IncomingMessage } from '../../../../lib/stomp';

const delivery: QueueDelivery = { kind: 'queue', name: 'flows' };
const destination = 'VirtualTopic.gc';

describe('delivery through a queue', () => {
  let clock: sinon.SinonFakeTimers;
  let queue: EventQueue;
  let counting: Counting;
  let listeners: EventListener[];
  let warnings: GcError[];
  let putAside: EventPutAside[];
  let answers: string[];

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_700_000_000_000 });
    listeners = [];
    warnings = [];
    putAside = [];
    answers = [];
    counting = new Counting();
    queue = new EventQueue(queueSettings(delivery, destination), counting, {
      take: (event) => listeners.map((listener) => inTurn(listener, [event])),
      putAside: (event) => putAside.push(event),
      hintBefore: () => undefined,
      warn: (warning) => warnings.push(warning),
    });
  });

  afterEach(() => {
    queue.close();
    clock.restore();
  });

  /** Lets the broker send an event: a state of an agent, named by its id. */
  function send(
    id: string,
    { redelivered = false, body = `${id}#State#READY##Ann`, session = '' } = {},
  ): void {
    const message: IncomingMessage = {
      destination: `/queue/Consumer.flows.${destination}`,
      body,
      kind: 'text',
      headers: {},
      id,
      publishedAt: 1_699_999_990_000,
      redelivered,
      ack: () => answers.push(`ack ${id}${session}`),
      nack: () => answers.push(`nack ${id}${session}`),
    };
    queue.subscription.onMessage(message);
  }

  const settled = () => clock.tickAsync(0);
  const agentOf = (event: GcEvent) => ('agentId' in event ? String(event.agentId) : '');
  const counters = () => counting.read({ connects: 0, reconnects: 0, waitingCommands: 0, unreadMessages: 0 });

  it('acknowledges an event when all listeners have taken it', async () => {
    let take: () => void = () => undefined;
    const told: string[] = [];
    listeners = [
      (event) => void told.push(agentOf(event)),
      () => new Promise<void>((resolve) => (take = resolve)),
    ];
    send('1');
    await settled();
    assert.deepEqual([told, answers], [['1'], []]);
    take();
    await settled();
    assert.deepEqual(answers, ['ack 1']);
  });

  it('gives one event after the other, in order', async () => {
    const steps: string[] = [];
    listeners = [
      async (event) => {
        steps.push(`begin ${agentOf(event)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        steps.push(`end ${agentOf(event)}`);
      },
    ];
    for (const id of ['1', '2', '3']) {
      send(id);
    }
    await clock.tickAsync(30);
    assert.deepEqual(steps, ['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
    assert.deepEqual(answers, ['ack 1', 'ack 2', 'ack 3']);
  });

  it('tells how the event came', async () => {
    const receipts: Receipt[] = [];
    listeners = [(_event, receipt) => receipts.push(receipt)];
    send('1');
    send('2', { redelivered: true });
    send('3', { body: '1081#AgentState#1081#secret' });
    await settled();
    const raw = '1#State#READY##Ann';
    const how = { format: 'text', receivedAt: 1_700_000_000_000, publishedAt: 1_699_999_990_000 };
    assert.deepEqual(receipts.slice(0, 2), [
      { ...how, raw },
      { ...how, raw: '2#State#READY##Ann', redelivered: true },
    ]);
    assert.doesNotMatch(JSON.stringify(receipts[2]), /secret/);
  });

  it('tries an event again with the listener that failed, and keeps the order', async () => {
    const told: string[] = [];
    let failures = 2;
    listeners = [
      (event) => void told.push(`a ${agentOf(event)}`),
      (event, { redelivered }) => {
        told.push(`b ${agentOf(event)}${redelivered ? ' again' : ''}`);
        if (failures > 0) {
          failures -= 1;
          throw new Error('not yet');
        }
      },
    ];
    send('1');
    send('2');
    await settled();
    assert.deepEqual(told, ['a 1', 'b 1']);
    await clock.tickAsync(100);
    assert.deepEqual(told, ['a 1', 'b 1', 'b 1 again']);
    await clock.tickAsync(199);
    assert.deepEqual(answers, []);
    await clock.tickAsync(1);
    assert.deepEqual(told, ['a 1', 'b 1', 'b 1 again', 'b 1 again', 'a 2', 'b 2']);
    assert.deepEqual([answers, warnings], [['ack 1', 'ack 2'], []]);
  });

  it('puts an event aside that fails each time, says so once, and goes on', async () => {
    let tries = 0;
    listeners = [
      (event) => {
        if (agentOf(event) === '1') {
          tries += 1;
          return Promise.reject(new Error('cannot read it'));
        }
        return undefined;
      },
    ];
    send('1');
    send('2');
    await clock.tickAsync(100 + 200 + 400 + 800 + 1600);
    assert.equal(tries, 6);
    assert.deepEqual(answers, ['nack 1', 'ack 2']);
    assert.deepEqual(
      warnings.map(({ message }) => message),
      [
        'Agent 1: the event State could not be handled (tries: 6), and the broker has put it aside: cannot read it ' +
          "(GC_EVENT_NOT_TAKEN). Correct the flow or listener. The event is in the broker's dead letter queue (ActiveMQ.DLQ).",
      ],
    );
    assert.equal(counters().rejectedEvents, 1);
  });

  it('puts an event aside that the client itself cannot take in', async () => {
    const broken = new EventQueue(queueSettings(delivery, destination), counting, {
      take: () => {
        throw new Error('out of order');
      },
      putAside: (event) => putAside.push(event),
      hintBefore: () => undefined,
      warn: (warning) => warnings.push(warning),
    });
    queue = broken;
    send('1');
    send('2');
    await settled();
    assert.deepEqual(answers, ['nack 1', 'nack 2']);
    assert.match(String(warnings[0]), /\(tries: 1\).*out of order/);
  });

  describe('whatever goes wrong with a message, it is answered, and the next has its turn:', () => {
    const good = '1#State#READY##Ann';
    const noText = Object.create(null) as object;
    const bomb = (name: string): never => {
      throw new Error(`${name} broke`);
    };

    /** Lets the broker send a message of which something is broken. */
    function sendBroken(parts: PropertyDescriptorMap): void {
      const message = Object.defineProperties(
        {
          destination: '',
          kind: 'text',
          body: good,
          headers: {},
          id: 'broken',
          redelivered: false,
          ack: () => answers.push('ack broken'),
          nack: () => answers.push('nack broken'),
        },
        parts,
      ) as unknown as IncomingMessage;
      queue.subscription.onMessage(message);
    }

    const broken: Readonly<Record<string, [PropertyDescriptorMap, answer: string[]]>> = {
      'a body that cannot be read': [{ body: { get: () => bomb('body') } }, ['ack broken']],
      'an id that cannot be read': [{ id: { get: () => bomb('id') } }, ['ack broken']],
      'a mark that cannot be read': [{ redelivered: { get: () => bomb('mark') } }, ['ack broken']],
      'a body that is no text': [{ body: { value: noText } }, ['ack broken']],
      'an acknowledgement that throws': [{ ack: { value: () => bomb('ack') } }, []],
      'a body nested 20 000 deep': [
        { body: { value: `{"type":"State","agentId":"1","state":${'['.repeat(2e4)}${']'.repeat(2e4)}}` } },
        ['ack broken'],
      ],
    };
    for (const [what, [parts, answer]] of Object.entries(broken)) {
      it(what, async () => {
        const told: GcEvent[] = [];
        listeners = [(event) => told.push(event)];
        sinon.stub(process, 'emitWarning');
        sendBroken(parts);
        send('2');
        await settled();
        sinon.restore();
        assert.equal(told.length, 2);
        assert.deepEqual(answers, [...answer, 'ack 2']);
      });
    }

    it('a refusal that throws', async () => {
      const emitWarning = sinon.stub(process, 'emitWarning');
      listeners = [({ type }) => (type === 'Unknown' ? bomb('listener') : undefined)];
      sendBroken({ body: { value: 'rubbish' }, nack: { value: () => bomb('nack') } });
      send('2');
      await clock.tickAsync(10_000);
      sinon.restore();
      assert.deepEqual(answers, ['ack 2']);
      assert.match(String(emitWarning.firstCall.args[0]), /refusal of a message threw: .*nack broke/);
      assert.match(String(warnings[0]), /listener broke/);
    });

    for (const [what, reason] of [
      ['without a text', noText],
      ['with a text that throws', { toString: () => bomb('text') }],
      ['that is undefined', undefined],
      ['of a symbol', Symbol('odd')],
    ] as const) {
      it(`a listener that rejects with something ${what}`, async () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        listeners = [(event) => (agentOf(event) === '1' ? Promise.reject(reason) : undefined)];
        send('1');
        send('2');
        await clock.tickAsync(10_000);
        assert.deepEqual(answers, ['nack 1', 'ack 2']);
        assert.equal(warnings.length, 1);
      });
    }

    it('a listener of warnings that throws', async () => {
      const emitWarning = sinon.stub(process, 'emitWarning');
      queue = new EventQueue(queueSettings(delivery, destination), counting, {
        take: () => bomb('model'),
        hintBefore: () => undefined,
        putAside: () => undefined,
        warn: () => bomb('warn'),
      });
      send('1');
      send('2');
      await settled();
      sinon.restore();
      assert.deepEqual(answers, ['nack 1', 'nack 2']);
      assert.equal(emitWarning.callCount, 2);
    });

    it('counting that throws', async () => {
      sinon.stub(counting, 'count').throws(new Error('counting broke'));
      listeners = [(event) => (agentOf(event) === '1' ? bomb('listener') : undefined)];
      sinon.stub(process, 'emitWarning');
      send('1');
      send('2');
      await clock.tickAsync(10_000);
      sinon.restore();
      assert.deepEqual(answers, ['nack 1', 'ack 2']);
    });

    it('messages without an id are not taken for one another', async () => {
      const told: string[] = [];
      listeners = [(event) => void told.push(agentOf(event))];
      for (const agentId of ['1', '2', '3']) {
        sendBroken({ id: { value: undefined }, body: { value: `${agentId}#State#READY##Ann` } });
      }
      await settled();
      assert.deepEqual([told, answers.length], [['1', '2', '3'], 3]);
    });
  });

  it('leaves out what it has taken, when the broker did not get the acknowledgement', async () => {
    const told: string[] = [];
    listeners = [(event) => void told.push(agentOf(event))];
    send('1');
    await settled();
    send('1', { redelivered: true, session: ' again' });
    await settled();
    assert.deepEqual([told, answers], [['1'], ['ack 1', 'ack 1 again']]);
    assert.equal(counters().duplicateEvents, 1);
  });

  it('tells an event once that comes again in a new session before its turn or during it', async () => {
    const told: string[] = [];
    listeners = [
      async (event) => {
        told.push(agentOf(event));
        await new Promise((resolve) => setTimeout(resolve, 10));
      },
    ];
    for (const id of ['1', '2', '3']) {
      send(id);
    }
    await settled();
    for (const id of ['1', '2', '3', '4']) {
      send(id, { redelivered: true, session: ' again' });
    }
    await clock.tickAsync(50);
    assert.deepEqual(told, ['1', '2', '3', '4']);
    assert.deepEqual(answers, ['ack 1', 'ack 2 again', 'ack 3 again', 'ack 1 again', 'ack 4 again']);
  });

  it('goes on counting the failures of an event over a new session', async () => {
    let tries = 0;
    listeners = [
      () => {
        tries += 1;
        throw new Error('never');
      },
    ];
    send('1');
    await clock.tickAsync(10_000);
    assert.equal(tries, 6);
    send('1', { redelivered: true, session: ' again' });
    await settled();
    assert.deepEqual([tries, answers], [7, ['nack 1', 'nack 1 again']]);
  });

  it('does nothing any more when it is closed', async () => {
    listeners = [
      () => {
        throw new Error('never');
      },
    ];
    send('1');
    send('2');
    await settled();
    queue.close();
    await clock.tickAsync(60_000);
    assert.deepEqual([answers, warnings, clock.countTimers()], [[], [], 0]);
  });

  it('warns when the broker does not let it read', () => {
    queue.subscription.onError?.(new StompError('STOMP_REFUSED', 'User flows may not read the queue.'));
    queue.subscription.onError?.(new StompError('STOMP_INVALID_MESSAGE', 'The message is too large.'));
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['GC_NOT_SUBSCRIBED', 'GC_EVENT_NOT_TAKEN'],
    );
    assert.match(String(warnings[0]), /User flows may not read the queue \(GC_NOT_SUBSCRIBED\)/);
  });

  it('subscribes as the broker wants it', () => {
    const { destination: name, ack, headers } = queue.subscription;
    assert.deepEqual(
      [name, ack, headers],
      ['/queue/Consumer.flows.VirtualTopic.gc', 'client-individual', { 'activemq.prefetchSize': '50' }],
    );
    const standby = queueSettings({ ...delivery, exclusive: true, prefetch: 5 }, destination);
    const nothing = () => undefined;
    const user = { take: () => [], hintBefore: nothing, putAside: nothing, warn: nothing };
    assert.deepEqual(new EventQueue(standby, counting, user).subscription.headers, {
      'activemq.prefetchSize': '5',
      'activemq.exclusive': 'true',
    });
  });

  const wrong: readonly [Partial<QueueDelivery>, string, RegExp][] = [
    [{}, 'node-red', /begins with "VirtualTopic\.", such as "VirtualTopic\.node-red"/],
    [{}, 'VirtualTopic.', /VirtualTopic/],
    [{}, 'MyVirtualTopic.x', /VirtualTopic/],
    [{ name: '' }, destination, /consumer's name ""/],
    [{ name: 'a.b' }, destination, /consumer's name "a\.b"/],
    [{ name: 'a>' }, destination, /consumer's name/],
    [{ prefetch: 0 }, destination, /sent ahead/],
    [{ maxRedeliveries: -1 }, destination, /redeliveries/],
    [{ maxRedeliveries: 0.5 }, destination, /redeliveries/],
  ];
  for (const [options, name, message] of wrong) {
    it(`refuses ${JSON.stringify(options)} for the destination "${name}"`, () => {
      assert.throws(() => queueSettings({ ...delivery, ...options }, name), {
        code: 'GC_INVALID_CONFIGURATION',
        message,
      });
    });
  }
});
