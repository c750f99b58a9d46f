import assert from 'node:assert/strict';
import { GcClient } from '../../../../lib/client';
import { startSimulator, type Simulator, type SimulatorLogEntry } from '../../../../lib/simulator';
import { startBroker } from '../../../../lib/simulator/broker';
import type { TraceEntry } from '../../../../lib/trace';
import { until } from '../../../support/wait';
import { Desk } from '../engine/desk';
import { command, event, health, outcome, recordedAt, traceOf } from './trace-lines';

const inService = 'System#IN_SERVICE';
const notReady = '1081#State#NOT_READY##Anna Becker';
const ready = '1081#State#READY##Anna Becker';

function login(ms: number, id: number): TraceEntry[] {
  return [
    command(ms, id, 'Hello#recorded'),
    event(ms + 5, inService),
    outcome(ms + 6, id),
    command(ms + 10, id + 1, 'Connect#1081', 'recorded,***'),
    outcome(ms + 11, id + 1, 'sent'),
    command(ms + 12, id + 2, 'Login#1081', '***,2001'),
    event(ms + 20, notReady),
    outcome(ms + 21, id + 2),
  ];
}

describe('the simulator with a trace', () => {
  const closing: { close(): Promise<void> }[] = [];
  const log: SimulatorLogEntry[] = [];

  afterEach(async () => {
    for (const item of closing.splice(0).reverse()) {
      await item.close();
    }
    log.length = 0;
  });

  function keep<T extends { close(): Promise<void> }>(item: T): T {
    closing.push(item);
    return item;
  }

  async function start(entries: readonly TraceEntry[], options = {}): Promise<Simulator> {
    const replay = traceOf(...entries);
    return keep(await startSimulator({ replay, ...options, onLog: (entry) => log.push(entry) }));
  }

  async function sitDown(port: number, queue?: string): Promise<Desk> {
    const desk = keep(new Desk(port, queue));
    await desk.connect();
    return desk;
  }

  const isOver = () => log.some((entry) => entry.kind === 'replay' && entry.text === 'The trace is over.');

  it('plays it over its broker, with its JMS types, and keeps a log without passwords', async () => {
    const status = '{"type":"DialogStatus","dialogId":"7","agentId":"1081"}';
    const { port } = await start([...login(100, 1), event(200, status, 'ACD_IN')], { speed: 10 });
    const types: unknown[] = [];
    const desk = await sitDown(port);
    desk.connection.subscribe({ destination: '/topic/desk', onMessage: ({ type }) => types.push(type) });
    await desk.send('Hello#desk');
    await desk.send('Connect#1081', 'desk,hunter2');
    await desk.send('Login#1081', 'hunter2,2001');
    await until(() => desk.heard.length === 3 && types.length === 3);
    assert.deepEqual(desk.heard, [inService, notReady, status]);
    assert.equal(types.at(-1), 'ACD_IN');
    await until(isOver);
    assert.doesNotMatch(JSON.stringify(log), /hunter2/);
    const heard = log.filter(({ kind }) => kind === 'event').map(({ at }) => at >= recordedAt);
    assert.deepEqual(heard, [true, true, true]);
  });

  it('takes commands from the queue of the trace, or from the one that is named', async () => {
    const { port } = await start([event(100, ready)], { commandQueue: 'GC2' });
    const desk = await sitDown(port, 'GC2');
    await desk.send('Hello#desk');
    await until(() => desk.heard.includes(ready));
    assert.match(
      JSON.stringify(log[0]),
      /the trace of 2026-11-29T10:00:00\.000Z is replayed.*the queue GC2\./,
    );
  });

  it('takes the broker away and brings it back: a client sees the outage, and logs its agents in again', async () => {
    const outage = [health(5000, 'disconnected'), health(2500, 'connected')];
    const { port } = await start([...login(100, 1), ...outage, ...login(12_100, 4), event(13_000, ready)], {
      speed: 10,
    });
    const client = keep(
      new GcClient({
        brokers: [{ host: '127.0.0.1', port }],
        destination: 'desk',
        stomp: { backoff: { minMs: 10, maxMs: 100 } },
      }),
    );
    const conditions: string[] = [];
    client.on('health', ({ broker: { condition } }) => conditions.push(condition));
    await client.connect();
    await client.login({ agentId: '1081', password: 'any', extension: '2001' });
    await until(isOver);
    await until(() => client.agent('1081').state === 'READY');
    const changes = conditions.filter((condition, index) => condition !== conditions[index - 1]);
    assert.deepEqual([changes[0], changes[1], changes.at(-1)], ['connecting', 'connected', 'connected']);
    assert.ok(changes.includes('disconnected'), changes.join());
  });

  it('sits beside another broker, which it leaves alone', async () => {
    const broker = keep(await startBroker());
    const outage = [health(200, 'disconnected'), health(300, 'connected')];
    await start([event(100, ready), ...outage, event(400, notReady)], {
      broker: { host: '127.0.0.1', port: broker.port },
    });
    const desk = await sitDown(broker.port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 3);
    assert.deepEqual(desk.heard, [inService, ready, notReady]);
    assert.equal(broker.connections, 2);
  });

  it('lets nothing else happen', async () => {
    const simulator = await start([event(100, ready)]);
    assert.deepEqual([simulator.agents, simulator.truth, simulator.activeFaults], [[], [], []]);
    assert.throws(() => simulator.incomingCall({ to: '1081', from: '0300' }), /a trace is replayed/);
    await assert.rejects(simulator.fault('gc-silent'), { code: 'GC_INVALID_PARAMETER' });
    await assert.rejects(simulator.reset(), /a trace is replayed/);
    simulator.stopLoad();
  });

  it('refuses a speed that is none', async () => {
    await assert.rejects(startSimulator({ replay: traceOf(), speed: 0 }), { code: 'GC_INVALID_PARAMETER' });
  });

  it('sends many events of one moment, and loses none', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => event(100, `${index}#State#READY##A`));
    const { port } = await start(many);
    const desk = await sitDown(port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 2501);
    assert.deepEqual(
      desk.heard.slice(1).map((body) => Number(body.split('#')[0])),
      many.map((_, index) => index),
    );
  });
});
