import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { SharedConnection } from '../../lib/nodered';
import type { NewRecord, Store } from '../../lib/store';
import { connectionTo, Flow, type Message } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const lunch = '1081#State#NOT_READY#2#Ann';
const ready = '1081#State#READY##Ann';
const another = '1081#State#NOT_READY#3#Ann';

describe('gc-later', () => {
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

  /** Every message ends at `over`, `left`, `caught` or `completed`. */
  async function start(config: Record<string, unknown> = {}): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      {
        id: 'later',
        type: 'gc-later',
        connection: 'connection',
        secondsType: 'str',
        seconds: '0.2',
        wires: [['over'], ['left']],
        ...config,
      },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'complete', type: 'complete', scope: ['later'], wires: [['completed']] },
      ...['over', 'left', 'event', 'completed'].map((id) => ({ id, type: 'helper' })),
    ]);
    await seen(/^System/);
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

  const send = (message: Message) => {
    flow.send('later', message);
  };
  const told = (message: Message) => message.gc as Record<string, unknown>;
  const store = (): Promise<Store> =>
    (flow.node('connection') as unknown as { shared: SharedConnection }).shared.store();
  const came = () => [flow.unread('over').length, flow.unread('left').length];

  /** Sends messages, and returns once they are written down: what was written. */
  async function hold(...messages: Message[]): Promise<NewRecord[]> {
    const written = sinon.spy(await store(), 'put');
    messages.forEach(send);
    await until(() => written.callCount === messages.length);
    await Promise.all(written.returnValues);
    written.restore();
    return written.args.map(([record]) => record);
  }

  it('lets the message go when the time is up, as it was', async () => {
    await start();
    await publish(lunch);
    const begun = performance.now();
    send({ agentId: '1081', payload: 'mine', gc: { ticket: 'x' } });
    const message = await flow.next('over');
    assert.ok(performance.now() - begun >= 190);
    assert.equal(message.payload, 'mine');
    const { seconds, agent, ...rest } = told(message);
    assert.deepEqual(rest, {
      outcome: 'time-is-up',
      agentId: '1081',
      state: 'NOT_READY',
      ticket: 'x',
    });
    assert.equal((agent as { reasonCode: string }).reasonCode, '2');
    assert.ok(Number(seconds) >= 0.19);
    await flow.next('completed');
  });

  for (const [what, event] of [
    ['has become ready', ready],
    ['has logged out', '1081#State#LOGOUT##Ann'],
  ] as const) {
    it(`lets it out at the second output as soon as the agent ${what}`, async () => {
      await start({ seconds: '60' });
      await publish(lunch);
      send({ agentId: '1081' });
      await publish(event);
      assert.equal(told(await flow.next('left')).outcome, 'state-changed');
      await publish(lunch);
      assert.deepEqual(came(), [0, 0]);
    });
  }

  it('lets it out at the second output where there is another reason when the time is up', async () => {
    await start();
    await publish(lunch);
    send({ agentId: '1081' });
    await publish(another);
    const { outcome, state } = told(await flow.next('left'));
    assert.deepEqual([outcome, state], ['state-changed', 'NOT_READY']);
  });

  it('does not mind that the reason was gone for a while, as after an outage', async () => {
    await start();
    await publish(lunch);
    send({ agentId: '1081' });
    await publish('1081#State#NOT_READY##Ann', lunch);
    await flow.next('over');
  });

  it('does not hold a message for an agent of whom nothing is known', async () => {
    await start({ seconds: '60' });
    send({ agentId: '1081' });
    const { outcome, state } = told(await flow.next('left'));
    assert.deepEqual([outcome, state], ['state-unknown', 'UNKNOWN']);
  });

  it('asks for no state where any will do', async () => {
    await start({ sameState: false });
    send({ agentId: '1081' });
    await publish(ready);
    assert.equal(told(await flow.next('over')).outcome, 'time-is-up');
  });

  it('holds one message for each agent: the last', async () => {
    await start();
    await publish(lunch, '1082#State#NOT_READY#2#Bob');
    send({ agentId: '1081', payload: 1 });
    send({ agentId: '1082', payload: 2 });
    send({ agentId: '1081', payload: 3 });
    const payloads = [(await flow.next('over')).payload, (await flow.next('over')).payload];
    assert.deepEqual(payloads, [2, 3]);
    await until(() => flow.unread('completed').length === 3);
    assert.deepEqual(came(), [0, 0]);
  });

  it('keeps the message that it holds when the next one cannot be held', async () => {
    await start({ seconds: 'payload', secondsType: 'msg' });
    await publish(lunch);
    send({ agentId: '1081', payload: 0.1 });
    send({ agentId: '1081', payload: 'soon' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
    assert.equal((await flow.next('over')).payload, 0.1);
  });

  for (const seconds of ['', '-1', 'soon', '1e9']) {
    it(`refuses "${seconds}" as a time`, async () => {
      await start({ seconds });
      send({ agentId: '1081' });
      assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
    });
  }

  it('drops messages at a reset: for an agent, whatever the call; for all', async () => {
    await start({ seconds: '60', sameState: false });
    ['1081', '1082', '1083'].forEach((agentId) => {
      send({ agentId });
    });
    send({ agentId: '1081', dialogId: '5', reset: true });
    await until(() => flow.unread('completed').length === 2);
    await until(() => String(flow.statusOf('later')?.text).startsWith('2 '));
    send({ reset: 1 });
    await until(() => flow.unread('completed').length === 5);
    assert.deepEqual([came(), flow.unread('caught')], [[0, 0], []]);
  });

  it('shows how many messages it holds, and when the next one leaves; an outage comes first', async () => {
    await start({ seconds: 'seconds', secondsType: 'msg', sameState: false });
    const well = /status\.connected$/;
    const status = () => String(flow.statusOf('later')?.text);
    assert.match(status(), well);
    send({ agentId: '1081', seconds: 100 });
    send({ agentId: '1082', seconds: 50_000 });
    await until(() => /^2 → \d\d:\d\d:\d\d$/.test(status()));
    send({ agentId: '1081', reset: true });
    send({ agentId: '1082', seconds: 100_000 });
    await until(() => /^1 → \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(status()));
    gc.broker.dropConnections();
    await until(() => /status\.reconnecting$/.test(status()));
    await until(() => status().startsWith('1 →'));
    send({ reset: true });
    await until(() => well.test(status()));
  });

  it('holds a thousand messages and says so to the next', async () => {
    await start({ seconds: '600', sameState: false });
    for (let number = 0; number <= 1000; number += 1) {
      send({ agentId: String(2000 + number) });
    }
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_TOO_MANY_WAITING');
    flow.forget();
    send({ reset: true });
    await until(() => flow.unread('completed').length === 1001);
  });

  it('ends messages with an error at a deploy, and where there is no connection', async () => {
    await start({ seconds: '60', sameState: false });
    send({ agentId: '1081' });
    await publish();
    await flow.deploy('nodes', { later: { connection: '' } });
    assert.equal((await flow.next('caught')).error?.code, 'GC_CLOSED');
    send({ agentId: '1081' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_NO_CONNECTION');
  });

  describe('that goes on after a restart', () => {
    const kept = { outlivesRestart: true, seconds: '60' };

    /** Holds a message for an agent at lunch, and stops Node-RED until its time is up. */
    async function sleepOver(): Promise<void> {
      await start(kept);
      await publish(lunch);
      await hold({ agentId: '1081', payload: 'mine' });
      await flow.stop();
      const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
      clock.tick(3_600_000);
      await start(kept);
    }

    async function answer(body: string): Promise<void> {
      assert.equal((await gc.next()).type, 'GetState#1081');
      await gc.publish(body);
    }

    it('lets go at once of what became due meanwhile, once GC has told that the state is the same', async () => {
      await sleepOver();
      assert.deepEqual(came(), [0, 0]);
      await answer(lunch);
      const message = await flow.next('over');
      const { outcome, late, seconds } = told(message);
      assert.deepEqual([message.payload, outcome, late], ['mine', 'time-is-up', true]);
      assert.ok(Number(seconds) > 3000);
    });

    for (const [what, event, outcome] of [
      ['became ready', ready, 'state-changed'],
      ['took another reason', another, 'state-changed'],
      ['logged out', '1081#State#LOGOUT##Ann', 'state-changed'],
      ['is not known to GC any more', '1081#Error#RE_LOGIN', 'state-unknown'],
    ] as const) {
      it(`leaves an agent alone who ${what} meanwhile`, async () => {
        await sleepOver();
        await answer(event);
        const message = await flow.next('left');
        assert.deepEqual([told(message).outcome, told(message).late], [outcome, true]);
        assert.deepEqual(came(), [0, 0]);
      });
    }

    it('asks GC again when the connection was lost', async () => {
      await sleepOver();
      assert.equal((await gc.next()).type, 'GetState#1081');
      gc.broker.dropConnections();
      await answer(lunch);
      await flow.next('over');
    });

    it('goes on with the time that is left, and none twice', async () => {
      await start({ ...kept, seconds: '0.4' });
      await publish(lunch);
      await hold({ agentId: '1081' });
      await flow.stop();
      await start(kept);
      await answer(lunch);
      assert.equal(told(await flow.next('over')).late, undefined);
      await flow.stop();
      await start(kept);
      await publish(ready);
      assert.deepEqual([came(), gc.unread.length], [[0, 0], 0]);
    });

    it('hears of another state before the time is up', async () => {
      await start(kept);
      await publish(lunch);
      await hold({ agentId: '1081' });
      await flow.stop();
      await start(kept);
      await publish();
      assert.deepEqual(came(), [0, 0]);
      await publish(ready);
      await flow.next('left');
    });

    it('goes on over a deploy, and knows then what was so before', async () => {
      await start({ ...kept, seconds: '0.5' });
      await publish(lunch);
      await hold({ agentId: '1081' });
      await flow.deploy('nodes', { later: { name: 'another' } });
      await flow.next('over');
      assert.deepEqual([flow.unread('caught').length, gc.unread.length], [0, 0]);
    });

    it('goes on with the last message for each agent, and not with one that was reset', async () => {
      await start({ ...kept, sameState: false });
      await hold(
        { agentId: '1081', payload: 1 },
        { agentId: '1082', payload: 2 },
        { agentId: '1081', payload: 3 },
      );
      await flow.next('completed');
      send({ agentId: '1082', reset: true });
      await flow.next('completed');
      await flow.next('completed');
      await flow.stop();
      const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
      clock.tick(3_600_000);
      await start(kept);
      assert.equal((await flow.next('over')).payload, 3);
      assert.deepEqual(came(), [0, 0]);
    });

    it('prefers a message of now to one that was written down before', async () => {
      const any = { ...kept, sameState: false };
      await start(any);
      const [old = assert.fail()] = await hold({ agentId: '1081', payload: 'old' });
      const memory = await store();
      await flow.stop();
      let read: () => void = () => assert.fail();
      const ready = new Promise<void>((resolve) => (read = resolve));
      const list = memory.list.bind(memory);
      sinon.replace(memory, 'list', (room) => ready.then(() => list(room)));
      await start(any);
      await hold({ agentId: '1081', payload: 'new' });
      read();
      await until(async () => (await list(old.room)).length === 1);
      const [{ value } = assert.fail()] = await list(old.room);
      assert.equal((value as { message: Message }).message.payload, 'new');
      assert.deepEqual(came(), [0, 0]);
    });

    it('gives up what it has not written down itself', async () => {
      await start(kept);
      await publish(lunch);
      const [{ room, value } = assert.fail()] = await hold({ agentId: '1081', payload: 1 });
      const { task } = value as { task: object };
      const wrongs = [
        5,
        { ...task, timeoutMs: -1 },
        { ...task, agentId: 7 },
        { ...task, began: { state: 1 } },
      ];
      for (const [index, wrong] of wrongs.entries()) {
        await (await store()).put({ room, key: String(index), value: { message: {}, task: wrong } });
      }
      await flow.stop();
      await start(kept);
      await publish(ready);
      assert.equal((await flow.next('left')).payload, 1);
      assert.equal(flow.log('warn').filter(({ msg }) => String(msg).includes('is given up')).length, 4);
    });

    it('says at once what cannot be written down, and when the store cannot be used', async () => {
      await start(kept);
      send({ agentId: '1081', res: { send: () => undefined } });
      assert.equal((await flow.next('caught')).error?.code, 'GC_MESSAGE_NOT_KEPT');
      sinon
        .stub(await store(), 'put')
        .rejects(Object.assign(new Error('gone'), { code: 'GC_STORE_UNAVAILABLE' }));
      send({ agentId: '1081' });
      assert.match((await flow.next('caught')).error?.message ?? '', /gone/);
    });
  });
});
