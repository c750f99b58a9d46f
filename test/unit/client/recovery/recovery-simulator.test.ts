import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions } from '../../../../lib/client';
import type { DerivedEvent, GcError, GcEvent } from '../../../../lib/protocol';
import { startSimulator, type FaultName, type Simulator } from '../../../../lib/simulator';
import { until } from '../../../support/wait';

/** Faults that last, and what ends with a single blow. */
const lasting: readonly FaultName[] = ['broker-gone', 'gc-silent', 'out-of-service'];
const single: readonly FaultName[] = ['destination-reconnect', 're-login', 'late-logout'];

describe('Recovery with the simulator', () => {
  let simulator: Simulator;
  let client: GcClient;
  let seen: GcEvent[];
  let concluded: DerivedEvent[];
  let warnings: GcError[];

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    simulator = await startSimulator({ site: { timers: { ringing: 20 } } });
    seen = [];
    concluded = [];
    warnings = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: simulator.port }],
      destination: 'test-client',
      heartbeatMs: 50,
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      recovery: { loginsPerSecond: 500 },
      ...options,
    });
    client.on('event', (event) => seen.push(event));
    client.on('derived', (event) => concluded.push(event));
    client.on('warning', (warning) => warnings.push(warning));
    await client.connect();
  }

  afterEach(async () => {
    await client.close();
    await simulator.close();
  });

  function login(agentId: string, extension: string): Promise<unknown> {
    return client.login({ agentId, password: 'secret', extension });
  }

  /** Ready; not ready with a reason; in a call; with a call on hold and a consult call. */
  async function populate(): Promise<void> {
    await login('1081', '2001');
    await client.command('MakeReady', { agentId: '1081' });
    await login('1082', '2002');
    await client.command('MakeNotReadyWithReason', { agentId: '1082', reasonCode: '2' });
    await client.login({ agentId: '1083', password: 'secret', extension: '2003', phone: '0300' });
    await answer('1083');
    await login('1084', '2004');
    const dialogId = await answer('1084');
    await client.command('ConsultCall', { agentId: '1084', number: '0999', dialogId });
    await until(() =>
      client.callsOf('1084').find(({ leg, state }) => leg === 'consult' && state === 'ACTIVE'),
    );
  }

  async function answer(agentId: string): Promise<string> {
    await client.command('MakeReady', { agentId });
    const dialogId = simulator.incomingCall({ to: agentId, from: '03001234567' });
    await until(() => client.callsOf(agentId)[0]);
    await client.command('AnswerCall', { agentId, dialogId });
    return dialogId;
  }

  /** What the client knows of an agent, without its times. */
  function known(agentId: string): string[] {
    const agent = client.snapshot().agents.find((each) => each.agentId === agentId);
    const calls = client.callsOf(agentId).map(({ dialogId, leg, state }) => `${dialogId} ${leg} ${state}`);
    return [`${agent?.state ?? ''} ${agent?.reasonCode ?? ''}`, ...calls.sort()];
  }

  /** What GC says of an agent when it is asked for everything. */
  async function truth(agentId: string): Promise<string[]> {
    const from = seen.length;
    await client.command('refresh', { agentId });
    await client.command('getdialogstate', { agentId, dialogId: '1' });
    const calls: string[] = [];
    let state = '';
    for (const event of seen.slice(from)) {
      if (event.type === 'State' && event.agentId === agentId) {
        state = `${event.state} ${event.reasonCode ?? ''}`;
      } else if (event.type === 'DialogStatus' && event.agentId === agentId) {
        calls.push(`${event.dialogId ?? ''} main ${event.state ?? ''}`);
        if (event.assDialogId !== undefined) {
          calls.push(`${event.assDialogId} consult ${event.assDialogState ?? ''}`);
        }
      }
    }
    return [state, ...calls.sort()];
  }

  const agentIds = ['1081', '1082', '1083', '1084'];

  function everything(): string[][] {
    return agentIds.map(known);
  }

  /** All logins that a fault has caused are over: a command of each agent goes through. */
  async function recovered(): Promise<void> {
    await until(() => client.health.gc.condition === 'in-service', { what: 'GC in service' });
    await Promise.all(agentIds.map((agentId) => client.command('GetState', { agentId })));
  }

  for (const name of lasting) {
    it(`knows all that happened meanwhile after "${name}"`, async () => {
      await start({ timeoutMs: 1000 });
      await populate();
      await simulator.fault(name);
      await until(() => client.health.gc.condition !== 'in-service', { what: 'the fault to be noticed' });
      simulator.customerHangsUp({ to: '1083' });
      const dialogId = simulator.incomingCall({ to: '1081', from: '0555' });
      const told = seen.length;
      await simulator.endFault(name);
      await recovered();

      const snapshot = everything();
      for (const [index, agentId] of agentIds.entries()) {
        assert.deepEqual(snapshot[index], await truth(agentId));
      }
      assert.deepEqual(known('1081'), ['RESERVED ', `${dialogId} main ALERTING`]);
      assert.equal(known('1082')[0], 'NOT_READY 2');
      assert.equal(client.callsOf('1084').length, 2);
      // Out of service, GC goes on telling what happens; then there is nothing to find.
      const found = seen.slice(told).filter(({ type }) => type === 'InboundCall');
      assert.deepEqual(
        found.map((event) => 'recovered' in event && event.recovered),
        name === 'out-of-service' ? [false, false] : [true, true],
      );
      const ended = concluded.filter(({ type }) => type === 'CallEnded');
      assert.deepEqual(
        ended.map(({ agentId }) => agentId),
        ['1083'],
      );
      assert.deepEqual(warnings, []);
    });
  }

  for (const name of single) {
    it(`is where it was after "${name}"`, async () => {
      await start();
      await populate();
      const before = everything();
      const told = seen.length;
      await simulator.fault(name);
      await until(() => seen.slice(told).some((event) => 'recovered' in event && event.recovered));
      await recovered();
      assert.deepEqual(everything(), before);
      assert.deepEqual(warnings, []);
    });
  }

  it('leaves an agent to the client that has taken it', async () => {
    await start();
    await populate();
    await simulator.fault('session-invalidated', { to: '1082' });
    await until(() => warnings.length > 0);
    await simulator.fault('broker-gone');
    await until(() => client.health.broker.condition !== 'connected');
    await simulator.endFault('broker-gone');
    await until(() => client.health.gc.condition === 'in-service');
    await client.command('GetState', { agentId: '1081' });
    assert.equal(known('1082')[0], 'LOGOUT ');
    assert.deepEqual(
      warnings.map(({ code, agentId }) => [code, agentId]),
      [['SESSION_INVALIDATED', '1082']],
    );
  });
});
