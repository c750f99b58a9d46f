import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import type { NewRecord, Store } from '../../lib/store';
import type { SharedConnection } from '../../lib/nodered';
import sinon from 'sinon';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type Message } from '../support/flow';

describe('gc-wait that goes on after a restart', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    sinon.restore();
    await flow.stop();
    await gc.close();
  });

  const forReady = { about: 'agent', match: 'one-of', agentStates: 'READY', agentStatesType: 'states' };
  const forEnd = { about: 'call', callStates: 'ENDED', callStatesType: 'states' };

  async function start(config: Record<string, unknown>): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      {
        id: 'wait',
        type: 'gc-wait',
        connection: 'connection',
        outlivesRestart: true,
        secondsType: 'str',
        seconds: '60',
        wires: [['met'], ['late']],
        ...config,
      },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'complete', type: 'complete', scope: ['wait'], wires: [['completed']] },
      ...['met', 'late', 'event', 'completed'].map((id) => ({ id, type: 'helper' })),
    ]);
    await seen(/^System/);
  }

  async function restart(config: Record<string, unknown>): Promise<void> {
    await flow.stop();
    await start(config);
  }

  async function seen(topic: RegExp): Promise<void> {
    let event = await flow.next('event');
    while (!topic.test(String(event.topic))) {
      event = await flow.next('event');
    }
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    await seen(/^9999\/State/);
  }

  /** Sends a message, and returns once it is written down: what was written. */
  async function hold(message: Message): Promise<NewRecord> {
    const written = sinon.spy(await store(), 'put');
    flow.send('wait', message);
    await publish();
    await Promise.all(written.returnValues);
    written.restore();
    return written.firstCall.args[0];
  }

  function store(): Promise<Store> {
    const { shared } = flow.node('connection') as unknown as { shared: SharedConnection };
    return shared.store();
  }

  const told = (message: Message) => message.gc as Record<string, unknown>;

  it('holds a message over a restart, with all that was in it', async () => {
    await start(forReady);
    await hold({ agentId: '1081', payload: { list: [1, null, 'ü'] }, topic: 'mine' });
    await restart(forReady);
    await publish('1081#State#NOT_READY#2#Ann');
    assert.equal(flow.unread('met').length, 0);
    await publish('1081#State#READY##Ann');
    const message = await flow.next('met');
    assert.deepEqual([message.payload, message.topic], [{ list: [1, null, 'ü'] }, 'mine']);
    assert.deepEqual([told(message).outcome, told(message).late], ['met', undefined]);
  });

  it('holds what a function node has made, which has prototypes of its own', async () => {
    await start(forReady);
    await hold(runInNewContext("({ agentId: '1081', payload: { made: [{}] } })") as Message);
    await restart(forReady);
    await publish('1081#State#READY##Ann');
    assert.deepEqual((await flow.next('met')).payload, { made: [{}] });
  });

  it('gives it the time that is left, and none twice', async () => {
    await start({ ...forReady, seconds: '0.3' });
    await hold({ agentId: '1081', payload: 1 });
    await restart(forReady);
    const message = await flow.next('late');
    assert.equal(told(message).outcome, 'time-is-up');
    await restart(forReady);
    await publish('1081#State#READY##Ann');
    assert.deepEqual([flow.unread('met').length, flow.unread('late').length], [0, 0]);
  });

  it('keeps it written down until the next node has it', async () => {
    await start(forReady);
    await hold({ agentId: '1081' });
    const kept = await store();
    const take = kept.take.bind(kept);
    const gone = new Promise<number>((resolve) => {
      sinon.replace(kept, 'take', (room, key) => {
        resolve(flow.unread('met').length);
        return take(room, key);
      });
    });
    await publish('1081#State#READY##Ann');
    assert.equal(await gone, 1);
  });

  it('keeps what was on its way to the next node when a deploy began', async () => {
    await start(forReady);
    await hold({ agentId: '1081', payload: 8 });
    const wait = flow.node('wait');
    const send = wait.send.bind(wait);
    const stopped = new Promise<void>((resolve) => {
      sinon.replace(wait, 'send', (message) => {
        send(message);
        resolve(flow.stop());
      });
    });
    await gc.publish('1081#State#READY##Ann');
    await stopped;
    await start(forReady);
    await publish('1081#State#READY##Ann');
    assert.equal((await flow.next('met')).payload, 8);
  });

  it('lets go at once of what became due meanwhile, marked as late', async () => {
    await start({ ...forReady, seconds: '0.1' });
    await hold({ agentId: '1081' });
    const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
    await flow.stop();
    clock.tick(3_600_000);
    await start(forReady);
    const { late, seconds, outcome } = told(await flow.next('late'));
    assert.deepEqual([late, outcome], [true, 'time-is-up']);
    assert.ok(Number(seconds) > 3000);
  });

  it('believes nothing of a call until GC tells of it', async () => {
    await start(forEnd);
    await publish('1081#NewInboundCall#0301234#a=1#DialogID:5');
    await hold({ agentId: '1081', dialogId: '5' });
    await restart(forEnd);
    await publish('1081#InboundCall#ACTIVE#DialogID:5#0301234####Ann');
    assert.equal(flow.unread('met').length, 0);
    await publish('1081#InboundCall#DROP#DialogID:5####Ann');
    assert.equal(told(await flow.next('met')).state, 'ENDED');
  });

  it('goes on over a deploy of the node, without an error', async () => {
    await start(forReady);
    await hold({ agentId: '1081', payload: 7 });
    await flow.deploy('nodes', { wait: { name: 'another' } });
    await publish('1081#State#READY##Ann');
    assert.equal((await flow.next('met')).payload, 7);
    assert.equal(flow.unread('caught').length, 0);
  });

  it('forgets what a reset drops', async () => {
    await start(forReady);
    await hold({ agentId: '1081' });
    flow.send('wait', { reset: true });
    await flow.next('completed');
    await flow.next('completed');
    await restart(forReady);
    await publish('1081#State#READY##Ann');
    assert.equal(flow.unread('met').length, 0);
  });

  for (const [what, message, detail] of [
    ['a web request', { req: {}, res: { send: () => undefined } }, /msg\.res\.send cannot be written down/],
    ['what leads to itself', circle(), /msg\.payload(\.own)+.*… cannot/],
    ['what is in it again and again', { payload: repeated(60) }, /msg\.payload(\[0\])+.*… cannot/],
    ['a number that JSON does not have', { payload: [NaN] }, /msg\.payload\[0\] cannot/],
    ['an object of a class', { payload: { at: new Date() } }, /msg\.payload\.at cannot/],
  ] as const) {
    it(`says at once that ${what} cannot be written down`, async () => {
      await start(forReady);
      flow.send('wait', { agentId: '1081', ...message });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_MESSAGE_NOT_KEPT');
      assert.match(error.message, detail);
    });
  }

  it('gives up what it has not written down itself', async () => {
    await start(forReady);
    const { room, value } = await hold({ agentId: '1081', payload: 1 });
    const { task } = value as { task: object };
    await (await store()).put({ room, key: 'd', value: { message: 'a text', task } });
    for (const [key, wrong] of Object.entries({
      a: 5,
      b: { ...task, timeoutMs: 1e300 },
      c: { ...task, asked: {} },
    })) {
      await (await store()).put({ room, key, value: { message: { payload: key }, task: wrong } });
    }
    await restart(forReady);
    await publish('1081#State#READY##Ann');
    assert.equal((await flow.next('met')).payload, 1);
    assert.equal(flow.log('warn').filter(({ msg }) => String(msg).includes('is given up')).length, 4);
    assert.equal(flow.unread('late').length, 0);
  });

  it('refuses a message of 10 MB', async () => {
    await start(forReady);
    flow.send('wait', { agentId: '1081', payload: 'x'.repeat(10_000_000) });
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
  });

  it('says that the store cannot be used, and holds nothing', async () => {
    await start(forReady);
    sinon
      .stub(await store(), 'put')
      .rejects(Object.assign(new Error('gone'), { code: 'GC_STORE_UNAVAILABLE' }));
    flow.send('wait', { agentId: '1081' });
    assert.match((await flow.next('caught')).error?.message ?? '', /gone/);
    await publish('1081#State#READY##Ann');
    assert.equal(flow.unread('met').length, 0);
  });
});

/** A list that has itself twice, so many levels deep. */
function repeated(levels: number): unknown[] {
  let list: unknown[] = [];
  for (let level = 0; level < levels; level += 1) {
    list = [list, list];
  }
  return list;
}

function circle(): object {
  const own: Record<string, unknown> = {};
  own.own = own;
  return { payload: own };
}
