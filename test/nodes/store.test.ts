import assert from 'node:assert/strict';
import { rm, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import helper from 'node-red-node-test-helper';
import { temporaryFolder } from '../support/child';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

describe('the store of a connection', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;
  let userDir: string;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    userDir = temporaryFolder('user-dir');
    helper.settings({ userDir });
  });

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
    helper.settings({});
    await gc.close();
  });

  const dial: FlowNode[] = [
    { id: 'dial', type: 'make-call', connection: 'connection', wires: [['out']] },
    { id: 'system', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['first']] },
    { id: 'first', type: 'helper' },
    { id: 'out', type: 'helper' },
  ];

  async function start(settings: Record<string, unknown>, ...others: FlowNode[]): Promise<Flow> {
    flow = await Flow.start([connectionTo(gc.broker.port, settings), ...dial, ...others]);
    await flow.next('first');
    return flow;
  }

  async function stop(): Promise<void> {
    await flow?.stop();
    flow = undefined;
  }

  const call = (key?: string) => ({ agentId: '1081', payload: '2002', ...(key && { gc: { key } }) });

  async function confirms(dialogId: string): Promise<void> {
    assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
    await gc.publish(`1081#InboundCall#INITIATING#DialogID:${dialogId}#2001##2025-01-15 09:30:00#Ann`);
  }

  const status = () => String(flow?.statusOf('dial')?.['text']);

  it('in a file: a key that comes again after a restart is told what came of the first', async () => {
    (await start({ store: 'file' })).send('dial', call('webhook-7'));
    await confirms('5');
    await flow?.next('out');
    await stop();
    const again = await start({ store: 'file' });
    again.send('dial', call('webhook-7'));
    const { error } = await again.next('caught');
    assert.equal(error?.code, 'GC_REPEATED_KEY');
    const { outcome, dialogId, agentId, retryable } = error.cause ?? {};
    assert.deepEqual([outcome, dialogId, agentId, retryable], ['confirmed', '5', '1081', false]);
    assert.deepEqual(gc.unread, []);
  });

  it('in a file: a key that comes again after a restart gets the same outcome, if the connection says so', async () => {
    const settings = { store: 'file', repeatedKey: 'answer' };
    (await start(settings)).send('dial', call('webhook-7'));
    await confirms('5');
    const first = await flow?.next('out');
    await stop();
    const again = await start(settings);
    again.send('dial', call('webhook-7'));
    const second = await again.next('out');
    assert.deepEqual(second.payload, first?.payload);
    assert.deepEqual(second.gc, { ...(first?.gc as object), repeated: true });
    assert.deepEqual(gc.unread, []);
  });

  it('in a file: is one for all connections, each with keys of its own', async () => {
    const other: FlowNode[] = [
      { ...connectionTo(gc.broker.port, { store: 'file', destination: 'other' }), id: 'connection-2' },
      { id: 'dial-2', type: 'make-call', connection: 'connection-2', wires: [['out']] },
    ];
    const running = await start({ store: 'file' }, ...other);
    running.send('dial', call('webhook-7'));
    await confirms('5');
    await running.next('out');
    running.send('dial-2', call('webhook-7'));
    assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
  });

  it('in memory: a key that comes again after a restart is known as long as the process lives', async () => {
    (await start({ store: 'memory' })).send('dial', call('memory-7'));
    await confirms('5');
    await flow?.next('out');
    await stop();
    (await start({ store: 'memory' })).send('dial', call('memory-7'));
    assert.equal((await flow?.next('caught'))?.error?.code, 'GC_REPEATED_KEY');
  });

  it('that another Node-RED uses: only commands with a key fail, until it is free', async () => {
    const lock = path.join(userDir, 'gc-store', 'store.log.lock-1');
    await mkdir(path.dirname(lock));
    await writeFile(lock, JSON.stringify({ pid: 4711, place: 'another machine', started: '' }));
    const running = await start({ store: 'file' });
    await until(() => status().endsWith('storeUnavailable'));
    running.send('dial', call('webhook-7'));
    const { error } = await running.next('caught');
    assert.equal(error?.code, 'GC_STORE_UNAVAILABLE');
    assert.match(
      error.message,
      /nothing was sent: .*store\.log is in use by process 4711 on another machine/,
    );
    running.send('dial', call());
    await confirms('6');
    await running.next('out');
    const [line] = running.log('error').filter(({ id }) => id === 'connection');
    assert.match(String(line?.msg), /The store cannot be used, so commands with a key are refused: .*4711/);
    await rm(lock);
    await until(() => String(running.statusOf('connection')?.['text']).endsWith('status.connected'));
    running.send('dial', call('webhook-7'));
    await confirms('7');
    await running.next('out');
  });

  it('in PostgreSQL says what it needs where that is missing', async () => {
    const running = await start({ store: 'postgres', storeHost: '127.0.0.1', storeDatabase: 'calls' });
    await until(() => status().endsWith('storeUnavailable'));
    running.send('dial', call('webhook-7'));
    assert.match(String((await running.next('caught')).error?.message), /npm install pg/);
  });

  for (const [field, message] of [
    ['storeHost', /the host of the database is missing/],
    ['storeDatabase', /the name of the database is missing/],
  ] as const) {
    it(`in PostgreSQL is invalid without ${field}`, async () => {
      const settings = { store: 'postgres', storeHost: 'db', storeDatabase: 'calls', [field]: '' };
      flow = await Flow.start([connectionTo(gc.broker.port, settings), ...dial]);
      flow.send('dial', call());
      assert.match(String((await flow.next('caught')).error?.message), message);
    });
  }
});
