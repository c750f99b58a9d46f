import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { GcClient, type GcClientOptions, type Receipt } from '../../../../lib/client';
import type { GcError, GcEvent } from '../../../../lib/protocol';
import { ScriptedGc, type ReceivedCommand } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const extensions: Readonly<Record<string, string>> = { 1081: '2001', 1082: '2002', 1083: '2003' };

describe('Recovery', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let seen: GcEvent[];
  let receipts: Receipt[];
  let warnings: GcError[];
  let inbox: ReceivedCommand[];

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    gc = await ScriptedGc.start();
    seen = [];
    receipts = [];
    warnings = [];
    inbox = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      recovery: { loginsPerSecond: 1000 },
      ...options,
    });
    client.on('event', (event, receipt) => {
      if (event.type !== 'System') {
        seen.push(event);
        receipts.push(receipt);
      }
    });
    client.on('warning', (warning) => warnings.push(warning));
    await client.connect();
    await inService();
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  function inService(): Promise<unknown> {
    return until(() => client.health.gc.condition === 'in-service', { what: 'GC in service' });
  }

  /** The next command for an agent; those for others stay for later. */
  async function next(agentId: string): Promise<ReceivedCommand> {
    for (;;) {
      const index = inbox.findIndex(({ type }) => type?.endsWith(`#${agentId}`));
      const [command] = index < 0 ? [] : inbox.splice(index, 1);
      if (command !== undefined) {
        return command;
      }
      inbox.push(await gc.next());
    }
  }

  /** The next commands of their agents. */
  async function received(...types: string[]): Promise<void> {
    for (const type of types) {
      assert.equal((await next(type.split('#')[1] ?? '')).type, type);
    }
  }

  /** GC publishes, and the client has seen it. */
  async function publish(...events: string[]): Promise<void> {
    const before = seen.length;
    await gc.publish(...events);
    await until(() => seen.length >= before + events.length, { what: `${events.length} events` });
  }

  async function logIn(agentId: string, ...thereafter: string[]): Promise<void> {
    const extension = extensions[agentId] ?? '2099';
    const outcome = client.login({ agentId, password: 'hunter2', extension });
    await received(`Connect#${agentId}`, `Login#${agentId}`);
    await publish(`${agentId}#State#NOT_READY##Ann`, ...thereafter);
    await outcome;
    seen.length = 0;
    receipts.length = 0;
  }

  function healthWhere(isWanted: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (isWanted()) {
          client.off('health', check);
          resolve();
        }
      };
      client.on('health', check);
    });
  }

  /** The connection breaks; it will come back by itself. */
  async function breakConnection(): Promise<void> {
    const broken = healthWhere(() => client.health.broker.condition === 'disconnected');
    gc.heartbeats.length = 0;
    gc.broker.dropConnections();
    await broken;
  }

  /** The connection breaks and is there again, and so is GC. */
  async function loseConnection(): Promise<void> {
    await breakConnection();
    await inService();
  }

  /** GC answers what an agent is brought back with; without a state to GetState, the one to the login. */
  async function bringBack(agentId: string, login: readonly string[], state = login[0]): Promise<void> {
    await received(`Connect#${agentId}`, `Login#${agentId}`);
    await gc.publish(...login);
    await received(`GetState#${agentId}`);
    await gc.publish(state ?? '');
  }

  /** All that the agent's recovery sent is known when a command of a user goes through. */
  async function isBack(agentId: string): Promise<void> {
    const outcome = client.command('refresh', { agentId }, { timeoutMs: 5000 });
    await received(`refresh#${agentId}`);
    await outcome;
  }

  function stateOf(agentId: string): string | undefined {
    return client.snapshot().agents.find((agent) => agent.agentId === agentId)?.state;
  }

  function calls(): string[] {
    return client
      .snapshot()
      .calls.flatMap(({ legs }) => legs.filter(({ endedAt }) => endedAt === undefined))
      .map(({ dialogId, leg, state }) => `${dialogId} ${leg} ${state}`);
  }

  /** What was told, as short as it can be compared. */
  function told(): string[] {
    return seen.map((event) => {
      const what = 'state' in event ? event.state : event.type === 'Error' ? event.code : '';
      const dialog = 'dialogId' in event ? ` ${event.dialogId}` : '';
      const mark = 'recovered' in event && event.recovered ? ' recovered' : '';
      return `${event.type}${dialog} ${what ?? ''}${mark}`;
    });
  }

  describe('after a lost connection', () => {
    it('says Hello, logs the agent in again, and makes it ready again where the outage has taken that', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      assert.deepEqual(gc.heartbeats, ['Hello#test-client']);
      await received('MakeReady#1081');
      await gc.publish('1081#State#READY##Ann');
      await isBack('1081');
      assert.equal(stateOf('1081'), 'READY');
      assert.deepEqual(told(), [
        'State NOT_READY recovered',
        'State NOT_READY recovered',
        'State READY recovered',
      ]);
    });

    it('sends what the agent was logged in with', async () => {
      await start();
      const outcome = client.login({
        agentId: '1081',
        password: 'hunter2',
        extension: '2001',
        phone: '0300',
        connectionMode: false,
      });
      await received('Connect#1081', 'MobileAgentLogin#1081');
      await publish('1081#State#NOT_READY##Ann');
      await outcome;
      await loseConnection();
      assert.deepEqual(await next('1081'), { type: 'Connect#1081', body: 'test-client,hunter2' });
      assert.deepEqual(await next('1081'), {
        type: 'MobileAgentLogin#1081',
        body: 'hunter2,2001,0300,false',
      });
    });

    it('changes nothing where GC says what was known, and marks the repetition', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await bringBack(
        '1081',
        ['1081#AgentInfo#Ann#Lee#false#OPTIONAL#Ann Lee', '1081#State#READY##Ann'],
        '1081#State#READY##Ann',
      );
      await isBack('1081');
      assert.deepEqual(told(), ['AgentInfo  recovered', 'State READY recovered', 'State READY recovered']);
      assert.deepEqual(warnings, []);
    });

    it("takes an agent in a state of the site's own for one that is logged in", async () => {
      await start();
      await logIn('1081', '1081#State#COACHING##Ann');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann'], '1081#State#COACHING##Ann');
      await isBack('1081');
      assert.equal(stateOf('1081'), 'COACHING');
      assert.deepEqual(warnings, []);
    });

    it('makes the agent not ready again with its reason', async () => {
      await start();
      await logIn('1081', '1081#State#NOT_READY#7#Ann');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      assert.deepEqual(await next('1081'), { type: 'MakeNotReadyWithReason#1081', body: '7' });
      await gc.publish('1081#State#NOT_READY#7#Ann');
      await isBack('1081');
    });

    it('makes nobody ready who was not, or whom somebody has made not ready in the meantime', async () => {
      await start();
      await logIn('1081');
      await logIn('1082', '1082#State#READY##Bob');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await bringBack('1082', ['1082#State#NOT_READY#32767#Bob']);
      await isBack('1081');
      await isBack('1082');
    });

    it('takes what an agent was made meanwhile as its wish from then on', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY#9#Ann']);
      await isBack('1081');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      assert.deepEqual(await next('1081'), { type: 'MakeNotReadyWithReason#1081', body: '9' });
    });

    it('leaves the state alone during a call', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await bringBack(
        '1081',
        ['1081#State#NOT_READY##Ann', '1081#DialogStatus#5#ACTIVE##'],
        '1081#State#NOT_READY##Ann',
      );
      await isBack('1081');
      assert.deepEqual(calls(), ['5 main ACTIVE']);
    });

    it('restores what was asked for during a call, with its reason', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      const outcome = client.command('MakeNotReadyWithReason', { agentId: '1081', reasonCode: '7' });
      await received('MakeNotReadyWithReason#1081');
      await publish('{"type":"State","agentId":"1081","state":"TALKING","pendingState":"NOT_READY"}');
      await outcome;
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      assert.deepEqual(await next('1081'), { type: 'MakeNotReadyWithReason#1081', body: '7' });
    });

    it('does not make an agent ready who has asked for the opposite when the connection broke', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      const lost = assert.rejects(client.command('MakeNotReady', { agentId: '1081' }), {
        code: 'GC_CONNECTION_LOST',
      });
      await received('MakeNotReady#1081');
      await loseConnection();
      await lost;
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
    });

    it('warns where the former state is refused, and goes on', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await received('MakeReady#1081');
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await isBack('1081');
      assert.match(
        warnings[0]?.message ?? '',
        /^Agent 1081: .*not in its former state.*CF_INVALID_OBJECT_STATE/,
      );
    });

    it('does nothing for agents whom another client has logged in', async () => {
      await start();
      await publish('1099#State#READY##Zoe');
      await loseConnection();
      await isBack('1099');
    });
  });

  describe('calls', () => {
    const gold = '1081#NewInboundCall#0300#0300|callVariable1=gold#DialogID:5';

    it('that GC has told about at the login are not asked for, and told only where they are news', async () => {
      await start();
      await logIn('1081', gold, '1081#InboundCall#ACTIVE#DialogID:5####Ann');
      await loseConnection();
      const state = '1081#State#TALKING##Ann';
      await bringBack('1081', [state, '1081#DialogStatus#5#ACTIVE#0300#'], state);
      await isBack('1081');
      assert.deepEqual(told(), [
        'State TALKING recovered',
        'DialogStatus 5 ACTIVE recovered',
        'State TALKING recovered',
      ]);
      assert.deepEqual(calls(), ['5 main ACTIVE']);
    });

    it('that have changed, appeared or ended meanwhile are told as recovered', async () => {
      await start();
      await logIn('1081', gold, '1081#NewInboundCall#0400#0400#DialogID:6');
      await loseConnection();
      const state = '1081#State#TALKING##Ann';
      await bringBack('1081', [state, '1081#DialogStatus#5#HELD#0300##7#ACTIVE#2001#'], state);
      assert.deepEqual(await next('1081'), { type: 'getdialogstate#1081', body: '6' });
      await gc.publish('1081#DialogState#NOT_FOUND#6#Ann');
      await isBack('1081');
      assert.deepEqual(calls(), ['5 main HELD', '7 consult ACTIVE']);
      assert.deepEqual(
        told().filter((line) => /Call/.test(line)),
        ['InboundCall 5 HELD recovered', 'ConsultCall 7 ACTIVE recovered', 'InboundCall 6 DROP recovered'],
      );
      const { raw, format } = receipts[seen.findIndex(({ type }) => type === 'ConsultCall')] ?? assert.fail();
      assert.deepEqual([raw, format], ['', 'json']);
    });

    it('that GC refuses to know have ended', async () => {
      await start();
      await logIn('1081', gold);
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await received('getdialogstate#1081');
      await gc.publish('1081#Error#NO_DIALOG_ID');
      await isBack('1081');
      assert.deepEqual(calls(), []);
      assert.ok(told().includes('InboundCall 5 DROP recovered'));
    });

    it('of which GC has spoken before it forgot the agent during the attempt are asked for', async () => {
      await start();
      await logIn('1081', gold);
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      const begun = '1081#NewInboundCall#0400#0400#DialogID:6';
      await publish('1081#InboundCall#ACTIVE#DialogID:5####Ann', begun, '1081#State#RE_LOGIN');
      await received('GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      for (const dialogId of ['5', '6']) {
        assert.deepEqual(await next('1081'), { type: 'getdialogstate#1081', body: dialogId });
        await gc.publish('1081#Error#NO_DIALOG_ID');
      }
      await isBack('1081');
      assert.deepEqual(calls(), []);
    });

    it('about which GC says nothing stay as they were', async () => {
      await start({ timeoutMs: 400 });
      await logIn('1081', gold);
      await loseConnection();
      await bringBack('1081', ['1081#State#RESERVED##Ann']);
      await received('getdialogstate#1081', 'getdialogstate#1081', 'getdialogstate#1081');
      await isBack('1081');
      assert.deepEqual(calls(), ['5 main ALERTING']);
    });

    it('a consult call that is heard of first is not taken as the main call', async () => {
      await start();
      await logIn('1081');
      await publish('1081#ConsultCall#ACTIVE#AssDialogID:7####Ann');
      assert.deepEqual(calls(), ['7 consult ACTIVE']);
      await publish('1081#DialogStatus#7#ACTIVE', '1081#InboundCall#HELD#DialogID:5#Ann');
      assert.deepEqual(calls(), ['7 consult ACTIVE', '5 main HELD']);
      await publish('1081#InboundCall#ACTIVE#DialogID:7####Ann');
      assert.deepEqual(calls(), ['7 main ACTIVE', '5 main HELD']);
    });

    it('are corrected when a user asks for one', async () => {
      await start();
      await logIn('1081', gold);
      const outcome = client.command('getdialogstate', { agentId: '1081', dialogId: '5' });
      await received('getdialogstate#1081');
      await gc.publish('1081#DialogState#NOT_FOUND#5#Ann');
      await outcome;
      assert.deepEqual(calls(), []);
    });
  });

  describe('begins', () => {
    it('when GC returns to service', async () => {
      await start();
      await logIn('1081');
      await gc.publish('System#OUT_OF_SERVICE');
      await until(() => client.health.gc.condition === 'out-of-service');
      await gc.publish('System#IN_SERVICE');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
    });

    it('when GC answers again after a silence', async () => {
      await start({ heartbeatMs: 30, timeoutMs: 500 });
      await logIn('1081');
      gc.heartbeatAnswer = undefined;
      await until(() => client.health.gc.condition === 'silent');
      gc.heartbeatAnswer = 'System#IN_SERVICE';
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
    });

    it('for one agent when GC does not know it any more', async () => {
      await start();
      await logIn('1081');
      await logIn('1082');
      await gc.publish('1082#State#RE_LOGIN');
      await bringBack('1082', ['1082#State#NOT_READY##Bob']);
      await isBack('1082');
      assert.deepEqual(told(), ['State RE_LOGIN', 'State NOT_READY recovered', 'State NOT_READY recovered']);
    });

    it('when GC has created our destination anew, not another one', async () => {
      await start();
      await logIn('1081');
      gc.heartbeats.length = 0;
      await publish('DESTINATION#other-client#RECONNECT');
      await isBack('1081');
      await publish('DESTINATION#test-client#RECONNECT');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
      assert.deepEqual(gc.heartbeats, ['Hello#test-client']);
    });

    it('anew, not twice, when something else happens during it', async () => {
      await start();
      await logIn('1081');
      await logIn('1082');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await received('Connect#1082', 'Login#1082');
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await bringBack('1082', ['1082#State#NOT_READY##Bob']);
      await isBack('1081');
      await isBack('1082');
      assert.deepEqual([...inbox, ...gc.unread], []);
    });

    it('never, where it is switched off', async () => {
      await start({ recovery: { enabled: false } });
      await logIn('1081');
      await loseConnection();
      await publish('1081#State#RE_LOGIN');
      await isBack('1081');
      assert.deepEqual(told(), ['State RE_LOGIN']);
    });
  });

  describe('an agent who cannot be logged in', () => {
    it('for a passing reason is tried again', async () => {
      await start();
      await logIn('1081');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      await gc.publish('1081#Error#DOWN');
      await received('GetState#1081');
      await gc.publish('1081#State#RE_LOGIN');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
      assert.deepEqual(warnings, []);
      assert.ok(told().includes('Error DOWN recovered'));
    });

    it('because GC has forgotten it at once is tried again', async () => {
      await start();
      await logIn('1081');
      await gc.publish('1081#State#RE_LOGIN');
      await received('Connect#1081', 'Login#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await received('GetState#1081');
      await gc.publish('1081#State#RE_LOGIN');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
    });

    it('because of an error that belongs to something else is tried again', async () => {
      await start();
      await logIn('1081');
      await gc.publish('1081#State#RE_LOGIN');
      await received('Connect#1081', 'Login#1081');
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await received('GetState#1081');
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
      assert.deepEqual(warnings, []);
    });

    it('because GC still has it, is back already', async () => {
      await start();
      await logIn('1081');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await received('GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await isBack('1081');
      assert.deepEqual(warnings, []);
    });

    it('for good is given up with one warning; its state is asked for, and its commands go on', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      const waiting = assert.rejects(client.command('MakeReady', { agentId: '1081' }), { code: 'RE_LOGIN' });
      await gc.publish('1081#Error#SUBSCRIPTION_FAILED');
      await received('GetState#1081');
      await gc.publish('1081#State#LOGOUT##Ann');
      await received('MakeReady#1081');
      await gc.publish('1081#State#RE_LOGIN');
      await waiting;
      assert.deepEqual(
        warnings.map(({ code, agentId }) => [code, agentId]),
        [['SUBSCRIPTION_FAILED', '1081']],
      );
      assert.match(
        warnings[0]?.message ?? '',
        /^Agent 1081: the agent could not be logged in again after an outage: login id or password is wrong \(SUBSCRIPTION_FAILED\)\. Correct/,
      );
      assert.ok(told().includes('State LOGOUT'), 'what GC says then is news');
      await loseConnection();
      await isBack('1081');
    });
  });

  describe('the pace', () => {
    it('is never exceeded, over a restart neither', async () => {
      await start({ recovery: { loginsPerSecond: 20 } });
      for (const agentId of ['1081', '1082', '1083']) {
        await logIn(agentId);
      }
      const starts: number[] = [];
      await loseConnection();
      for (let round = 0; round < 2; round += 1) {
        for (const agentId of ['1081', '1082', '1083']) {
          await received(`Connect#${agentId}`);
          starts.push(performance.now());
          await received(`Login#${agentId}`);
          await gc.publish(`${agentId}#State#NOT_READY##Ann`);
          await received(`GetState#${agentId}`);
          if (round === 1 || agentId !== '1083') {
            await gc.publish(`${agentId}#State#NOT_READY##Ann`);
          }
        }
        if (round === 0) {
          await gc.publish('DESTINATION#test-client#RECONNECT');
        }
      }
      // Over several, the time on the way does not count.
      assert.ok((starts.at(-1) ?? 0) - (starts[0] ?? 0) >= 5 * 45, JSON.stringify(starts));
    });

    it('must make sense', () => {
      assert.throws(
        () =>
          new GcClient({
            brokers: [{ host: '127.0.0.1', port: 1 }],
            destination: 'test-client',
            recovery: { loginsPerSecond: 0 },
          }),
        { code: 'GC_INVALID_CONFIGURATION' },
      );
    });
  });

  describe("a user's command", () => {
    it('waits until its agent is back, in the order it was asked for', async () => {
      await start();
      await logIn('1081');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      const ready = client.command('MakeReady', { agentId: '1081' });
      const call = client.command('MakeCall', { agentId: '1081', number: '2002' });
      await gc.publish('1081#State#NOT_READY##Ann');
      await received('GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      const sent = [(await next('1081')).type, (await next('1081')).type];
      assert.deepEqual(sent.sort(), ['MakeCall#1081', 'MakeReady#1081']);
      await gc.publish('1081#State#READY##Ann', '1081#InboundCall#INITIATING#DialogID:5####Ann');
      await ready;
      await call;
    });

    it('ends within its own time limit', async () => {
      await start();
      await logIn('1081');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      await assert.rejects(
        client.command('MakeReady', { agentId: '1081' }, { timeoutMs: 30 }),
        (error: GcError) => {
          assert.equal(error.code, 'GC_TIMEOUT');
          assert.match(error.message, /nothing was sent/);
          return true;
        },
      );
    });

    it('for one agent does not wait for another; who is waited for comes first', async () => {
      await start({ recovery: { loginsPerSecond: 10 } });
      for (const agentId of ['1081', '1082', '1083']) {
        await logIn(agentId);
      }
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      const outcome = client.command('GetState', { agentId: '1083' });
      await isBack('1099');
      await bringBack('1083', ['1083#State#NOT_READY##Eve']);
      await received('GetState#1083');
      await gc.publish('1083#State#NOT_READY##Eve');
      await outcome;
      await received('Connect#1082');
    });
  });

  describe('a wanted logout', () => {
    it('ends the session', async () => {
      await start();
      await logIn('1081');
      const outcome = client.command('Logout', { agentId: '1081' });
      await received('Logout#1081');
      await publish('1081#State#LOGOUT#-1#Ann');
      await outcome;
      assert.equal(stateOf('1081'), 'LOGOUT');
      await loseConnection();
      await isBack('1081');
      assert.deepEqual(told(), ['State LOGOUT']);
    });

    it('that a supervisor asked for ends it too', async () => {
      await start();
      await logIn('1081');
      await publish('1081#State#LOGOUT#999#Ann');
      await loseConnection();
      await isBack('1081');
    });

    it('that was refused does not', async () => {
      await start();
      await logIn('1081');
      const refused = assert.rejects(client.command('Logout', { agentId: '1081' }));
      await received('Logout#1081');
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await refused;
      await loseConnection();
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
    });

    it('during the outage is respected: the agent is asked about, not logged in', async () => {
      await start();
      await logIn('1081', '1081#NewInboundCall#0300#0300#DialogID:5');
      await breakConnection();
      await assert.rejects(client.command('Logout', { agentId: '1081' }), { code: 'GC_NOT_CONNECTED' });
      await received('GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await received('getdialogstate#1081');
      await gc.publish('1081#DialogState#ALERTING#5#Ann');
      await isBack('1081');

      await gc.publish('1081#State#RE_LOGIN');
      await isBack('1081');
    });
  });

  describe('a logout without a reason', () => {
    it('is checked, and does not count when GC has the agent', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann', '1081#NewInboundCall#0300#0300#DialogID:5');
      gc.heartbeats.length = 0;
      await publish('1081#State#LOGOUT#-1#Ann');
      assert.equal(stateOf('1081'), 'READY');
      await received('GetState#1081');
      assert.deepEqual(gc.heartbeats.slice(0, 1), ['Hello#test-client']);
      await gc.publish('1081#State#READY##Ann');
      await isBack('1081');
      assert.deepEqual(told(), ['State LOGOUT recovered', 'State READY recovered']);
      assert.deepEqual(calls(), ['5 main ALERTING']);
    });

    it('is believed when GC says so three times; then the agent is logged in again', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await gc.publish('1081#State#LOGOUT#-1#Ann');
      for (let times = 1; times <= 3; times += 1) {
        await received('GetState#1081');
        await gc.publish('1081#State#LOGOUT#-1#Ann');
      }
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await received('MakeReady#1081');
      await gc.publish('1081#State#READY##Ann');
      await isBack('1081');
      assert.ok(seen.every((event) => 'recovered' in event && event.recovered));
      assert.equal(stateOf('1081'), 'READY');
    });

    it('is true as well when GC does not know the agent', async () => {
      await start();
      await logIn('1081');
      await gc.publish('1081#State#LOGOUT#-1#Ann');
      await received('GetState#1081');
      await gc.publish('1081#State#RE_LOGIN');
      await bringBack('1081', ['1081#State#NOT_READY##Ann']);
      await isBack('1081');
    });

    it('is told as news when it is true and recovery is switched off', async () => {
      await start({ recovery: { enabled: false } });
      await logIn('1081');
      await gc.publish('1081#State#LOGOUT#-1#Ann');
      for (let times = 1; times <= 4; times += 1) {
        await received('GetState#1081');
        await gc.publish('1081#State#LOGOUT#-1#Ann');
      }
      await until(() => stateOf('1081') === 'LOGOUT');
      assert.equal(told().at(-1), 'State LOGOUT');
      await isBack('1081');
    });

    it('that comes late, while the agent is brought back, changes nothing', async () => {
      await start();
      await logIn('1081');
      await loseConnection();
      await received('Connect#1081', 'Login#1081');
      await gc.publish('1081#State#LOGOUT#-1#Ann', '1081#State#LOGOUT##Ann', '1081#State#NOT_READY##Ann');
      await received('GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      await isBack('1081');
      assert.equal(stateOf('1081'), 'NOT_READY');
    });
  });

  describe('a session that another client has taken over', () => {
    it('is over: nobody is logged in again, and one warning says so', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await publish('1081#State#LOGOUT##Ann', '1081#Error#SESSION_INVALIDATED');
      assert.deepEqual(told(), ['State LOGOUT', 'Error SESSION_INVALIDATED']);
      assert.deepEqual(
        warnings.map(({ code, agentId }) => [code, agentId]),
        [['SESSION_INVALIDATED', '1081']],
      );
      assert.equal(stateOf('1081'), 'LOGOUT');
      await loseConnection();
      await isBack('1081');
      await publish('1081#State#RE_LOGIN');
      await isBack('1081');
    });

    it('is over also where the logout was in doubt, or the agent was being brought back', async () => {
      await start();
      await logIn('1081', '1081#State#READY##Ann');
      await gc.publish('1081#State#LOGOUT#-1#Ann');
      await received('GetState#1081');
      await gc.publish('1081#Error#SESSION_INVALIDATED');
      await isBack('1081');
      assert.equal(stateOf('1081'), 'LOGOUT');
      assert.deepEqual(told(), [
        'State LOGOUT recovered',
        'State LOGOUT recovered',
        'Error SESSION_INVALIDATED',
      ]);

      await logIn('1082');
      await loseConnection();
      await received('Connect#1082', 'Login#1082');
      await gc.publish('1082#State#LOGOUT##Bob', '1082#Error#SESSION_INVALIDATED');
      await isBack('1082');
      assert.equal(stateOf('1082'), 'LOGOUT');
      assert.equal(warnings.length, 2);
    });
  });

  it('knows passwords and does not show them', async () => {
    await start();
    await logIn('1081');
    const shown = inspect(client, { depth: 20, showHidden: true }) + JSON.stringify(client);
    assert.doesNotMatch(shown, /hunter2/);
  });

  it('takes events about agents and calls that nobody knows', async () => {
    await start();
    await publish(
      '4711#State#LOGOUT#-1#Nobody',
      '4711#State#RE_LOGIN',
      '4711#DialogStatus#9#DROPPED',
      '4711#DialogState#NOT_FOUND#9#Nobody',
      '4711#DialogStatus',
      '4711#Error#SESSION_INVALIDATED',
      'DESTINATION#test-client',
    );
    await isBack('4711');
    assert.deepEqual(calls(), []);
  });
});
