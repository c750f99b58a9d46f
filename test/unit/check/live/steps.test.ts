import assert from 'node:assert/strict';
import { AgentCheck } from '../../../../lib/check/live/agent';
import { CallCheck, callSteps } from '../../../../lib/check/live/calls';
import { open, problem, well, type Step } from '../../../../lib/check/live/step';
import { StepRun } from '../../../../lib/check/live/step-run';
import { logOut } from '../../../../lib/check/live/try-login';
import { GcClient } from '../../../../lib/client';
import { GcError } from '../../../../lib/protocol';
import { startSimulator } from '../../../../lib/simulator';
import { freePort } from '../../../support/ports';
import { ScriptedGc } from '../../../support/scripted-gc';
import { Cleanup } from '../../stomp/support';
import { agent, findingsOf, idsOf, optionsFor, problemsOf, run, Watcher } from './support';

describe('the steps of a live check', () => {
  let watcher: Watcher;
  let stop: AbortController;

  beforeEach(() => {
    watcher = new Watcher();
    stop = new AbortController();
  });

  function step(name: string, its: Partial<Step>): Step {
    const title = name.toUpperCase();
    const found = () => Promise.resolve(well(`${name}-well`, `${name} works.`));
    return { name, title, needs: [], limitMs: 60_000, whenLate: 'Wait.', run: found, ...its };
  }

  function all(...steps: Step[]) {
    return new StepRun(stop.signal, watcher).all(steps);
  }

  it('run in order, and each is shown', async () => {
    const say: Step['run'] = (_, tell) => {
      tell('a line');
      return Promise.resolve(open('b-open', 'Nothing to try.'));
    };
    await all(step('a', {}), step('b', { run: say }));
    assert.deepEqual(watcher.lines, ['well A', 'a line', 'open B']);
  });

  it('are late when they hang, and only those that need them are skipped', async () => {
    const hanging = step('a', { limitMs: 5, run: () => new Promise(() => undefined) });
    assert.deepEqual(await all(hanging, step('b', { needs: ['a'] }), step('c', {})), [
      problem('a-late', 'A: no answer within 0.005 s.', 'Wait.'),
      open('b-skipped', 'B: skipped, because it needs "A".'),
      well('c-well', 'c works.'),
    ]);
  });

  it('are late when GC does not answer their command', async () => {
    const error = new GcError('GC_TIMEOUT', { command: 'GetPhonebooks', detail: 'no answer' });
    const [finding] = await all(step('a', { run: () => Promise.reject(error) }));
    assert.deepEqual(finding, problem('a-late', 'A: GetPhonebooks failed: no answer.', 'Wait.'));
  });

  it('say what a command was refused with, and what to do', async () => {
    const error = new GcError('CF_RESOURCE_BUSY', { command: 'MakeCall', agentId: '1081' });
    const [finding] = await all(step('a', { run: () => Promise.reject(error) }));
    assert.equal(finding?.id, 'a-refused');
    assert.match(String(finding?.what), /^A: MakeCall failed: .*\(CF_RESOURCE_BUSY\)\.$/);
    assert.equal(finding?.whatToDo, error.whatToDo);
  });

  it('say what has gone wrong in themselves', async () => {
    const [finding] = await all(step('a', { run: () => Promise.reject(new TypeError('oops')) }));
    assert.deepEqual([finding?.id, finding?.what], ['a-failed', 'A: oops']);
  });

  it('pass on nothing that a terminal obeys, and no long text, of what GC or the broker have said', async () => {
    const words = '\u001B]0;mine\u0007\u009B2J\u202Eno\n';
    const found = problem('a-refused', `GC says ${words}`, `Ask ${words}`, words.repeat(100));
    const refused = new GcError(`NO${words}`, { command: 'MakeCall', detail: words });
    const findings = await all(
      step('a', { run: () => Promise.resolve(found) }),
      step('b', { run: () => Promise.reject(refused) }),
    );
    assert.doesNotMatch(JSON.stringify(findings), /\\u00|[\u007F-\u009F\u202A-\u202E]|\\[nr]/);
    assert.ok(findings.every(({ where }) => (where?.text ?? '').length <= 1000));
  });

  it('are skipped once the check is stopped, also the one under way', async () => {
    const stopping: Step['run'] = () => {
      stop.abort();
      return new Promise(() => undefined);
    };
    assert.deepEqual(await all(step('a', { run: stopping }), step('b', {})), [
      open('a-skipped', 'A: skipped, because the check was stopped before there was an answer.'),
      open('b-skipped', 'B: skipped, because the check was stopped before.'),
    ]);
  });
});

