import assert from 'node:assert/strict';
import {
  faults,
  startSimulator,
  SteppedClock,
  type Fault,
  type FaultName,
  type Simulator,
  type SimulatorOptions,
} from '../../../lib/simulator';
import { startBroker } from '../../../lib/simulator/broker';
import { once, until } from '../../support/wait';
import { Desk } from './engine/desk';

/** 1081 is logged in from `desk`; what was said until now is forgotten. */
interface Scene {
  readonly simulator: Simulator;
  readonly desk: Desk;
  readonly clock: SteppedClock;
  /** Another client. */
  readonly join: (destination?: string) => Promise<Desk>;
  /** Sends commands, and returns when GC has taken them. */
  readonly send: (...commands: string[]) => Promise<void>;
}

const notReady = '1081#State#NOT_READY##Anna Becker';
const ready = '1081#State#READY##Anna Becker';

describe('the faults of the simulator', () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const item of closing.splice(0).reverse()) {
      await item.close();
    }
  });

  async function open(options: SimulatorOptions = {}): Promise<Scene> {
    const clock = new SteppedClock();
    let taken = 0;
    const simulator = await startSimulator({
      format: 'text',
      clock,
      ...options,
      onLog: ({ kind }) => (taken += kind === 'command' ? 1 : 0),
    });
    closing.push(simulator);
    const join = async (destination = 'desk') => {
      const desk = new Desk(simulator.port, 'Connector1', destination);
      closing.push(desk);
      await desk.connect();
      return desk;
    };
    const desk = await join();
    const send = async (...commands: string[]) => {
      const all = taken + commands.length;
      for (const command of commands) {
        const [type = '', body] = command.split(' ');
        await desk.send(type, body);
      }
      await until(() => taken === all);
    };
    await send('Connect#1081 desk,secret', 'Login#1081 secret,2001');
    await desk.next(2);
    return { simulator, desk, clock, join, send };
  }

  /** What each fault looks like to those who are connected to the broker. */
  const sights: Readonly<Record<FaultName, (scene: Scene) => Promise<void>>> = {
    'broker-gone': async ({ simulator, desk, send, join }) => {
      await simulator.fault('broker-gone');
      await until(() => desk.connection.state === 'reconnecting');
      await assert.rejects(join(), { code: 'STOMP_CONNECT_FAILED' });
      await simulator.endFault('broker-gone');
      await until(() => desk.connection.state === 'connected');
      await send('GetState#1081');
      assert.deepEqual(await desk.next(), [notReady]);
    },

    'broker-half-open': async ({ simulator, desk, join }) => {
      await simulator.fault('broker-half-open');
      const sent = desk.send('GetState#1081');
      const other = await join('other');
      await other.send('Hello#other');
      assert.deepEqual(await other.next(), ['System#IN_SERVICE']);
      assert.deepEqual([desk.connection.state, desk.heard], ['connected', []]);
      await simulator.endFault('broker-half-open');
      await sent;
      assert.deepEqual(await desk.next(), [notReady]);
    },

    'broker-slow': async ({ simulator, desk }) => {
      await simulator.fault('broker-slow', { delayMs: 150 });
      const start = performance.now();
      await desk.send('Hello#desk');
      assert.ok(performance.now() - start > 140);
      await simulator.endFault('broker-slow');
      assert.deepEqual(await desk.next(), ['System#IN_SERVICE']);
    },

    'broker-refuses-login': async ({ simulator, desk, send, join }) => {
      await simulator.fault('broker-refuses-login');
      await assert.rejects(join(), { code: 'STOMP_LOGIN_REFUSED' });
      await send('Hello#desk');
      await desk.next();
      await simulator.endFault('broker-refuses-login');
      await join('other');
    },

    'active-gone': async ({ simulator, desk, join }) => {
      const destination = '/queue/Consumer.flows.VirtualTopic.gc.desk';
      const publish = (body: string) =>
        desk.connection.send({ destination: '/topic/VirtualTopic.gc.desk', body });
      const taken: string[] = [];
      const newReader = async (name: string) => {
        const { connection } = await join(name);
        const headers = { 'activemq.exclusive': 'true' };
        connection.subscribe({
          destination,
          headers,
          onMessage: ({ body }) => taken.push(`${name}: ${body}`),
        });
        await connection.send({ destination: '/topic/nobody', body: 'subscribed' });
        return connection;
      };
      const active = await newReader('active');
      await newReader('standby');
      await publish('before');
      await until(() => taken.length === 1);
      const isCut = once(active, 'state');
      await simulator.fault('active-gone');
      await isCut;
      await publish('after');
      await until(() => taken.length === 2);
      assert.deepEqual(taken, ['active: before', 'standby: after']);
    },

    'gc-silent': async ({ simulator, desk, send }) => {
      await simulator.fault('gc-silent');
      await send('MakeReady#1081', 'Hello#desk');
      await simulator.endFault('gc-silent');
      await send('GetState#1081');
      assert.deepEqual(await desk.next(), [ready]);
    },

    'out-of-service': async ({ simulator, desk, send }) => {
      await simulator.fault('out-of-service');
      await send('Hello#desk', 'MakeReady#1081');
      await simulator.endFault('out-of-service');
      assert.deepEqual(await desk.next(4), [
        'System#OUT_OF_SERVICE',
        'System#OUT_OF_SERVICE',
        '1081#Error#DOWN',
        'System#IN_SERVICE',
      ]);
    },

    're-login': async ({ simulator, desk, send }) => {
      await simulator.fault('re-login', { to: '1081' });
      await send('MakeReady#1081', 'Connect#1081 desk,secret', 'Login#1081 secret,2001');
      assert.deepEqual(await desk.next(4), [
        '1081#State#RE_LOGIN',
        '1081#State#RE_LOGIN',
        '1081#AgentInfo#Anna#Becker#false#OPTIONAL#Anna Becker',
        notReady,
      ]);
    },

    'destination-reconnect': async ({ simulator, desk, send }) => {
      await simulator.fault('destination-reconnect');
      await send('MakeReady#1081', 'Connect#1081 desk,secret', 'MakeReady#1081');
      assert.deepEqual(await desk.next(3), ['DESTINATION#desk#RECONNECT', '1081#State#RE_LOGIN', ready]);
    },

    'session-invalidated': async ({ simulator, desk, send, join }) => {
      const other = await join('another-client');
      await simulator.fault('session-invalidated', { to: '2001' });
      assert.deepEqual(await desk.next(2), [
        '1081#State#LOGOUT##Anna Becker',
        '1081#Error#SESSION_INVALIDATED',
      ]);
      await send('GetState#1081');
      assert.deepEqual(await other.next(), [notReady]);
    },

    'licences-exceeded': async ({ simulator, desk, send }) => {
      await simulator.fault('licences-exceeded');
      const login = ['Connect#1082 desk,secret', 'Login#1082 secret,2002'];
      await send(...login, 'MakeReady#1081');
      await simulator.endFault('licences-exceeded');
      await send(...login);
      const heard = await desk.next(4);
      assert.deepEqual(heard.slice(0, 2), ['1082#Error#LICENSES_EXCEEDED', ready]);
      assert.match(heard[3] ?? '', /^1082#State#NOT_READY#/);
    },

    'late-logout': async ({ simulator, desk, send }) => {
      await simulator.fault('late-logout');
      await send('GetState#1081');
      assert.deepEqual(await desk.next(2), ['1081#State#LOGOUT#-1#Anna Becker', notReady]);
    },

    'consult-event-first': async ({ simulator, desk, send }) => {
      await send('MakeReady#1081');
      const dialogId = simulator.incomingCall({ to: '1081', from: '0300' });
      await send(`AnswerCall#1081 ${dialogId}`);
      await desk.next(6);
      await simulator.fault('consult-event-first');
      await send(`ConsultCall#1081 0301,${dialogId}`);
      const calls = (await desk.next(4)).filter((line) => line.includes('Call#'));
      const order = calls.map((line) => line.split('#').slice(1, 3).join(' '));
      assert.deepEqual(order.slice(0, 2), ['ConsultCall INITIATING', 'InboundCall HELD']);
    },

    'duplicate-events': async ({ simulator, desk, send }) => {
      await simulator.fault('duplicate-events', { to: '1081' });
      await send('MakeReady#1081', 'Hello#desk');
      await simulator.fault('duplicate-events', { probability: 0 });
      await send('GetState#1081');
      assert.deepEqual(await desk.next(4), [ready, ready, 'System#IN_SERVICE', ready]);
    },

    garbage: async ({ simulator, desk }) => {
      await simulator.fault('garbage', { to: '1081', count: 4 });
      assert.deepEqual(await desk.next(4), [
        '1081#State#NOT_R',
        '1081###State###NOT_READY######Anna Becker',
        '1081\u0007#State\u0007#NOT_READY\u0007##Anna\u0007 Becker\u0007',
        '1081#State#NOT_R',
      ]);
    },

    'stray-error': async ({ simulator, desk }) => {
      await simulator.fault('stray-error');
      assert.deepEqual(await desk.next(), ['1081#Error#CF_GENERIC_UNSPECIFIED_REJECTION']);
    },

    'late-reply': async ({ simulator, desk, send, clock }) => {
      await simulator.fault('late-reply', { to: '1081', delayMs: 12_000 });
      await send('MakeReady#1081', 'Hello#desk');
      assert.deepEqual(await desk.next(), ['System#IN_SERVICE']);
      clock.advance(11_999);
      await send('Hello#desk');
      assert.deepEqual(await desk.next(), ['System#IN_SERVICE']);
      clock.advance(1);
      assert.deepEqual(await desk.next(), [ready]);
    },
  };

  for (const name of Object.keys(faults) as FaultName[]) {
    it(`show on the wire: ${name}`, async () => {
      const scene = await open();
      await sights[name](scene);
    });
  }

  it('hold back no command beyond a reset', async () => {
    const { simulator, send, clock } = await open();
    await simulator.fault('late-reply');
    await send('Login#1081 secret,2001');
    await simulator.reset();
    clock.advance(20_000);
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1081')?.state, 'LOGOUT');
  });

  it('spoil JSON, too', async () => {
    const { simulator, desk } = await open({ format: 'json' });
    await simulator.fault('garbage');
    for (const message of await desk.next(3)) {
      assert.throws(() => JSON.parse(message) as unknown, SyntaxError, message);
    }
  });

  it('are named while they last', async () => {
    for (const [name, { lasts }] of Object.entries(faults) as [FaultName, { lasts: boolean }][]) {
      const { simulator } = await open();
      await simulator.fault(name);
      assert.deepEqual(simulator.activeFaults, lasts ? [name] : [], name);
      if (lasts) {
        await simulator.endFault(name);
        await simulator.endFault(name);
        assert.deepEqual(simulator.activeFaults, []);
      } else {
        await assert.rejects(simulator.endFault(name), {
          code: 'GC_INVALID_PARAMETER',
          message: /happens once/,
        });
      }
    }
  });

  it('can be several at a time', async () => {
    const { simulator, desk, send } = await open();
    await simulator.fault('duplicate-events');
    await simulator.fault('out-of-service');
    assert.deepEqual(simulator.activeFaults, ['duplicate-events', 'out-of-service']);
    await send('MakeReady#1081');
    assert.deepEqual((await desk.next(4)).slice(2), ['1081#Error#DOWN', '1081#Error#DOWN']);
  });

  it('happen in a share of cases', async () => {
    const { simulator, desk, send } = await open();
    await simulator.fault('duplicate-events', { probability: 0.5 });
    await send(...Array<string>(100).fill('GetState#1081'), 'Hello#desk');
    await until(() => desk.heard.some((line) => line.startsWith('System')));
    const states = desk.heard.filter((line) => line === notReady).length;
    assert.ok(states > 125 && states < 175, String(states));
  });

  it('of the broker are not to be had beside another broker', async () => {
    const broker = await startBroker();
    closing.push(broker);
    const { simulator } = await open({ broker: { host: '127.0.0.1', port: broker.port } });
    await assert.rejects(simulator.fault('broker-gone'), {
      code: 'GC_INVALID_PARAMETER',
      message: /broker-gone is one of the embedded broker: disturb the other broker itself/,
    });
    await simulator.fault('gc-silent');
  });

  it('are refused where they make no sense', async () => {
    const { simulator, send } = await open();
    const refused = [
      ['earthquake', {}, 'GC_INVALID_PARAMETER', /knows no fault "earthquake", but broker-gone, /],
      ['gc-silent', { to: '1081' }, 'GC_INVALID_PARAMETER', /the fault gc-silent has no to/],
      [
        'duplicate-events',
        { probability: 2 },
        'GC_INVALID_PARAMETER',
        /probability must be a number from 0 to 1/,
      ],
      ['garbage', { count: 1.5 }, 'GC_INVALID_PARAMETER', /count must be a whole number from 1 to 1000/],
      ['late-reply', { delayMs: Number.NaN }, 'GC_INVALID_PARAMETER', /delayMs must be a whole number/],
      ['re-login', { to: '4711' }, 'USER_NOT_FOUND', /"4711"/],
      ['re-login', { to: '1082' }, 'CF_INVALID_OBJECT_STATE', /^Agent 1082: the agent is not logged in/],
    ] as const;
    for (const [name, options, code, message] of refused) {
      await assert.rejects(simulator.fault(name as Fault, options), { code, message });
    }
    await send('force_logout#1081');
    await assert.rejects(simulator.fault('stray-error'), {
      code: 'CF_INVALID_OBJECT_STATE',
      message: /^no agent is logged in/,
    });
    assert.deepEqual(simulator.activeFaults, []);
  });
});
