import assert from 'node:assert/strict';
import { once } from 'node:events';
import sinon from 'sinon';
import { GcClient, type GcClientOptions, type Health } from '../../../lib/client';
import { GcError, type CommandName, type CommandParameters, type GcEvent } from '../../../lib/protocol';
import { ScriptedGc } from '../../support/scripted-gc';
import { stopClock } from '../../support/stopped-clock';
import { until } from '../../support/wait';

describe('GcClient', () => {
  let gc: ScriptedGc;
  let client: GcClient;

  function newClient(options: Partial<GcClientOptions> = {}): GcClient {
    const brokers = [{ host: '127.0.0.1', port: gc.broker.port }];
    return new GcClient({ brokers, destination: 'test-client', ...options });
  }

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    client = newClient();
    await client.connect();
  });

  afterEach(async () => {
    await client.close();
    await gc.close();
    sinon.restore();
  });

  /** The error a command ends with, or undefined while and when it has none. */
  async function failure<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<GcError> {
    return client.command(name, parameters, options).then(
      (outcome) => assert.fail(`${name} ended ${outcome.outcome}`),
      (error: unknown) => {
        assert.ok(error instanceof GcError);
        return error;
      },
    );
  }

  describe('a command', () => {
    it('goes out as the specification says', async () => {
      const outcome = client.command('MakeCall', { agentId: '1081', number: '2002' });
      assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
      await gc.publish('1081#InboundCall#INITIATING#DialogID:7####Ann');
      await outcome;
    });

    it('is confirmed by the event that its row describes', async () => {
      const before = Date.now();
      const outcome = client.command('MakeReady', { agentId: '1081' });
      await gc.next();
      await gc.publish('1081#AgentInfo#Ann#Lee#false#OPTIONAL#Ann Lee', '1081#State#READY##Ann Lee');
      const { sentAt, latencyMs, ...rest } = await outcome;
      assert.deepEqual(rest, {
        command: 'MakeReady',
        outcome: 'confirmed',
        event: { type: 'State', agentId: '1081', state: 'READY' },
      });
      // Latencies are not measured with the clock that shows the time of day.
      const end = Date.now() + 100;
      assert.ok(
        before <= sentAt && latencyMs >= 0 && sentAt + latencyMs <= end,
        `${sentAt} ${latencyMs} ${end}`,
      );
    });

    it('is sent, not confirmed, when GC does not answer it', async () => {
      const { outcome, event } = await client.command('wrapup', {
        agentId: '1081',
        wrapUpReason: 'Sales',
        dialogId: '5',
      });
      assert.deepEqual([outcome, event], ['sent', undefined]);
      assert.deepEqual(await gc.next(), { type: 'wrapup#1081', body: 'Sales,5' });
    });

    it('is not confirmed by the event of another agent, another dialog or another state', async () => {
      const outcome = client.command('HoldCall', { agentId: '1081', dialogId: '5' });
      await gc.next();
      await gc.publish(
        '1082#InboundCall#HELD#DialogID:5#Bob',
        '1081#InboundCall#HELD#DialogID:6#Ann',
        '1081#InboundCall#ACTIVE#DialogID:5####Ann',
        '1081#InboundCall#HELD#DialogID:5#Ann',
      );
      assert.deepEqual((await outcome).event, {
        type: 'InboundCall',
        agentId: '1081',
        state: 'HELD',
        dialogId: '5',
      });
    });

    it('is confirmed by a pending state while the agent talks', async () => {
      const outcome = client.command('MakeNotReady', { agentId: '1081' });
      await gc.next();
      await gc.publish('{"type":"State","agentId":"1081","state":"TALKING","pendingState":"NOT_READY"}');
      assert.equal((await outcome).outcome, 'confirmed');
    });

    it('MakeCall is not confirmed by a call that comes in at the same time', async () => {
      const outcome = client.command('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish(
        '1081#NewInboundCall#0300#0300#DialogID:8',
        '1081#InboundCall#ALERTING#DialogID:8####Ann',
        '1081#InboundCall#INITIATING#DialogID:9####Ann',
      );
      const { event } = await outcome;
      assert.equal(event?.type === 'InboundCall' && event.dialogId, '9');
    });

    it('MakeCall is not confirmed by a call that the agent had before', async () => {
      await gc.publish('1081#InboundCall#ACTIVE#DialogID:5####Ann');
      await once(client, 'event');
      const outcome = client.command('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish(
        '1081#InboundCall#ACTIVE#DialogID:5####Ann',
        '1081#InboundCall#INITIATING#DialogID:9####Ann',
      );
      const { event } = await outcome;
      assert.equal(event?.type === 'InboundCall' && event.dialogId, '9');
    });

    it('MakeCall fails with the cause when the call fails at once', async () => {
      const error = failure('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish('1081#InboundCall#FAILED#DialogID:9#BAD_DESTINATION#Ann');
      assert.equal((await error).code, 'BAD_DESTINATION');

      const busy = failure('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish('1081#InboundCall#FAILED#DialogID:10#BUSY#Ann');
      assert.equal((await busy).code, 'BUSY');

      const other = failure('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish('1081#InboundCall#FAILED#DialogID:11#OTHER#Ann');
      assert.equal((await other).code, 'GC_CALL_FAILED');
      assert.match((await other).message, /OTHER/);
    });
  });

  describe('an error', () => {
    it('ends the command under way that can raise it, with what to do', async () => {
      const error = failure('MakeCall', { agentId: '1081', number: '2002' });
      await gc.next();
      await gc.publish('1081#Error#CF_INVALID_CALLED_DEVICE');
      assert.deepEqual(
        [(await error).code, (await error).origin, (await error).agentId, (await error).command],
        ['CF_INVALID_CALLED_DEVICE', 'Finesse', '1081', 'MakeCall'],
      );
    });

    it('does not end a command where another can raise it, nor one of another agent', async () => {
      const ready = client.command('MakeReady', { agentId: '1081' });
      await gc.next();
      const call = failure('MakeCall', { agentId: '1081', number: '1' });
      await gc.next();
      const other = client.command('MakeCall', { agentId: '1082', number: '1' });
      await gc.next();
      await gc.publish(
        '1081#Error#BAD_DESTINATION',
        '1081#State#READY##Ann',
        '1082#InboundCall#INITIATING#DialogID:5####Bob',
      );
      assert.equal((await call).code, 'BAD_DESTINATION');
      assert.equal((await ready).outcome, 'confirmed');
      assert.equal((await other).outcome, 'confirmed');
    });

    it('ends the oldest of several that can raise it', async () => {
      const ready = failure('MakeReady', { agentId: '1081' });
      await gc.next();
      const call = client.command('MakeCall', { agentId: '1081', number: '1' });
      await gc.next();
      await gc.publish('1081#Error#GENERAL_ERROR', '1081#InboundCall#INITIATING#DialogID:5####Ann');
      assert.equal((await ready).code, 'GENERAL_ERROR');
      assert.equal((await call).outcome, 'confirmed');
    });

    it('with a code nobody knows passes through', async () => {
      const error = failure('MakeReady', { agentId: '1081' });
      await gc.next();
      await gc.publish('1081#Error#CF_NEW_IN_15#the text of Finesse');
      assert.equal((await error).code, 'CF_NEW_IN_15');
      assert.match((await error).message, /the text of Finesse/);
    });

    it('RE_LOGIN ends every command of the agent but a login', async () => {
      const state = failure('GetState', { agentId: '1081' });
      await gc.next();
      const call = failure('MakeCall', { agentId: '1081', number: '1' });
      await gc.next();
      await gc.publish('1081#State#RE_LOGIN');
      assert.equal((await state).code, 'RE_LOGIN');
      assert.equal((await call).code, 'RE_LOGIN');
    });
  });

  describe('lanes', () => {
    it('let the second command of an agent and category wait for the first', async () => {
      const first = client.command('MakeReady', { agentId: '1081' });
      const second = client.command('MakeNotReady', { agentId: '1081' });
      assert.equal((await gc.next()).type, 'MakeReady#1081');
      await gc.publish('1081#State#READY##Ann');
      await first;
      assert.equal((await gc.next()).type, 'MakeNotReady#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      assert.equal((await second).outcome, 'confirmed');
    });

    it('do not let agents or categories wait for each other', async () => {
      const outcomes = [
        client.command('MakeReady', { agentId: '1081' }),
        client.command('MakeReady', { agentId: '1082' }),
        client.command('MakeCall', { agentId: '1081', number: '1' }),
      ];
      assert.deepEqual(
        [(await gc.next()).type, (await gc.next()).type, (await gc.next()).type],
        ['MakeReady#1081', 'MakeReady#1082', 'MakeCall#1081'],
      );
      await gc.publish(
        '1081#InboundCall#INITIATING#DialogID:5####Ann',
        '1082#State#READY##Bob',
        '1081#State#READY##Ann',
      );
      await Promise.all(outcomes);
    });

    it('go on after a command that failed', async () => {
      stopClock();
      const first = failure('MakeReady', { agentId: '1081' }, { timeoutMs: 20 });
      const second = client.command('MakeNotReady', { agentId: '1081' });
      assert.equal((await first).code, 'GC_TIMEOUT');
      await gc.next();
      assert.equal((await gc.next()).type, 'MakeNotReady#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await second;
    });

    it('never send a command whose time is over before its turn', async () => {
      const first = client.command('MakeReady', { agentId: '1081' });
      await gc.next();
      const second = await failure('MakeNotReady', { agentId: '1081' }, { timeoutMs: 20 });
      assert.equal(second.code, 'GC_TIMEOUT');
      assert.match(second.message, /nothing was sent/);
      await gc.publish('1081#State#READY##Ann');
      await first;
      await client.command('refresh', { agentId: '1081' });
      assert.equal((await gc.next()).type, 'refresh#1081');
    });
  });

  describe('bad input', () => {
    it('is refused before anything is sent', async () => {
      for (const number of [
        '20,02',
        '20#02',
        '20|02',
        '20\n02',
        '20\0',
        '',
        undefined as unknown as string,
      ]) {
        assert.equal((await failure('MakeCall', { agentId: '1081', number })).code, 'GC_INVALID_PARAMETER');
      }
      await client.command('refresh', { agentId: '1081' });
      assert.equal((await gc.next()).type, 'refresh#1081');
      assert.deepEqual(gc.unread, []);
    });

    const ofTheBroker = ['ActiveMQ.Advisory.Connection', 'activemq.DLQ', 'ACTIVEMQ.x'];
    for (const destination of [
      ...[
        '/queue/x',
        '/x',
        'a b',
        '',
        'a,b',
        'a#b',
        'x>',
        'x.*',
        'x?consumer.priority=1',
        '/topic/',
        'a\u202eb',
      ],
      ...ofTheBroker.flatMap((name) => [name, `/topic/${name}`]),
    ]) {
      it(`refuses the destination ${JSON.stringify(destination)}`, () => {
        assert.throws(() => newClient({ destination }), { code: 'GC_INVALID_CONFIGURATION' });
      });
    }

    for (const commandQueue of [
      ...[
        '/topic/x',
        '/x',
        'a b',
        '',
        'a,b',
        '>',
        'x.>',
        'x.*',
        'x?consumer.priority=1',
        'a\u202eb',
        'a\u200bb',
      ],
      ...ofTheBroker.flatMap((name) => [name, `/queue/${name}`]),
    ]) {
      it(`refuses the command queue ${JSON.stringify(commandQueue)}`, () => {
        assert.throws(() => newClient({ commandQueue }), { code: 'GC_INVALID_CONFIGURATION' });
      });
    }

    it('shows a name with invisible characters as it is', () => {
      assert.throws(() => newClient({ destination: 'a\u202eb' }), /"a\?b"/);
      assert.throws(() => newClient({ commandQueue: 'a\u202eb' }), /"a\?b"/);
    });

    it("takes names that only resemble the broker's own", () => {
      const { destination } = newClient({ destination: 'ActiveMQ', commandQueue: 'ActiveMQConnector.1' });
      assert.equal(destination, 'ActiveMQ');
    });

    it('takes names with the right prefix', () => {
      assert.equal(
        newClient({ destination: '/topic/mine', commandQueue: '/queue/Connector1' }).destination,
        'mine',
      );
    });
  });

  describe('login', () => {
    const agent = { agentId: '1081', password: 'secret', extension: '2001' };

    it('binds the agent to the destination, then logs it in', async () => {
      const outcome = client.login(agent);
      assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: 'test-client,secret' });
      assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'secret,2001' });
      await gc.publish('1081#State#LOGOUT##Ann', '1081#State#NOT_READY##Ann');
      assert.deepEqual((await outcome).event, { type: 'State', agentId: '1081', state: 'NOT_READY' });
    });

    it('counts until the agent is logged out, or GC has forgotten the agent', async () => {
      await gc.publish('1082#State#READY##Ben');
      await until(() => client.agent('1082').state === 'READY');
      assert.deepEqual(client.loggedIn, []);
      for (const id of ['1081', '1083']) {
        const outcome = client.login({ ...agent, agentId: id });
        await gc.next();
        assert.equal((await gc.next()).type, `Login#${id}`);
        await gc.publish(`${id}#State#NOT_READY##Ann`);
        await outcome;
      }
      assert.deepEqual(client.loggedIn, ['1081', '1083']);
      const logout = client.command('Logout', { agentId: '1081' });
      assert.deepEqual(client.loggedIn, ['1083']);
      assert.equal((await gc.next()).type, 'Logout#1081');
      await gc.publish('1081#State#LOGOUT##Ann', '1083#State#RE_LOGIN##Ann');
      await logout;
      await until(() => client.loggedIn.length === 0);
    });

    it('uses the mobile login for an agent with a phone', async () => {
      const outcome = client.login({ ...agent, phone: '0300', connectionMode: false });
      await gc.next();
      assert.deepEqual(await gc.next(), { type: 'MobileAgentLogin#1081', body: 'secret,2001,0300,false' });
      await gc.publish('1081#State#NOT_READY##Ann');
      await outcome;
    });

    it('ends with the error of a wrong password, and leaves the lane free', async () => {
      const refused = assert.rejects(client.login(agent), (error: GcError) => {
        assert.equal(error.code, 'SUBSCRIPTION_FAILED');
        assert.equal(error.userMessage, 'Invalid LoginId / Password.');
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
      await gc.next();
      await gc.next();
      await gc.publish('1081#Error#SUBSCRIPTION_FAILED');
      await refused;
      const again = client.login(agent);
      assert.equal((await gc.next()).type, 'Connect#1081');
      assert.equal((await gc.next()).type, 'Login#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await again;
    });

    it('sends nothing when a part of it is wrong', async () => {
      await assert.rejects(client.login({ ...agent, extension: 'abc' }), { code: 'GC_INVALID_PARAMETER' });
      await client.command('refresh', { agentId: '1081' });
      assert.equal((await gc.next()).type, 'refresh#1081');
    });
  });

  describe('encrypted passwords', () => {
    const agent = { agentId: '1081', password: 'secret', extension: '2001' };
    const passwordEncryption = { key: 'unit-test-key-of-24bytes', iv: '8byte-iv' };

    beforeEach(async () => {
      await client.close();
      client = newClient({ passwordEncryption });
      await client.connect();
    });

    // "secret", computed with `openssl enc -des-ede3-cbc`; and the same with Java's DESede/CBC/PKCS5Padding.
    it('go out in Connect and Login', async () => {
      const outcome = client.login(agent);
      assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: 'test-client,T1ZfuMG87bY=' });
      assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'T1ZfuMG87bY=,2001' });
      await gc.publish('1081#State#NOT_READY##Ann');
      assert.doesNotMatch(JSON.stringify(await outcome), /secret/);
    });

    it('go out in MobileAgentLogin, in hex where GC wants it', async () => {
      await client.close();
      client = newClient({ passwordEncryption: { ...passwordEncryption, encoding: 'hex' } });
      await client.connect();
      const outcome = client.login({ ...agent, phone: '0300' });
      assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: 'test-client,4f565fb8c1bcedb6' });
      assert.deepEqual(await gc.next(), {
        type: 'MobileAgentLogin#1081',
        body: '4f565fb8c1bcedb6,2001,0300,true',
      });
      await gc.publish('1081#State#NOT_READY##Ann');
      await outcome;
    });

    it('are all that is encrypted', async () => {
      await client.command('update_call_variable', {
        agentId: '1081',
        dialogId: '5',
        variableName: 'callVariable1',
        variableValue: 'secret',
      });
      assert.deepEqual(await gc.next(), {
        type: 'update_call_variable#1081',
        body: '5,callVariable1,secret',
      });
    });

    it('are checked before, and nothing is sent of one that GC could not take', async () => {
      const plain = newClient();
      for (const password of ['', 'hunter2,', 'hunter2#', 'hunter2\n', 'hunter2'.repeat(150)]) {
        const refusals = [plain, client].map((each) =>
          each.login({ ...agent, password }).then(
            () => 'logged in',
            (error: unknown) => String(error),
          ),
        );
        const [before, now] = await Promise.all(refusals);
        assert.equal(now, before);
        assert.match(String(now), /GC_INVALID_PARAMETER/);
        assert.doesNotMatch(String(now), /hunter2/);
      }
      await client.command('refresh', { agentId: '1081' });
      assert.equal((await gc.next()).type, 'refresh#1081');
      assert.deepEqual(gc.unread, []);
    });

    it('need a key and an IV, which no error repeats', () => {
      for (const wrong of [{ key: 'hunter2' }, { iv: 'hunter2' }]) {
        assert.throws(
          () => newClient({ passwordEncryption: { ...passwordEncryption, ...wrong } }),
          (error: GcError) => {
            assert.equal(error.code, 'GC_INVALID_CONFIGURATION');
            assert.doesNotMatch(String(error.stack), /hunter2|unit-test-key|8byte-iv/);
            return true;
          },
        );
      }
    });
  });

  describe('the end', () => {
    it('of the connection fails what is under way and what comes after', async () => {
      const underWay = failure('MakeReady', { agentId: '1081' });
      await gc.next();
      const waiting = failure('MakeNotReady', { agentId: '1081' });
      gc.broker.dropConnections();
      assert.equal((await underWay).code, 'GC_CONNECTION_LOST');
      assert.equal((await waiting).code, 'GC_NOT_CONNECTED');
      assert.equal((await failure('MakeReady', { agentId: '1081' })).code, 'GC_NOT_CONNECTED');
    });

    it('of a node takes its command back', async () => {
      const closing = new AbortController();
      const error = failure('MakeReady', { agentId: '1081' }, { signal: closing.signal });
      await gc.next();
      closing.abort();
      assert.equal((await error).code, 'GC_CLOSED');
      assert.equal(
        (await failure('MakeReady', { agentId: '1081' }, { signal: closing.signal })).code,
        'GC_CLOSED',
      );
    });

    it('by close() fails everything with GC_CLOSED', async () => {
      const error = failure('MakeReady', { agentId: '1081' });
      await gc.next();
      await client.close();
      assert.equal((await error).code, 'GC_CLOSED');
      assert.equal((await failure('MakeReady', { agentId: '1081' })).code, 'GC_CLOSED');
    });
  });

  describe('what is known', () => {
    it('follows agents and calls', async () => {
      const seen: GcEvent[] = [];
      client.on('event', (event) => seen.push(event));
      await gc.publish(
        '1081#AgentInfo#Ann#Lee#false#OPTIONAL#Ann Lee',
        '1081#State#READY##Ann Lee',
        '1081#State#RESERVED##Ann Lee',
        '1081#NewInboundCall#0300#0300|callVariable1=gold#DialogID:5',
        '1081#InboundCall#ACTIVE#DialogID:5####Ann Lee',
      );
      while (seen.filter(({ type }) => type !== 'System').length < 5) {
        await once(client, 'event');
      }
      const { agents, calls } = client.snapshot();
      assert.deepEqual(
        agents.map(({ since: _, ...agent }) => JSON.parse(JSON.stringify(agent)) as unknown),
        [
          {
            agentId: '1081',
            state: 'RESERVED',
            previousState: 'READY',
            firstName: 'Ann',
            lastName: 'Lee',
            agentName: 'Ann Lee',
            supervisor: false,
          },
        ],
      );
      assert.deepEqual(
        calls.map(({ dialogId, kind, state }) => [dialogId, kind, state]),
        [['5', 'inbound', 'ACTIVE']],
      );

      const dropped = once(client, 'event');
      await gc.publish('1081#InboundCall#DROP#DialogID:5#Ann Lee');
      await dropped;
      assert.deepEqual(client.callsOf('1081'), []);
    });

    it('comes with how the event was received', async () => {
      const before = Date.now();
      const received = once(client, 'event');
      await gc.publish('{"type":"State","agentId":"1081","state":"READY"}');
      const [event, receipt] = (await received) as [
        GcEvent,
        { format: string; receivedAt: number; raw: string },
      ];
      assert.equal(event.type, 'State');
      assert.deepEqual(
        [receipt.format, receipt.raw],
        ['json', '{"type":"State","agentId":"1081","state":"READY"}'],
      );
      assert.ok(before <= receipt.receivedAt && receipt.receivedAt <= Date.now());
    });
  });

  describe('health', () => {
    async function healthWhere(of: GcClient, wanted: (health: Health) => boolean): Promise<Health> {
      while (!wanted(of.health)) {
        await once(of, 'health');
      }
      return of.health;
    }

    it('tells that GC is in service once it has answered Hello', async () => {
      const { broker, gc: behind } = await healthWhere(
        client,
        (health) => health.gc.condition === 'in-service',
      );
      assert.deepEqual([broker.condition, behind.condition], ['connected', 'in-service']);
    });

    it('tells that GC is silent while the broker is there, and that it is back', async () => {
      const silentGc = await ScriptedGc.start({ answersHeartbeats: false });
      const lonely = new GcClient({
        brokers: [{ host: '127.0.0.1', port: silentGc.broker.port }],
        destination: 'test-client',
        timeoutMs: 30,
      });
      try {
        await lonely.connect();
        const { broker } = await healthWhere(lonely, (health) => health.gc.condition === 'silent');
        assert.equal(broker.condition, 'connected');
        await silentGc.publish('System#OUT_OF_SERVICE');
        await healthWhere(lonely, (health) => health.gc.condition === 'out-of-service');
        await silentGc.publish('System#IN_SERVICE');
        await healthWhere(lonely, (health) => health.gc.condition === 'in-service');
      } finally {
        await lonely.close();
        await silentGc.close();
      }
    });

    it('tells that the broker has gone, and comes back by itself', async () => {
      await client.close();
      client = newClient({ heartbeatMs: 100 });
      await client.connect();
      await healthWhere(client, (health) => health.gc.condition === 'in-service');
      gc.broker.dropConnections();
      const gone = await healthWhere(client, (health) => health.broker.condition === 'disconnected');
      assert.equal(gone.gc.condition, 'unknown');
      assert.match(gone.broker.reason ?? '', /127\.0\.0\.1/);
      await healthWhere(client, (health) => health.gc.condition === 'in-service');
    });

    it('rejects the first attempt where nobody listens, with the reason', async () => {
      const { port } = gc.broker;
      await client.close();
      await gc.close();
      const lost = new GcClient({ brokers: [{ host: '127.0.0.1', port }], destination: 'test-client' });
      await assert.rejects(lost.connect(), (error: GcError) => {
        assert.equal(error.code, 'GC_NOT_CONNECTED');
        assert.match(error.message, /127\.0\.0\.1/);
        return true;
      });
      await lost.close();
      gc = await ScriptedGc.start();
      client = newClient();
    });
  });
});
