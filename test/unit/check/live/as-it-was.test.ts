import assert from 'node:assert/strict';
import { AgentCheck, restoreAgent } from '../../../../lib/check/live/agent';
import { CallCheck, callSteps } from '../../../../lib/check/live/calls';
import { GcClient } from '../../../../lib/client';
import {
  dialectNames,
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../../lib/simulator';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';
import { Cleanup } from '../../stomp/support';
import { agent, findingsOf, idsOf, optionsFor, problemsOf, run, Watcher } from './support';

const restoredText = 'All is as it was: agent 1081 has no call, and is logged out.';

describe('gc-check leaves everything as it was', () => {
  const cleanup = new Cleanup();

  afterEach(() => cleanup.run());

  async function simulated(options: SimulatorOptions = {}): Promise<Simulator> {
    return cleanup.add(await startSimulator({ port: 0, site: { timers: { ringing: 20 } }, ...options }));
  }

  async function clientOf({ port }: { port: number }, destination: string): Promise<GcClient> {
    const brokers = [{ host: '127.0.0.1', port }];
    const client = cleanup.add(new GcClient({ brokers, destination }));
    await client.connect();
    return client;
  }

  /** Nobody is logged in, and there is no call. */
  async function assertQuiet(simulator: Simulator): Promise<void> {
    const isQuiet = () =>
      simulator.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0);
    await until(isQuiet, { what: 'everything to be as it was' });
  }

  for (const dialect of dialectNames) {
    it(`after all steps, with a GC that speaks ${dialect}`, async () => {
      const simulator = await simulated({ dialect });
      const parts = await run(optionsFor(simulator.port, { agent, numbers: ['2002', '2003'] }));
      assert.deepEqual(problemsOf(parts), []);
      assert.deepEqual(idsOf(parts), [
        'tcp-connected',
        'stomp-spoken',
        'broker-login-accepted',
        'topic-allowed',
        'queue-allowed',
        'gc-in-service',
        'login-done',
        'state-known',
        'reason-codes-listed',
        'phonebooks-listed',
        'contacts-listed',
        'teams-no-supervisor',
        'call-made',
        'hold-done',
        'retrieve-done',
        'hang-up-done',
        'consulted',
        'transferred',
        'restored',
      ]);
      assert.equal(findingsOf(parts).at(-1)?.what, restoredText);
      await assertQuiet(simulator);
    });
  }

  it('of a supervisor, too, who can ask for a team', async () => {
    const simulator = await simulated();
    const supervisor = { agentId: '1086', password: 'secret', extension: '2006' };
    const parts = await run(optionsFor(simulator.port, { agent: supervisor }));
    assert.ok(idsOf(parts).includes('teams-listed'));
    await assertQuiet(simulator);
  });

  const moments = [
    'GC answers',
    'Login of the agent',
    'Reason codes',
    'Calling 2002',
    'Hold',
    'Retrieve',
    'Hang up',
    'Consult',
    'Transfer',
  ];
  for (const moment of moments) {
    it(`when it is stopped at "${moment}"`, async () => {
      const simulator = await simulated();
      const stop = new AbortController();
      const watcher = new Watcher((line) => {
        if (line.startsWith(moment)) {
          stop.abort();
        }
      });
      const parts = await run(optionsFor(simulator.port, { agent, numbers: ['2002'] }), stop.signal, watcher);
      assert.ok(stop.signal.aborted);
      assert.deepEqual(problemsOf(parts), []);
      await assertQuiet(simulator);
    });
  }

  for (const password of ['secret', 'wrong']) {
    it(`when it is stopped during the login, with the password "${password}"`, async () => {
      const stop = new AbortController();
      const simulator = await simulated({
        onLog: (entry) => {
          if (entry.kind === 'command' && entry.type === 'Login#1081') {
            stop.abort();
          }
        },
      });
      await simulator.fault('late-reply', { delayMs: 200 });
      const parts = await run(optionsFor(simulator.port, { agent: { ...agent, password } }), stop.signal);
      assert.equal(findingsOf(parts).at(-1)?.what, restoredText);
      await assertQuiet(simulator);
    });
  }

  it('when the broker goes during a call, and comes back', async () => {
    const simulator = await simulated();
    const changes: Promise<void>[] = [];
    const watcher = new Watcher((line) => {
      if (line === 'Hold') {
        changes.push(simulator.fault('broker-gone'));
      } else if (line === 'Everything as it was') {
        changes.push(simulator.endFault('broker-gone'));
      }
    });
    const parts = await run(
      optionsFor(simulator.port, { agent, numbers: ['2002'] }),
      new AbortController().signal,
      watcher,
    );
    await Promise.all(changes);
    assert.deepEqual(
      problemsOf(parts).map(({ id }) => id),
      ['hold-refused', 'hang-up-refused'],
    );
    assert.equal(findingsOf(parts).at(-1)?.what, restoredText);
    await assertQuiet(simulator);
  });

  it('or says that it could not, with a broker that does not come back', async () => {
    const simulator = await simulated();
    const changes: Promise<void>[] = [];
    const watcher = new Watcher((line) => {
      if (line === 'Phonebooks') {
        changes.push(simulator.fault('broker-gone'));
      }
    });
    const parts = await run(optionsFor(simulator.port, { agent }), new AbortController().signal, watcher);
    await Promise.all(changes);
    const last = findingsOf(parts).at(-1);
    assert.deepEqual([last?.id, last?.severity], ['not-restored', 'problem']);
    assert.match(String(last?.whatToDo), /Log the agent out in Finesse/);
  });

  it('and leaves an agent alone who is logged in already', async () => {
    const simulator = await simulated();
    const earlier = await clientOf(simulator, 'gc-check');
    await earlier.login(agent);
    await earlier.close();
    const parts = await run(optionsFor(simulator.port, { agent, numbers: ['2002'] }));
    const [problem, ...others] = problemsOf(parts);
    assert.deepEqual([problem?.id, others], ['login-agent-at-work', []]);
    assert.match(String(problem?.whatToDo), /name another test agent/);
    assert.ok(idsOf(parts).includes('calls-skipped'));
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1081')?.state, 'NOT_READY');
  });

  describe('with a GC that says only what it is told to', () => {
    let gc: ScriptedGc;

    beforeEach(async () => {
      gc = cleanup.add(await ScriptedGc.start({ destination: 'gc-check' }));
    });

    async function answer(type: string, ...events: string[]): Promise<void> {
      assert.equal((await gc.next()).type, type);
      await gc.publish(...events);
    }

    async function loggedIn(): Promise<AgentCheck> {
      const check = new AgentCheck(await clientOf(gc.broker, 'gc-check'), agent);
      check.loggedIn = 'yes';
      return check;
    }

    /** Stopped as soon as GC has the command. */
    async function stoppedCall(check: AgentCheck): Promise<void> {
      const stop = new AbortController();
      const said: string[] = [];
      const call = new CallCheck(check, '2002', '2003').call('MakeCall', '2002', stop.signal, (line) => {
        said.push(line);
      });
      assert.equal((await gc.next()).type, 'MakeCall#1081');
      stop.abort();
      await assert.rejects(call);
      assert.equal(said.length, 1);
    }

    it('hangs up a call that comes only after the check was stopped', async () => {
      const check = await loggedIn();
      await stoppedCall(check);
      const restored = restoreAgent(check);
      await answer('refresh#1081', '1081#InboundCall#INITIATED#DialogID:7#2001###Ann');
      await answer('GetState#1081', '1081#State#NOT_READY##Ann');
      await answer('ReleaseCall#1081', '1081#InboundCall#DROP#DialogID:7#2001###Ann');
      await answer('Logout#1081', '1081#State#LOGOUT##Ann');
      assert.equal((await restored).what, restoredText);
    });

    it('says it where GC does not tell what became of the call', async () => {
      const check = await loggedIn();
      await stoppedCall(check);
      const restored = restoreAgent(check);
      await answer('refresh#1081');
      await answer('GetState#1081', '1081#State#NOT_READY##Ann');
      await answer('Logout#1081', '1081#State#LOGOUT##Ann');
      const { id, what } = await restored;
      assert.equal(id, 'not-restored');
      assert.match(what, /GC has not told what became of the last call/);
    });

    it('says it where the call cannot be hung up', async () => {
      const check = await loggedIn();
      await gc.publish('1081#InboundCall#ACTIVE#DialogID:7#2001###Ann');
      await until(() => check.calls.length > 0);
      const restored = restoreAgent(check);
      await answer('GetState#1081', '1081#State#NOT_READY##Ann');
      await answer('ReleaseCall#1081', '1081#Error#CF_INVALID_OBJECT_STATE');
      await answer('ReleaseCall#1081', '1081#Error#CF_INVALID_OBJECT_STATE');
      await answer('Logout#1081', '1081#State#LOGOUT##Ann');
      const { id, what } = await restored;
      assert.equal(id, 'not-restored');
      assert.match(what, /is logged out, but had a call/);
    });

    it('asks nobody to hang up once it is stopped in the middle of a transfer', async () => {
      const check = await loggedIn();
      await gc.publish('1081#InboundCall#ACTIVE#DialogID:7#2001###Ann');
      await until(() => check.calls.length > 0);
      const calls = new CallCheck(check, '2002', '2003');
      calls.dialogId = '7';
      const stop = new AbortController();
      const said: string[] = [];
      const transfer = callSteps(calls).find(({ name }) => name === 'transfer');
      const found = transfer?.run(stop.signal, (line) => said.push(line));
      await answer('TransferCall#1081', '1081#InboundCall#HELD#DialogID:7#2001###Ann');
      await until(() => check.calls.some(({ state }) => state === 'HELD'));
      stop.abort();
      await assert.rejects(found ?? Promise.resolve());
      assert.deepEqual(said, []);
    });

    it('leaves an agent alone whose state is a word of the site', async () => {
      const checked = run(optionsFor(gc.broker.port, { agent }));
      assert.equal((await gc.next()).type, 'Connect#1081');
      await answer('GetState#1081', '1081#State#AVAILABLE##Ann');
      const parts = await checked;
      const [problem, ...others] = problemsOf(parts);
      assert.deepEqual([problem?.id, others], ['login-unclear', []]);
      assert.match(String(problem?.what), /GC says that agent 1081 is "AVAILABLE"/);
      assert.deepEqual(gc.unread, []);
    });

    it('does not take such an agent for logged out', async () => {
      const restored = restoreAgent(await loggedIn());
      await answer('GetState#1081', '1081#State#AVAILABLE##Ann');
      await answer('Logout#1081', '1081#Error#CF_INVALID_OBJECT_STATE');
      await answer('force_logout#1081', '1081#Error#CF_INVALID_OBJECT_STATE');
      await answer('GetState#1081', '1081#State#AVAILABLE##Ann');
      assert.equal((await restored).id, 'not-restored');
    });
  });

  it('and one whom another client has, which gets the answers of GC', async () => {
    const simulator = await simulated();
    const other = await clientOf(simulator, 'other');
    await other.login(agent);
    await other.command('MakeReady', { agentId: '1081' });
    const heard: unknown[] = [];
    other.on('event', (event) => heard.push(event));
    const parts = await run(optionsFor(simulator.port, { agent, numbers: ['2002'] }));
    const [problem, ...others] = problemsOf(parts);
    assert.deepEqual([problem?.id, others], ['login-unclear', []]);
    assert.match(String(problem?.what), /Another client may have the agent/);
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1081')?.state, 'READY');
    assert.deepEqual(
      heard.filter((event) => /LOGOUT|SESSION_INVALIDATED/.test(JSON.stringify(event))),
      [],
    );
  });
});
