import assert from 'node:assert/strict';
import { parseEvent, type GcEvent } from '../../../lib/protocol';
import {
  startSimulator,
  type Simulator,
  type SimulatorLogEntry,
  type SimulatorOptions,
} from '../../../lib/simulator';
import { startBroker } from '../../../lib/simulator/broker';
import { StompConnection } from '../../../lib/stomp';
import { until } from '../../support/wait';

/** A client of GC that does nothing but send and listen. */
class Desk {
  readonly heard: string[] = [];
  readonly #connection: StompConnection;

  constructor(
    port: number,
    private readonly queue = 'Connector1',
  ) {
    this.#connection = new StompConnection({ brokers: [{ host: '127.0.0.1', port }] });
    this.#connection.subscribe({
      destination: '/topic/desk',
      onMessage: ({ body }) => this.heard.push(body),
    });
  }

  connect(): Promise<void> {
    return this.#connection.connect();
  }

  send(type: string, body = ''): Promise<void> {
    return this.#connection.send({ destination: `/queue/${this.queue}`, type, body });
  }

  events(): GcEvent[] {
    return this.heard.map(parseEvent);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

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
    simulator.fault('out-of-service');
    simulator.fault('in-service');
    await until(() => desk.heard.length === 3);
    assert.deepEqual(desk.events().slice(1), [
      { type: 'System', status: 'OUT_OF_SERVICE' },
      { type: 'System', status: 'IN_SERVICE' },
    ]);
    assert.throws(() => simulator.fault('earthquake' as 'in-service'), {
      code: 'GC_INVALID_PARAMETER',
      message: /no fault "earthquake", but out-of-service, in-service/,
    });
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
    });
  });

  it('tells its log of commands, events and problems, but no password', async () => {
    const { port } = await start({ format: 'text' });
    const desk = await sitDown(port);
    await desk.send('Hello#desk');
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Dance#1081', 'secret');
    await desk.send('GetState#1081');
    await until(() => desk.heard.length === 2);
    assert.deepEqual(log, [
      { kind: 'connected', broker: `127.0.0.1:${port}` },
      { kind: 'command', type: 'Hello#desk', body: '' },
      { kind: 'event', destination: 'desk', body: 'System#IN_SERVICE' },
      { kind: 'command', type: 'Connect#1081', body: '***' },
      { kind: 'command', type: 'Dance#1081', body: '***' },
      { kind: 'problem', text: 'Nothing came of this: this is no command of GC.' },
      { kind: 'command', type: 'GetState#1081', body: '' },
      { kind: 'event', destination: 'desk', body: '1081#State#LOGOUT##Anna Becker' },
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
    simulator.fault('out-of-service');
    await until(() => problems(log).some((text) => /nothing was sent/.test(text)));
  });

  it('does not start with a wrong site, or on a port that is taken', async () => {
    const { port } = await start();
    await assert.rejects(startSimulator({ port }), /cannot listen on 127\.0\.0\.1:\d+/);
    await assert.rejects(startSimulator({ site: { agents: [{}] } as never }), {
      code: 'GC_INVALID_CONFIGURATION',
    });
    await assert.rejects(startSimulator({ commandQueue: 'two\nlines' }), { code: 'STOMP_INVALID_MESSAGE' });
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

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const broker = await startBroker();
  await broker.close();
  return broker.port;
}
