import assert from 'node:assert/strict';
import {
  startSimulator,
  SteppedClock,
  type Simulator,
  type SimulatorLogEntry,
  type SimulatorOptions,
} from '../../../lib/simulator';
import { startBroker } from '../../../lib/simulator/broker';
import { freePort } from '../../support/ports';
import { until } from '../../support/wait';
import { Desk } from './engine/desk';

describe('the simulator', () => {
  const closing: { close(): Promise<void> }[] = [];
  const log: SimulatorLogEntry[] = [];

  afterEach(async () => {
    for (const item of closing.splice(0).reverse()) {
      await item.close();
    }
    log.length = 0;
  });

  async function start(options: SimulatorOptions = {}): Promise<Simulator> {
    const simulator = await startSimulator({ ...options, onLog: (entry) => log.push(entry) });
    closing.push(simulator);
    return simulator;
  }

  async function sitDown(port: number, queue?: string): Promise<Desk> {
    const desk = new Desk(port, queue);
    closing.push(desk);
    await desk.connect();
    return desk;
  }

  it('answers a heartbeat', async () => {
    const { port } = await start({ format: 'text' });
    const desk = await sitDown(port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length > 0);
    assert.deepEqual(desk.heard, ['System#IN_SERVICE']);
  });

  it('takes an agent through a call, in order', async () => {
    const simulator = await start({ format: 'text' });
    const desk = await sitDown(simulator.port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.send('MakeReady#1081');
    await until(() => desk.heard.length === 3);
    const dialogId = simulator.incomingCall({ to: '1081', from: '03001234567' });
    await desk.send('AnswerCall#1081', dialogId);
    await until(() => desk.heard.length === 8);
    assert.equal(simulator.customerHangsUp({ to: '1081' }), dialogId);
    await until(() => desk.heard.length === 10);
    assert.deepEqual(
      desk.heard.map((line) => line.split('#').slice(1, 3).join(' ')),
      [
        'AgentInfo Anna',
        'State NOT_READY',
        'State READY',
        'State RESERVED',
        'NewInboundCall 03001234567',
        'InboundCall ALERTING',
        'State TALKING',
        'InboundCall ACTIVE',
        'InboundCall DROP',
        'State READY',
      ],
    );
  });

  it('tells the truth about agents, also where GC keeps it to itself', async () => {
    const simulator = await start();
    const desk = await sitDown(simulator.port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.send('MakeNotReadyWithReason#1081', '2');
    const truth = () => simulator.truth.find(({ agentId }) => agentId === '1081');
    await until(() => truth()?.reasonCode === '2');
    await simulator.fault('gc-silent');
    const dialogId = simulator.incomingCall({ to: '1081', from: '03001234567' });
    assert.deepEqual(truth(), {
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '2',
      calls: [{ dialogId, leg: 'main', state: 'ALERTING' }],
    });
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1082')?.state, 'LOGOUT');
  });

  it('keeps the order of many events', async () => {
    const { port } = await start();
    const desk = await sitDown(port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    const codes = Array.from({ length: 300 }, (_, index) => String(1 + (index % 3)));
    await Promise.all(codes.map((code) => desk.send('MakeNotReadyWithReason#1081', code)));
    await until(() => desk.heard.length === 302);
    const heard = desk.events().flatMap((event) => (event.type === 'State' ? [event.reasonCode] : []));
    assert.deepEqual(heard, [undefined, ...codes]);
  });

  it('goes out of service and comes back', async () => {
    const simulator = await start();
    const desk = await sitDown(simulator.port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 1);
    await simulator.fault('out-of-service');
    await simulator.fault('in-service');
    await until(() => desk.heard.length === 3);
    assert.deepEqual(desk.events().slice(1), [
      { type: 'System', status: 'OUT_OF_SERVICE' },
      { type: 'System', status: 'IN_SERVICE' },
    ]);
  });

  it('names its agents', async () => {
    const { agents } = await start();
    assert.deepEqual(agents[0], {
      agentId: '1081',
      password: 'secret',
      extension: '2001',
      firstName: 'Anna',
      lastName: 'Becker',
      supervisor: false,
      team: '1',
      wrapUpOnIncoming: 'OPTIONAL',
    });
  });

  it('tells its log of commands, events and problems, but no password', async () => {
    const clock = new SteppedClock();
    const { port } = await start({ format: 'text', clock });
    const desk = await sitDown(port);
    await desk.send('Hello#desk');
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Dance#1081', 'secret');
    await desk.send('GetState#1081');
    await until(() => desk.heard.length === 2);
    const at = clock.now();
    const system = { type: 'System', status: 'IN_SERVICE' };
    const state = { type: 'State', agentId: '1081', state: 'LOGOUT', stateChangeTime: '2025-01-15 09:30:00' };
    assert.deepEqual(log, [
      { at, kind: 'connected', broker: `127.0.0.1:${port}` },
      { at, kind: 'command', type: 'Hello#desk', body: '' },
      { at, kind: 'event', destination: 'desk', body: 'System#IN_SERVICE', event: system },
      { at, kind: 'command', type: 'Connect#1081', body: '***' },
      { at, kind: 'command', type: 'Dance#1081', body: '***' },
      { at, kind: 'problem', text: 'Nothing came of this: this is no command of GC.' },
      { at, kind: 'command', type: 'GetState#1081', body: '' },
      { at, kind: 'event', destination: 'desk', body: '1081#State#LOGOUT##Anna Becker', event: state },
    ]);
  });

  it('sits beside another broker, on another queue', async () => {
    const broker = await startBroker();
    closing.push(broker);
    const simulator = await start({ broker: { host: '127.0.0.1', port: broker.port }, commandQueue: 'GC.2' });
    assert.equal(simulator.port, broker.port);
    const desk = await sitDown(broker.port, 'GC.2');
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 1);
  });

  it('waits for a broker that is not there yet, and says so', async () => {
    const port = await freePort();
    const simulator = await start({ broker: { host: '127.0.0.1', port } });
    assert.match(
      problems(log)[0] ?? '',
      /^The broker 127\.0\.0\.1:\d+ refuses connections.* Trying again\.$/,
    );
    closing.push(await startBroker({ port }));
    await until(() => log.some(({ kind }) => kind === 'connected'), { what: 'the simulator to connect' });
    const desk = await sitDown(simulator.port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 1);
  });

  it('says what could not be told because the broker is gone', async () => {
    const broker = await startBroker();
    const simulator = await start({ broker: { host: '127.0.0.1', port: broker.port } });
    const desk = await sitDown(simulator.port);
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 1);
    await broker.close();
    await until(() => problems(log).length > 0);
    await simulator.fault('out-of-service');
    await until(() => problems(log).some((text) => /nothing was sent/.test(text)));
  });

  it('does not start with a wrong site, or on a port that is taken', async () => {
    const { port } = await start();
    await assert.rejects(startSimulator({ port }), /cannot listen on 127\.0\.0\.1:\d+/);
    await assert.rejects(startSimulator({ site: { agents: [{}] } as never }), {
      code: 'GC_INVALID_CONFIGURATION',
    });
    for (const wrong of [{ speed: 0 }, { speed: 2000 }, { seed: 0.5 }, { seed: -1 }]) {
      await assert.rejects(startSimulator(wrong), { code: 'GC_INVALID_PARAMETER' });
    }
    await assert.rejects(startSimulator({ commandQueue: 'two\nlines' }), { code: 'STOMP_INVALID_MESSAGE' });
  });

  it('sits beside several brokers, and follows their order', async () => {
    const [first, second] = [await startBroker(), await startBroker()];
    closing.push(first, second);
    const broker = [first, second].map(({ port }) => ({ host: '127.0.0.1', port }));
    const simulator = await start({ broker });
    assert.equal(simulator.port, first.port);
    await first.close();
    const desk = await sitDown(second.port);
    await until(() =>
      log.some((entry) => entry.kind === 'connected' && entry.broker.endsWith(`:${second.port}`)),
    );
    await desk.send('Hello#desk');
    await until(() => desk.heard.length === 1);
  });

  it('lets customers answer, not answer and wait in a queue, and the dialer offer calls', async () => {
    const simulator = await start({ format: 'text' });
    const desk = await sitDown(simulator.port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.send('MakeCall#1081', '0300');
    await desk.next(5);
    const outgoing = simulator.customerAnswers({ to: '1081' });
    assert.match((await desk.next(2))[1] ?? '', new RegExp(`^1081#InboundCall#ACTIVE#DialogID:${outgoing}#`));
    simulator.customerHangsUp({ to: outgoing });
    await desk.next(2);
    const waiting = simulator.incomingCall({ to: 'Sales', from: '0301' });
    await desk.send('MakeReady#1081');
    await desk.next(4);
    assert.equal(simulator.noAnswer({ to: '1081' }), waiting);
    await desk.next(2);
    simulator.customerHangsUp({ to: waiting });
    await desk.send('MakeReady#1081');
    await desk.next(1);
    const preview = simulator.previewCall({ to: '1081', number: '0302' });
    assert.match((await desk.next(3))[1] ?? '', new RegExp(`^1081#NewOutboundCall#.*#DialogID:${preview}$`));
  });

  it('can be reset', async () => {
    const simulator = await start({ format: 'text' });
    const desk = await sitDown(simulator.port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.next(2);
    simulator.incomingCall({ to: '1081', from: '0300' });
    simulator.incomingCall({ to: 'Support', from: '0301' });
    simulator.startLoad({ agents: 3 });
    await simulator.fault('gc-silent');
    desk.heard.length = 0;
    await simulator.reset();
    assert.deepEqual([simulator.activeFaults, simulator.load], [[], undefined]);
    assert.throws(() => simulator.customerHangsUp({ to: 'Support' }), { code: 'NO_DIALOG_ID' });
    await until(() => desk.heard.includes('1081#State#LOGOUT##Anna Becker'));
    assert.ok(desk.heard.some((line) => line.startsWith('1081#InboundCall#DROP#')));
    await desk.send('Hello#desk');
    await until(() => desk.heard.at(-1) === 'System#IN_SERVICE');
  });

  it('can be closed twice, with things still to happen', async () => {
    const simulator = await start();
    const desk = await sitDown(simulator.port);
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.send('MakeCall#1081', '0300');
    await until(() => desk.heard.length === 5);
    await simulator.close();
    await simulator.close();
  });
});

function problems(log: readonly SimulatorLogEntry[]): string[] {
  return log.flatMap((entry) => (entry.kind === 'problem' ? [entry.text] : []));
}
