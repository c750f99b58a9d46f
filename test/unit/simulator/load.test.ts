import assert from 'node:assert/strict';
import type { GcEvent } from '../../../lib/protocol';
import { startSimulator, SteppedClock, type SimulatorOptions } from '../../../lib/simulator';
import { until } from '../../support/wait';
import { Desk } from './engine/desk';
import { Witness } from './engine/witness';

const second = 1000;
const minute = 60 * second;

interface Told {
  /** `<destination> <message>` */
  readonly line: string;
  readonly destination: string;
  readonly event: GcEvent | undefined;
}

describe('the load of the simulator', () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const item of closing.splice(0).reverse()) {
      await item.close();
    }
  });

  /** A simulator whose clock stands still, and all it tells. */
  async function start(options: SimulatorOptions = {}) {
    const clock = new SteppedClock();
    const told: Told[] = [];
    const simulator = await startSimulator({
      clock,
      ...options,
      onLog: (entry) => {
        if (entry.kind === 'event') {
          const { destination, body, event } = entry;
          told.push({ line: `${destination} ${body}`, destination, event });
        }
      },
    });
    closing.push(simulator);
    return { simulator, clock, told };
  }

  for (const flavour of ['ucce', 'uccx'] as const) {
    it(`keeps agents busy, and leaves none in an impossible state, with ${flavour}`, async () => {
      const { simulator, clock, told } = await start({ flavour });
      simulator.startLoad({ agents: 30 });
      const witness = new Witness(flavour);
      const states = new Map<string, string>();
      let busy = 0;
      for (let time = 0; time < 60 * minute; time += second) {
        clock.advance(second);
        const heard = told.splice(0);
        witness.hear(heard.map(({ line }) => line));
        for (const { event } of heard) {
          if (event?.type === 'State') {
            states.set(event.agentId, event.state);
          }
        }
        busy += [...states.values()].filter(
          (state) => !/READY$/.test(state) || state === 'WORK_READY',
        ).length;
      }
      const share = busy / 3600 / 30;
      assert.ok(share > 0.6 && share < 0.9, `${share} of the agents are busy`);
    });
  }

  it('lets as many customers call, and give up, as it is told', async () => {
    const { simulator, clock, told } = await start();
    simulator.startLoad({ agents: 40, callsPerHour: 600, handleTime: 60, abandonRate: 0.2 });
    clock.advance(5 * 60 * minute);
    const calls = new Set<string>();
    const answered = new Set<string>();
    for (const { event } of told) {
      if (event?.type === 'InboundCall' && event.dialogId !== undefined) {
        calls.add(event.dialogId);
        if (event.state === 'ACTIVE') {
          answered.add(event.dialogId);
        }
      }
    }
    assert.ok(calls.size > 2800 && calls.size < 3200, `${calls.size} calls`);
    const share = answered.size / calls.size;
    assert.ok(share > 0.77 && share < 0.83, `${share} of the calls were answered`);
  });

  it('brings calls to the agents of clients, too, and ends them', async () => {
    const { simulator, clock, told } = await start();
    const desk = await sitDown(simulator.port);
    const heard = (state: string) =>
      told.find(
        ({ event }) => event?.type === 'InboundCall' && event.agentId === '1081' && event.state === state,
      );
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.send('MakeReady#1081');
    await desk.next(3);
    simulator.startLoad({ agents: 3, callsPerHour: 1000, abandonRate: 0 });
    for (let time = 0; time < minute && heard('ALERTING') === undefined; time += second) {
      clock.advance(second);
    }
    const { event } = heard('ALERTING') ?? {};
    assert.ok(event?.type === 'InboundCall');
    await desk.send('AnswerCall#1081', event.dialogId);
    await until(() => heard('ACTIVE'));
    clock.advance(60 * minute);
    assert.ok(heard('DROP'));
  });

  it('ends when it is told to, and leaves nothing behind', async () => {
    const { simulator, clock, told } = await start();
    assert.equal(simulator.load, undefined);
    const load = simulator.startLoad({ agents: 10, handleTime: 100, destination: 'busy' });
    assert.deepEqual(load, {
      agents: 10,
      callsPerHour: 240,
      handleTime: 100,
      abandonRate: 0.05,
      seed: 1,
      destination: 'busy',
    });
    assert.equal(simulator.load, load);
    clock.advance(20 * minute);
    simulator.startLoad({ agents: 12 });
    clock.advance(20 * minute);
    simulator.stopLoad();
    simulator.stopLoad();
    assert.equal(simulator.load, undefined);
    assert.equal(clock.waiting, 0);
    const states = new Map<string, string>();
    for (const { event } of told) {
      if (event?.type === 'State') {
        states.set(event.agentId, event.state);
      }
    }
    assert.deepEqual([...states.values()], Array(12).fill('LOGOUT'));
    told.length = 0;
    clock.advance(60 * minute);
    assert.deepEqual(told, []);
    assert.throws(() => simulator.incomingCall({ to: '5001', from: '0300' }), { code: 'USER_NOT_FOUND' });
  });

  it('needs no more memory after hours, even with too many customers', async () => {
    const { simulator, clock, told } = await start();
    simulator.startLoad({ agents: 5, callsPerHour: 3000 });
    clock.advance(60 * minute);
    const before = clock.waiting;
    for (let hour = 0; hour < 5; hour += 1) {
      told.length = 0;
      clock.advance(60 * minute);
    }
    assert.ok(clock.waiting < before * 1.2, `${clock.waiting} timers, not ${before}`);
    assert.ok(clock.waiting < 3 * (5 + 100), `${clock.waiting} timers`);
  });

  it('goes on after GC was out of service, or has forgotten everybody', async () => {
    const { simulator, clock, told } = await start();
    simulator.startLoad({ agents: 10, callsPerHour: 400, handleTime: 60 });
    const answers = () => told.splice(0).filter(({ line }) => /"InboundCall".*"Active"/.test(line)).length;
    for (const fault of ['out-of-service', 're-login', 'session-invalidated'] as const) {
      clock.advance(10 * minute);
      await simulator.fault(fault);
      clock.advance(5 * minute);
      await simulator.fault('in-service');
      clock.advance(2 * minute);
      answers();
      clock.advance(10 * minute);
      const count = answers();
      assert.ok(count > 30, `${count} calls were answered after ${fault}`);
    }
  });

  it('is the same with the same seed', async () => {
    const run = async (seed: number) => {
      const { simulator, clock, told } = await start({ seed, format: 'text' });
      const desk = await sitDown(simulator.port, 'gc-load');
      await desk.send('Connect#1081', 'gc-load,secret');
      await desk.send('Login#1081', 'secret,2001');
      await desk.send('MakeReady#1081');
      await desk.next(3);
      simulator.startLoad({ agents: 20 });
      await simulator.fault('duplicate-events', { probability: 0.1 });
      for (let time = 0; time < 20 * minute; time += minute) {
        clock.advance(minute);
        await until(() => desk.heard.length === told.length - 3);
      }
      return desk.heard.join('\n');
    };
    const [once, again, other] = [await run(7), await run(7), await run(8)];
    assert.ok(once.length > 10_000);
    assert.equal(again, once);
    assert.notEqual(other, once);
  });

  it('is refused where it cannot be', async () => {
    const { simulator } = await start();
    for (const [options, message] of [
      [{ agents: 0 }, /agents must be a whole number from 1 to 2000/],
      [{ callsPerHour: 0 }, /callsPerHour must be a number from 1 to 1000000/],
      [{ abandonRate: 1.1 }, /abandonRate must be a number from 0 to 1/],
      [{ handleTime: Number.NaN }, /handleTime must be/],
      [{ seed: 1.5 }, /seed must be/],
      [{ destination: 'a b' }, /destination must be a topic name/],
    ] as const) {
      assert.throws(() => simulator.startLoad(options), { code: 'GC_INVALID_PARAMETER', message });
    }
    assert.equal(simulator.load, undefined);
    const { simulator: without } = await start({ site: { queues: [] } });
    assert.throws(() => without.startLoad(), { code: 'GC_INVALID_CONFIGURATION', message: /no queues/ });
  });

  async function sitDown(port: number, destination?: string): Promise<Desk> {
    const desk = new Desk(port, 'Connector1', destination);
    closing.push(desk);
    await desk.connect();
    return desk;
  }
});