describe('a live check', () => {
  const cleanup = new Cleanup();

  afterEach(() => cleanup.run());

  it('takes a standby that does not listen for what it is, when GC is at another broker', async () => {
    const simulator = cleanup.add(await startSimulator({ port: 0 }));
    const ports = [await freePort(), simulator.port];
    const brokers = ports.map((port) => ({ host: '127.0.0.1', port }));
    const parts = await run(optionsFor(0, { brokers }));
    assert.deepEqual(problemsOf(parts), []);
    const [first] = findingsOf(parts);
    assert.deepEqual([first?.id, first?.severity], ['tcp-refused', 'note']);
    assert.match(String(first?.what), /GC answers at another broker/);
  });

  it('logs nobody in unless an agent is named', async () => {
    const simulator = cleanup.add(await startSimulator({ port: 0 }));
    const parts = await run(optionsFor(simulator.port));
    assert.equal(idsOf(parts).at(-1), 'agent-not-named');
  });

  /** It answers only a Hello that names the extension. */
  async function gcForExtension(answer: string): Promise<ScriptedGc> {
    const gc = cleanup.add(await ScriptedGc.start({ destination: 'gc-check', answersHeartbeats: false }));
    const answering = setInterval(() => {
      if (gc.heartbeats.includes('Hello#2001')) {
        gc.heartbeatAnswer = answer;
        void gc.publish(answer);
        clearInterval(answering);
      }
    }, 5);
    return gc;
  }

  it('says of a GC that wants Hello to name the extension that it is out of service', async () => {
    const gc = await gcForExtension('System#OUT_OF_SERVICE');
    const [problem, ...others] = problemsOf(await run(optionsFor(gc.broker.port, { agent })));
    assert.deepEqual([problem?.id, others], ['gc-out-of-service', []]);
    assert.equal(problem?.setting?.field, 'helloArgument');
  });

  it('finds a GC that wants Hello to name the extension', async () => {
    const gc = await gcForExtension('System#IN_SERVICE');
    const stop = new AbortController();
    const watcher = new Watcher((line) => {
      if (line === 'Login of the agent') {
        stop.abort();
      }
    });
    const parts = await run(optionsFor(gc.broker.port, { agent }), stop.signal, watcher);
    const hello = findingsOf(parts).find(({ id }) => id === 'gc-hello-names-extension');
    assert.deepEqual(hello?.setting, {
      field: 'helloArgument',
      value: '2001',
      label: 'GC → Hello names',
      shown: '2001',
    });
    assert.deepEqual(problemsOf(parts), []);
  });

  describe('with a GC that says only what it is told to', () => {
    let gc: ScriptedGc;
    let client: GcClient;

    beforeEach(async () => {
      gc = cleanup.add(await ScriptedGc.start());
      const brokers = [{ host: '127.0.0.1', port: gc.broker.port }];
      client = cleanup.add(new GcClient({ brokers, destination: 'test-client' }));
      await client.connect();
    });

    it('logs out with a reason where GC wants one', async () => {
      const isOut = logOut(client, '1081', 60_000, '7');
      assert.equal((await gc.next()).type, 'Logout#1081');
      await gc.publish('1081#Error#MISSING_REASON_CODE');
      assert.deepEqual(await gc.next(), { type: 'logoutwithreason#1081', body: '7' });
      await gc.publish('1081#State#LOGOUT#7#Ann');
      assert.equal(await isOut, true);
    });

    it('finds out that a transfer names the extension of the agent', async () => {
      const calls = new CallCheck(new AgentCheck(client, agent), '2002', '2003');
      calls.dialogId = '7';
      const consulting = new Promise<void>((resolve) => {
        client.on('event', (event) => {
          if (event.type === 'ConsultCall') {
            resolve();
          }
        });
      });
      await gc.publish(
        '1081#InboundCall#ACTIVE#DialogID:7#2001###Ann',
        '1081#InboundCall#HELD#DialogID:7#2001###Ann',
        '1081#ConsultCall#ACTIVE#AssDialogID:8#2001###Ann',
      );
      await consulting;
      const transfer = callSteps(calls).find(({ name }) => name === 'transfer');
      assert.ok(transfer);
      const found = transfer.run(new AbortController().signal, () => undefined);
      assert.deepEqual(await gc.next(), { type: 'TransferCall#1081', body: '2003,7' });
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      assert.deepEqual(await gc.next(), { type: 'TransferCall#1081', body: '2001,7' });
      await gc.publish(
        '1081#ConsultCall#DROP#AssDialogID:8#2001###Ann',
        '1081#InboundCall#DROP#DialogID:7#2001###Ann',
      );
      const { id, setting } = await found;
      assert.deepEqual(
        [id, setting?.field, setting?.value],
        ['transfer-names-own-extension', 'completeWith', 'own'],
      );
    });
  });
});
