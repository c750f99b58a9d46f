import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions, type Outcome } from '../../../../lib/client';
import { GcError } from '../../../../lib/protocol';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const agentId = '1081';

/** Something that takes GC away from the client, and gives it back. */
interface Outage {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

describe('an outage', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  /** What has arrived at GC, oldest first. */
  let arrived: string[];

  const outages: Readonly<Record<string, Outage>> = {
    'GC out of service': {
      begin: async () => {
        gc.heartbeatAnswer = 'System#OUT_OF_SERVICE';
        await gc.publish('System#OUT_OF_SERVICE');
        await untilGcIs('out-of-service');
      },
      end: () => {
        gc.heartbeatAnswer = 'System#IN_SERVICE';
        return gc.publish('System#IN_SERVICE');
      },
    },
    'GC silent': {
      begin: async () => {
        gc.heartbeatAnswer = undefined;
        await untilGcIs('silent');
      },
      end: () => {
        gc.heartbeatAnswer = 'System#IN_SERVICE';
        return gc.publish('System#IN_SERVICE');
      },
    },
    RECONNECT: {
      begin: async () => {
        let isTold = false;
        client.once('event', () => (isTold = true));
        await gc.publish('DESTINATION#test-client#RECONNECT');
        await until(() => isTold, { what: 'RECONNECT' });
      },
      end: () => Promise.resolve(),
    },
    'the broker lost': {
      begin: () => breakConnection(gc, client),
      end: () => Promise.resolve(),
    },
  };

  async function start(options: Partial<GcClientOptions>): Promise<void> {
    gc = await ScriptedGc.start();
    arrived = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      recovery: { loginsPerSecond: 1000 },
      heartbeatMs: 200,
      missedBeats: 3,
      ...options,
    });
    await client.connect();
    await untilGcIs('in-service');
    const outcome = client.login({ agentId, password: 'hunter2', extension: '2001' });
    await seen('Login#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
    await outcome;
    takeAll();
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  function untilGcIs(condition: string): Promise<unknown> {
    return until(() => client.health.gc.condition === condition, { what: `GC ${condition}` });
  }

  /** Takes what has arrived at GC. */
  function takeAll(): string[] {
    arrived.push(...gc.take().map(({ type }) => type ?? ''));
    return arrived;
  }

  /** Waits until a command has arrived, and forgets what came before it. */
  async function seen(type: string): Promise<void> {
    await until(() => takeAll().includes(type), { what: type });
    arrived.splice(0, arrived.indexOf(type) + 1);
  }

  /** GC lets the recovery of the agent succeed. */
  async function answerRecovery(): Promise<void> {
    await seen('Login#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
    await seen('GetState#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
  }

  const becomeReady = () => client.command('MakeReady', { agentId }, { timeoutMs: 20_000 });
  const answerCall = () => client.command('AnswerCall', { agentId, dialogId: '5' }, { timeoutMs: 20_000 });
  const codeOf = (command: Promise<Outcome>) =>
    command.then(
      ({ outcome }) => outcome,
      (error: unknown) => (error instanceof GcError ? error.code : String(error)),
    );

  for (const whileAway of ['fail', 'wait'] as const) {
    for (const [name, outage] of Object.entries(outages)) {
      const isBroker = name === 'the broker lost';

      it(`during recovery (${name}, ${whileAway}) lets no user's command out before its agent is back`, async () => {
        await start({ whileAway });
        await breakConnection(gc, client);
        await seen('Login#1081'); // it is not answered
        const [change, call] = [codeOf(becomeReady()), codeOf(answerCall())];
        await outage.begin();
        const users = ['MakeReady#1081', 'AnswerCall#1081'];
        assert.deepEqual(
          takeAll().filter((type) => users.includes(type)),
          [],
        );
        await outage.end();
        await seen('Connect#1081');
        assert.deepEqual(
          takeAll().filter((type) => users.includes(type)),
          [],
        );
        await answerRecovery();

        const isGone = { change: isBroker && whileAway === 'fail', call: isBroker };
        const expected = users.filter((_, index) => (index === 0 ? !isGone.change : !isGone.call));
        for (const type of expected) {
          await until(() => takeAll().includes(type), { what: type });
        }
        await gc.publish('1081#State#READY##Ann', '1081#InboundCall#ACTIVE#DialogID:5####Ann');
        assert.equal(await change, isGone.change ? 'GC_NOT_CONNECTED' : 'confirmed');
        assert.equal(await call, isGone.call ? 'GC_NOT_CONNECTED' : 'confirmed');
      });
    }
  }

  for (const [name, outage] of Object.entries(outages)) {
    it(`(${name}) does not let a command under way keep the agent from being logged in again`, async () => {
      await start({});
      const change = codeOf(becomeReady());
      await seen('MakeReady#1081');
      await outage.begin();
      await outage.end();
      await answerRecovery();
      await gc.publish('1081#State#READY##Ann');
      assert.equal(await change, name === 'the broker lost' ? 'GC_CONNECTION_LOST' : 'confirmed');
    });
  }
});

describe('commands in large numbers', function () {
  this.timeout(60_000);

  let gc: ScriptedGc;
  let client: GcClient;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      whileAway: 'wait',
      timeoutMs: 50_000,
    });
    await client.connect();
  });

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  /** Nobody answers this one: its outcome is that the broker has it. */
  const askForMany = () =>
    Promise.allSettled(
      Array.from({ length: 3000 }, (_, index) => client.command('refresh', { agentId: String(index) })),
    );

  it('all go, when they are asked for at once', async () => {
    const results = await askForMany();
    assert.deepEqual(
      results.find(({ status }) => status === 'rejected'),
      undefined,
    );
  });

  it('all go, when they have waited for the connection, each once', async () => {
    await breakConnection(gc, client);
    const results = await askForMany();
    assert.deepEqual(
      results.find(({ status }) => status === 'rejected'),
      undefined,
    );
    const arrived: (string | undefined)[] = [];
    await until(
      () => {
        arrived.push(...gc.take().map(({ type }) => type));
        return arrived.length >= 3000;
      },
      { timeoutMs: 30_000, what: '3000 commands at GC' },
    );
    assert.equal(arrived.length, 3000);
    assert.equal(new Set(arrived).size, 3000);
  });
});

/** Resolves before the client can be back. */
async function breakConnection(gc: ScriptedGc, client: GcClient): Promise<void> {
  const broken = new Promise<void>((resolve) => {
    client.on('health', ({ broker }) => {
      if (broker.condition === 'disconnected') {
        resolve();
      }
    });
  });
  gc.broker.dropConnections();
  await broken;
}
