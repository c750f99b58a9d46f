import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions } from '../../../../lib/client';
import type { CommandEnded, GcEvent } from '../../../../lib/protocol';
import { startSimulator, type FaultName, type Simulator } from '../../../../lib/simulator';
import { Random } from '../../../../lib/simulator/random';
import { until } from '../../../support/wait';

const lasting: readonly FaultName[] = ['broker-gone', 'gc-silent', 'out-of-service'];
const single: readonly FaultName[] = ['destination-reconnect', 're-login', 'late-logout'];
const login = { agentId: '1081', password: 'secret', extension: '2001' };

describe('CommandEnded of a client', () => {
  let simulator: Simulator;
  let client: GcClient;
  let told: CommandEnded[];

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    simulator = await startSimulator();
    told = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: simulator.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      recovery: { loginsPerSecond: 500 },
      ...options,
    });
    client.on('command', (event) => told.push(event));
    await client.connect();
  }

  afterEach(async () => {
    await client.close();
    await simulator.close();
  });

  const ends = () => told.map(({ command, by, outcome }) => `${command} by ${by.kind}: ${outcome}`);

  it('is told to the listeners of "command" alone', async () => {
    await start();
    const others: unknown[] = [];
    client.on('derived', (event) => others.push(event.type));
    client.on('live', (event: GcEvent | { type: string }) => others.push(event.type));
    await client.login(login, { by: { kind: 'node', nodeId: 'n1' } });
    assert.deepEqual(ends(), ['Connect by node: sent', 'Login by node: confirmed']);
    assert.ok(!others.includes('CommandEnded'));
    assert.doesNotMatch(JSON.stringify(told), /secret/);
  });

  it('is told once of a login that cannot be sent', async () => {
    await start();
    await client.login({ ...login, extension: 'x' }).catch(() => undefined);
    await client.login({ ...login, password: 'a,b' }).catch(() => undefined);
    await client.login({ ...login, phone: 'x' }).catch(() => undefined);
    assert.deepEqual(ends(), [
      'Login by library: not-sent',
      'Connect by library: not-sent',
      'MobileAgentLogin by library: not-sent',
    ]);
  });

  it('names who refreshes an agent and its calls', async () => {
    await start();
    await client.login(login);
    await client.command('MakeReady', { agentId: '1081' });
    simulator.incomingCall({ to: '1081', from: '03001234567' });
    await until(() => client.callsOf('1081').length === 1, { what: 'the call' });
    told.length = 0;
    await client.refresh('1081', { by: { kind: 'sidebar', user: 'ann' } });
    await client.refresh('1081');
    assert.deepEqual(ends(), [
      'GetState by sidebar: confirmed',
      'getdialogstate by sidebar: confirmed',
      'GetState by library: confirmed',
      'getdialogstate by library: confirmed',
    ]);
  });

  it('names the connection that brings an agent back', async () => {
    await start();
    await client.login(login);
    told.length = 0;
    await simulator.fault('re-login');
    await until(() => told.some(({ command }) => command === 'Login'), { what: 'the login' });
    assert.deepEqual(new Set(told.map(({ by }) => by.kind)), new Set(['connection']));
    assert.doesNotMatch(JSON.stringify(told), /secret/);
  });

  it('is told of what the end of the client interrupts', async () => {
    await start();
    await simulator.fault('gc-silent');
    client.command('MakeReady', { agentId: '1081' }).catch(() => undefined);
    client.command('GetState', { agentId: '1081' }, { key: 'one' }).catch(() => undefined);
    await until(() => client.snapshot().counters.waitingCommands > 0, { what: 'a waiting command' });
    await client.close();
    await until(() => told.length === 2, { what: 'both ends' });
    assert.deepEqual(ends().sort(), ['GetState by library: not-sent', 'MakeReady by library: unknown']);
  });

  it('comes exactly once for each command over 100 random faults', async () => {
    await start({ whileAway: 'wait', timeoutMs: 300, heartbeatMs: 50 });
    const random = new Random(7);
    const asked: string[] = [];
    const ask = () => {
      const by = { kind: 'node', nodeId: String(asked.length) } as const;
      asked.push(by.nodeId);
      const agent = { agentId: '1081' };
      const running = random.pick([
        () => client.command('MakeReady', agent, { by }),
        () => client.command('MakeNotReady', agent, { by }),
        () => client.command('GetState', agent, { by }),
        () => client.command('MakeCall', { ...agent, number: random.pick(['2002', 'x']) }, { by }),
      ])();
      return running.catch(() => undefined);
    };
    await client.login(login, { timeoutMs: 60_000 });
    const all: Promise<unknown>[] = [];
    for (let count = 0; count < 100; count += 1) {
      const fault = random.pick([...lasting, ...single]);
      await simulator.fault(fault).catch(() => undefined); // Without an agent, some faults cannot happen.
      all.push(ask(), ask(), ask());
      await new Promise((resolve) => setTimeout(resolve, random.next() * 40));
      all.push(ask());
      if (lasting.includes(fault)) {
        await simulator.endFault(fault);
      }
    }
    await Promise.all(all);
    const byNode = told.flatMap(({ by }) => (by.kind === 'node' ? [Number(by.nodeId)] : []));
    assert.deepEqual(
      byNode.sort((one, other) => one - other),
      asked.map(Number),
    );
    assert.equal(new Set(told).size, told.length);
    assert.doesNotMatch(JSON.stringify(told), /secret/);
  });
});
