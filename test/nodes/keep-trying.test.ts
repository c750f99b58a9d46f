import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Backoff } from '../../lib/client';
import type { SharedConnection } from '../../lib/nodered';
import type { NewRecord, Store } from '../../lib/store';
import { connectionTo, Flow, type FlowNode, type Message } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

describe('a command that is sent until GC has it', () => {
  let gc: ScriptedGc;
  let flow: Flow;
  let pauses: sinon.SinonStub;
  /** The node; each test has its own, so that none goes on with what another has left in the store. */
  let set: string;
  let tests = 0;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    tests += 1;
    set = `set-${tests}`;
    // The next try comes at once.
    pauses = sinon.stub(Backoff.prototype, 'next').returns(1);
  });

  afterEach(async () => {
    sinon.restore();
    await flow.stop();
    await gc.close();
  });

  const setNote = {
    action: 'set-variable',
    actionType: 'action',
    variableName: 'note',
    variableNameType: 'str',
    variableValue: 'payload',
    variableValueType: 'msg',
  };
  const hour = 3_600_000;

  function callControl(id: string, properties: Record<string, unknown> = {}): FlowNode {
    const wires = [['out']];
    return { id, type: 'gc-call-control', connection: 'connection', keepTrying: true, wires, ...properties };
  }

  async function start(properties: Record<string, unknown> = setNote, ...more: FlowNode[]): Promise<void> {
    await launch(properties, ...more);
    await seen(/^System/);
  }

  async function launch(properties: Record<string, unknown>, ...more: FlowNode[]): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      callControl(set, properties),
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
      ...more,
    ]);
  }

  async function restart(properties: Record<string, unknown> = setNote): Promise<void> {
    await flow.stop();
    await start(properties);
  }

  async function seen(topic: RegExp): Promise<void> {
    let event = await flow.next('event');
    while (!topic.test(String(event.topic))) {
      event = await flow.next('event');
    }
  }

  /** Publishes, and returns when the connection knows of it. */
  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    await seen(/^9999\/State/);
  }

  async function beginCall(): Promise<void> {
    await publish('1081#NewInboundCall#0301234#a=1#DialogID:5');
  }

  /** The next pause lasts until something ends it. */
  function pauseLong(): void {
    pauses.returns(hour);
  }

  /** The body of the next command. */
  async function received(): Promise<string> {
    return (await gc.next()).body;
  }

  /** From now on GC answers heartbeats, also those that it has got. */
  async function answerHeartbeats(): Promise<void> {
    gc.heartbeatAnswer = 'System#IN_SERVICE';
    await gc.publish('System#IN_SERVICE');
  }

  /** GC gets a command, and cannot carry it out now. */
  async function failOnce(code = 'NOT_REACHABLE'): Promise<string> {
    const body = await received();
    await publish(`1081#Error#${code}`);
    return body;
  }

  async function caught(): Promise<{ code: string | undefined; text: string }> {
    const { error } = await flow.next('caught');
    return { code: error?.code, text: error?.message ?? '' };
  }

  function store(): Promise<Store> {
    return connection().store();
  }

  function connection(): SharedConnection {
    return (flow.node('connection') as unknown as { shared: SharedConnection }).shared;
  }

  const told = (message: Message) => message.gc as Record<string, unknown>;
  const note = (payload: unknown, more: Message = {}): Message => ({
    agentId: '1081',
    dialogId: '5',
    payload,
    ...more,
  });

  /** Sends a message whose command fails at first, and waits a long time. Returns what was written down. */
  async function tryInVain(message: Message): Promise<NewRecord> {
    pauseLong();
    const written = sinon.spy(await store(), 'put');
    flow.send(set, message);
    gc.heartbeatAnswer = undefined;
    await failOnce();
    await answerHeartbeats();
    await Promise.all(written.returnValues);
    written.restore();
    return written.firstCall.args[0];
  }

  describe('while GC cannot take it', () => {
    it('is sent again, and the message goes on when GC has it', async () => {
      await start();
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a', { topic: 'mine' }));
      assert.equal(await failOnce(), '5,note,a');
      assert.equal(await failOnce('DOWN'), '5,note,a');
      assert.equal(await received(), '5,note,a');
      assert.equal(flow.unread('out').length, 0);
      await answerHeartbeats();
      const message = await flow.next('out');
      const { command, outcome, tries } = told(message);
      assert.deepEqual([command, outcome, tries], ['update_call_variable', 'sent', 3]);
      assert.deepEqual([message.payload, message.topic, flow.unread('caught').length], ['a', 'mine', 0]);
    });

    it('leaves no listener behind for each time that it is sent', async () => {
      await start();
      const add = sinon.spy(AbortSignal.prototype, 'addEventListener');
      const remove = sinon.spy(AbortSignal.prototype, 'removeEventListener');
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      for (let time = 0; time < 5; time += 1) {
        await failOnce();
      }
      await received();
      await answerHeartbeats();
      await flow.next('out');
      const ended = new Set(remove.getCalls().map(({ args }) => args[1]));
      assert.ok(add.callCount >= 5);
      assert.deepEqual(
        add.getCalls().filter(({ args: [type, listener] }) => type === 'abort' && !ended.has(listener)),
        [],
      );
    });

    it('is sent once where nothing is wrong', async () => {
      await start();
      flow.send(set, note('a'));
      assert.equal(told(await flow.next('out')).tries, 1);
      assert.equal(gc.take().length, 1);
    });

    it('fails at once with an error that will not pass', async () => {
      await start();
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      await failOnce('E_CTI_INVALID_CALLID');
      assert.equal((await caught()).code, 'E_CTI_INVALID_CALLID');
      gc.heartbeatAnswer = 'System#IN_SERVICE';
      await restart();
      await publish();
      assert.deepEqual(gc.take(), []);
    });

    it('is sent at once when GC is back in service', async () => {
      await start();
      pauseLong();
      gc.heartbeatAnswer = 'System#OUT_OF_SERVICE';
      flow.send(set, note('a'));
      await received();
      await until(() => flow.statusOf(set)?.text === keepsTrying, {
        what: 'the status of a node that tries',
      });
      await answerHeartbeats();
      assert.equal(told(await flow.next('out')).tries, 2);
      assert.match(String(flow.statusOf(set)?.text), /^sent \d\d:\d\d$/);
    });

    it('is sent when the broker is back', async () => {
      await start();
      gc.broker.dropConnections();
      flow.send(set, note('a'));
      assert.equal(await received(), '5,note,a');
      assert.equal((await flow.next('out')).payload, 'a');
    });

    it('is given up when the call is over', async () => {
      await start();
      await beginCall();
      await tryInVain(note('a'));
      await publish('1081#InboundCall#DROP#DialogID:5####Ann');
      const { code, text } = await caught();
      assert.equal(code, 'GC_CALL_OVER');
      assert.match(text, /call 5 was over before GC had it; tried once, the last time with NOT_REACHABLE/);
      await restart();
      assert.deepEqual(gc.take(), []);
    });

    it('is given up when the agent has logged out', async () => {
      await start();
      await publish('1081#State#TALKING##Ann');
      await tryInVain(note('a'));
      await publish('1081#State#LOGOUT#1#Ann');
      const { code, text } = await caught();
      assert.equal(code, 'GC_CALL_OVER');
      assert.match(text, /the agent logged out before GC had it/);
    });

    it('is given up after four hours', async () => {
      const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
      await start();
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      assert.equal(await received(), '5,note,a');
      clock.tick(4 * hour + 1);
      await gc.publish('1081#Error#NOT_REACHABLE');
      const { code, text } = await caught();
      assert.equal(code, 'GC_TIMEOUT');
      assert.match(text, /GC did not take it within 4 hours; tried once/);
    });

    it('is sent once, as ever, where the node does not keep trying', async () => {
      await start({ ...setNote, keepTrying: undefined });
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      const { outcome, tries } = told(await flow.next('out'));
      assert.deepEqual([outcome, tries], ['sent', undefined]);
    });

    it('is any command of the node that may not be sent twice, but once', async () => {
      await start({ action: 'hold', actionType: 'action' });
      flow.send(set, { agentId: '1081', dialogId: '5' });
      await failOnce();
      assert.equal((await caught()).code, 'NOT_REACHABLE');
      assert.deepEqual(gc.take(), []);
    });

    it('can be a command of gc-command', async () => {
      const wires = [['out']];
      const node = { command: 'wrapup', commandType: 'command', connection: 'connection', wires };
      const parameters = { wrapUpReason: { value: 'payload', type: 'msg' } };
      await start(setNote, { id: 'any', type: 'gc-command', keepTrying: true, ...node, parameters });
      gc.heartbeatAnswer = undefined;
      flow.send('any', note('Sale'));
      assert.equal(await failOnce(), 'Sale,5');
      assert.equal(await received(), 'Sale,5');
      await answerHeartbeats();
      assert.equal(told(await flow.next('out')).tries, 2);
    });
  });

  describe('with a later value', () => {
    it('gives way to it', async () => {
      await start();
      await tryInVain(note('a'));
      flow.send(set, note('b'));
      const { code, text } = await caught();
      assert.equal(code, 'GC_REPLACED');
      assert.match(text, /a later value for the call variable came before GC had this one/);
      assert.equal(await received(), '5,note,b');
      assert.equal((await flow.next('out')).payload, 'b');
      await restart();
      assert.deepEqual(gc.take(), []);
    });

    it('gives way to one that is sent by another node, which need not keep trying', async () => {
      await start(setNote, callControl('other', { ...setNote, keepTrying: false }));
      await tryInVain(note('a'));
      flow.send('other', note('b'));
      assert.equal((await caught()).code, 'GC_REPLACED');
      assert.equal(await received(), '5,note,b');
    });

    it('goes on in order where nothing is wrong', async () => {
      await start();
      ['a', 'b', 'c'].forEach((value) => {
        flow.send(set, note(value));
      });
      const values = [await flow.next('out'), await flow.next('out'), await flow.next('out')];
      assert.deepEqual(
        values.map(({ payload }) => payload),
        ['a', 'b', 'c'],
      );
      assert.deepEqual(
        gc.take().map(({ body }) => body),
        ['5,note,a', '5,note,b', '5,note,c'],
      );
    });

    it('does not give way to a value for another variable or call', async () => {
      await start();
      await tryInVain(note('a'));
      flow.send(set, note('b', { dialogId: '6' }));
      assert.equal((await flow.next('out')).payload, 'b');
      assert.deepEqual(flow.unread('caught'), []);
    });

    it('lets the recording go on where it was to be paused', async () => {
      await start({ action: 'payload', actionType: 'msg' });
      await beginCall();
      const message = { agentId: '1081', payload: 'recording-pause' };
      await tryInVain(message);
      flow.send(set, { ...message, payload: 'recording-resume' });
      assert.equal((await caught()).code, 'GC_REPLACED');
      assert.equal((await gc.next()).type, 'ZOOMResumeRecording#1081');
    });
  });

  describe('over a restart', () => {
    it('is sent afterwards, with all that was in the message, and then no more', async () => {
      await start();
      await tryInVain(note('a', { list: [1, null, 'ü'] }));
      await restart();
      assert.equal(await received(), '5,note,a');
      const message = await flow.next('out');
      assert.deepEqual([message.payload, message.list], ['a', [1, null, 'ü']]);
      const { outcome, tries, agentId } = told(message);
      assert.deepEqual([outcome, tries, agentId], ['sent', 1, '1081']);
      await restart();
      await publish();
      assert.deepEqual(gc.take(), []);
    });

    it('goes on over a deploy of the node, without an error', async () => {
      await start();
      await tryInVain(note('a'));
      await flow.deploy('nodes', { [set]: { name: 'another' } });
      assert.equal(await received(), '5,note,a');
      assert.equal((await flow.next('out')).payload, 'a');
      assert.deepEqual(flow.unread('caught'), []);
    });

    it('does not take a call for over of which nothing is known, until GC tells', async () => {
      await start();
      await beginCall();
      await tryInVain(note('a'));
      await flow.stop();
      gc.heartbeatAnswer = undefined;
      await launch(setNote);
      await failOnce();
      assert.deepEqual(flow.unread('caught'), []);
      await publish('1081#InboundCall#DROP#DialogID:5####Ann');
      assert.equal((await caught()).code, 'GC_CALL_OVER');
    });

    it('sends two values in order', async () => {
      await start();
      const record = await tryInVain(note('a'));
      const { message, task } = record.value as { message: object; task: { parameters: object } };
      const parameters = { ...task.parameters, variableValue: 'b' };
      const value = { message: { ...message, payload: 'b' }, task: { ...task, parameters } };
      await (await store()).put({ ...record, key: 'later', value });
      await restart();
      assert.deepEqual([(await flow.next('out')).payload, (await flow.next('out')).payload], ['a', 'b']);
      assert.deepEqual(
        gc.take().map(({ body }) => body),
        ['5,note,a', '5,note,b'],
      );
    });

    it('gives way to a value that came before what is written down could be read', async () => {
      await start();
      await tryInVain(note('a'));
      const kept = await store();
      const list = kept.list.bind(kept);
      const reading = new Promise<() => void>((resolve) => {
        sinon.replace(kept, 'list', (room) =>
          room.startsWith('model of ')
            ? list(room) // what the connection itself reads
            : new Promise((read) => {
                resolve(() => {
                  read(list(room));
                });
              }),
        );
      });
      await restart();
      flow.send(set, note('b'));
      assert.equal((await flow.next('out')).payload, 'b');
      (await reading)();
      assert.equal((await caught()).code, 'GC_REPLACED');
      assert.deepEqual(
        gc.take().map(({ body }) => body),
        ['5,note,b'],
      );
    });

    it('fails when it is too late by then', async () => {
      await start();
      await tryInVain(note('a'));
      const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
      await flow.stop();
      clock.tick(5 * hour);
      await start();
      const { code, text } = await caught();
      assert.equal(code, 'GC_TIMEOUT');
      assert.match(text, /GC did not take it within 4 hours \(GC_TIMEOUT\)/);
      assert.deepEqual(gc.take(), []);
    });

    it('gives up what it has not written down itself', async () => {
      await start();
      const { room, value } = await tryInVain(note('a'));
      const { task } = value as { task: object };
      const wrong = {
        a: 5,
        b: { ...task, name: 'MakeCall' },
        c: { ...task, calls: [] },
        d: { ...task, parameters: { agentId: {} } },
        e: { ...task, timeoutMs: -1 },
      };
      for (const [key, one] of Object.entries(wrong)) {
        await (await store()).put({ room, key, value: { message: { payload: key }, task: one } });
      }
      await (await store()).put({ room, key: 'f', value: { message: 'no message', task } });
      const other = { ...task, parameters: { agentId: '1081', dialogId: '5', variableName: '#' } };
      await (await store()).put({ room, key: 'g', value: { message: { payload: 'g' }, task: other } });
      await restart();
      assert.equal((await flow.next('out')).payload, 'a');
      assert.equal((await caught()).code, 'GC_INVALID_PARAMETER');
      assert.equal(flow.log('warn').filter(({ msg }) => String(msg).includes('is given up')).length, 6);
      assert.equal(gc.take().length, 1);
    });
  });

  describe('with a store that cannot be used', () => {
    it('is tried all the same, and a warning says what is wrong', async () => {
      await start();
      sinon
        .stub(await store(), 'put')
        .rejects(Object.assign(new Error('gone'), { code: 'GC_STORE_UNAVAILABLE' }));
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      await failOnce();
      await received();
      await answerHeartbeats();
      assert.equal(told(await flow.next('out')).tries, 2);
      assert.deepEqual(
        flow.log('warn').map(({ msg }) => String(msg)),
        ['A command that is tried until GC has it is not written down: gone'],
      );
    });

    it('is sent while the store does not answer', async () => {
      await start();
      sinon.stub(await store(), 'put').returns(new Promise(() => undefined));
      flow.send(set, note('a'));
      assert.equal(await received(), '5,note,a');
      assert.equal((await flow.next('out')).payload, 'a');
    });

    it('ends with the node, where it could not be written down', async () => {
      await start();
      sinon.stub(await store(), 'put').rejects(new Error('gone'));
      pauseLong();
      gc.heartbeatAnswer = undefined;
      flow.send(set, note('a'));
      await failOnce();
      await flow.deploy('nodes', { [set]: { name: 'another' } });
      assert.equal((await caught()).code, 'GC_CLOSED');
    });
  });

  describe('is refused, and nothing is sent', () => {
    for (const [what, message, code] of [
      [
        'a message that cannot be written down',
        { req: {}, res: { end: () => undefined } },
        'GC_MESSAGE_NOT_KEPT',
      ],
      ['a key', { gc: { key: 'order-1' } }, 'GC_INVALID_PARAMETER'],
      ['an object as its value', { payload: {} }, 'GC_INVALID_PARAMETER'],
      ['an agent without a call', { dialogId: undefined }, 'NO_DIALOG_ID'],
    ] as const) {
      it(`for ${what}`, async () => {
        await start();
        flow.send(set, note('a', message));
        assert.equal((await caught()).code, code);
        await publish();
        assert.deepEqual(gc.take(), []);
      });
    }

    it('for a recording where the agent has no call', async () => {
      await start({ action: 'recording-pause', actionType: 'action' });
      flow.send(set, { agentId: '1081' });
      assert.equal((await caught()).code, 'NO_DIALOG_ID');
    });

    it('for more than 1000 that are being tried', async () => {
      await start();
      gc.heartbeatAnswer = undefined;
      for (let number = 0; number < 1000; number += 1) {
        flow.send(set, note('a', { agentId: String(2000 + number), dialogId: String(number) }));
      }
      flow.send(set, note('a'));
      const { code, text } = await caught();
      assert.equal(code, 'GC_TOO_MANY_WAITING');
      assert.match(text, /1000 commands are being tried in the node/);
    });
  });

  const keepsTrying =
    '@contact-flows/node-red-contrib-generic-connector/gc-connection:gc-connection.status.keepsTrying';
});
