import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { SharedConnection } from '../../lib/nodered';
import type { Store } from '../../lib/store';
import { connectionTo, Flow, type Received } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const minute = 60_000;
/** Where the store has what the trigger keeps. */
const room = 'states in tab/trigger';

describe('gc-trigger that goes on after a restart', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    sinon.restore();
    const memory = await store();
    await flow.stop();
    for (const { key } of await memory.list(room)) {
      await memory.take(room, key);
    }
    await gc.close();
  });

  async function start(config: Record<string, unknown> = {}): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      {
        id: 'trigger',
        type: 'gc-trigger',
        connection: 'connection',
        states: ['NOT_READY'],
        seconds: '600',
        outlivesRestart: true,
        wires: [['out']],
        ...config,
      },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
    ]);
    await seen(/^System/);
  }

  async function restart(config: Record<string, unknown> = {}): Promise<void> {
    await flow.stop();
    await start(config);
  }

  /** Restarts Node-RED as if so much time had gone by. */
  async function sleep(ms: number, config: Record<string, unknown> = {}): Promise<void> {
    const memory = await store();
    sinon.restore();
    const list = memory.list.bind(memory);
    await flow.stop();
    for (const { key, value } of await memory.list(room)) {
      const { since, told, ...rest } = value as { since: number; told?: { at: number } };
      const earlier = { since: since - ms, ...(told && { told: { ...told, at: told.at - ms } }) };
      await memory.put({ room, key, value: { ...rest, ...earlier } });
    }
    // What the connection has written down tells how little time has gone by.
    sinon.replace(memory, 'list', (name) =>
      name.startsWith('model of ') ? Promise.resolve([]) : list(name),
    );
    await start(config);
  }

  async function seen(topic: RegExp): Promise<void> {
    let event = await flow.next('event');
    while (!topic.test(String(event.topic))) {
      event = await flow.next('event');
    }
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    await seen(/^9999\/State/);
  }

  /** A state with the time at which it began, as GC tells it. */
  function began(agentId: string, state: string, msAgo: number): string {
    const time = new Date(Date.now() - msAgo);
    const local = new Date(time.getTime() - minute * time.getTimezoneOffset()).toISOString();
    const stateChangeTime = local.slice(0, 19).replace('T', ' ');
    return JSON.stringify({ type: 'State', agentId, state, reasonCode: '2', stateChangeTime });
  }

  /** The next message; one for another agent, who has just been in the state for long enough, is the last. */
  async function all(): Promise<string[]> {
    await publish(began('7777', 'NOT_READY', 31 * minute));
    const told: string[] = [];
    for (;;) {
      const message = await flow.next('out');
      const { agentId, repeat } = aboutOf(message);
      if (agentId === '7777') {
        return told;
      }
      told.push(`${agentId} ${repeat}`);
    }
  }

  function aboutOf({ payload, gc: details }: Received) {
    const { agentId, seconds } = payload as { agentId: string; seconds: number };
    return { agentId, seconds, ...(details as { repeat: number }) };
  }

  const store = (): Promise<Store> =>
    (flow.node('connection') as unknown as { shared: SharedConnection }).shared.store();

  /** What is kept of 1081. */
  async function kept(): Promise<unknown> {
    const records = await (await store()).list(room);
    return records.find(({ key }) => key === '1081')?.value;
  }

  it('does not report a second time, after a restart or a deploy, what it has reported', async () => {
    await start();
    await publish(began('1081', 'NOT_READY', 11 * minute));
    await flow.next('out');
    await flow.deploy('nodes', { trigger: { name: 'another' } });
    assert.deepEqual(await all(), []);
    await flow.stop();
    await start({ agents: '1081, 7778' });
    await publish(began('1081', 'NOT_READY', 11 * minute), began('7778', 'NOT_READY', 11 * minute));
    assert.equal(aboutOf(await flow.next('out')).agentId, '7778');
    assert.equal(flow.unread('out').length, 0);
  });

  it('goes on with the time that was running, where GC does not tell when it began', async () => {
    await start();
    await publish('1081#State#NOT_READY#2#Ann');
    await sleep(9 * minute);
    await publish('1081#State#NOT_READY#2#Ann');
    assert.deepEqual(await all(), []);
    await sleep(2 * minute);
    await publish('1081#State#NOT_READY#2#Ann');
    const { agentId, seconds } = aboutOf(await flow.next('out'));
    assert.equal(agentId, '1081');
    assert.ok(seconds >= 600, String(seconds));
  });

  it('goes on with what was counted from an earlier deploy', async () => {
    const fromDeploy = { countFrom: 'deploy' };
    await start(fromDeploy);
    await publish(began('1081', 'NOT_READY', 61 * minute));
    await sleep(11 * minute, fromDeploy);
    await publish(began('1081', 'NOT_READY', 72 * minute));
    const { agentId, seconds } = aboutOf(await flow.next('out'));
    assert.equal(agentId, '1081');
    assert.ok(seconds >= 600 && seconds < 1200, String(seconds));
  });

  it('begins anew for an agent who has left the state meanwhile, as GC tells', async () => {
    await start();
    await publish(began('1081', 'NOT_READY', 17 * minute));
    await flow.next('out');
    await restart();
    await publish(began('1081', 'NOT_READY', 11 * minute));
    assert.equal(aboutOf(await flow.next('out')).repeat, 0);
  });

  it('begins anew for an agent who is in another state after the restart', async () => {
    await start();
    await publish('1081#State#NOT_READY#2#Ann');
    await sleep(11 * minute);
    await publish('1081#State#READY##Ann', '1081#State#NOT_READY#2#Ann');
    assert.deepEqual(await all(), []);
  });

  it('repeats in the rhythm of before, and counts on', async () => {
    const often = { repeat: '300' };
    await start(often);
    await publish(began('1081', 'NOT_READY', 11 * minute));
    assert.equal(aboutOf(await flow.next('out')).repeat, 0);
    await sleep(4 * minute, often);
    await publish('1081#State#NOT_READY#2#Ann');
    assert.deepEqual(await all(), []);
    await sleep(2 * minute, often);
    await publish('1081#State#NOT_READY#2#Ann');
    assert.equal(aboutOf(await flow.next('out')).repeat, 1);
  });

  it('waits for the team of an agent before it forgets anything', async () => {
    const sales = { teams: 'sales' };
    const info = JSON.stringify({ type: 'AgentInfo', agentId: '1081', team: { id: '1', name: 'Sales' } });
    await start(sales);
    await publish(info, '1081#State#NOT_READY#2#Ann');
    await sleep(11 * minute, sales);
    await publish('1081#State#NOT_READY#2#Ann');
    assert.equal(flow.unread('out').length, 0);
    await publish(info);
    assert.equal(aboutOf(await flow.next('out')).agentId, '1081');
  });

  it('keeps nothing of an agent who has left the state', async () => {
    await start();
    await publish('1081#State#NOT_READY#2#Ann');
    await until(async () => (await kept()) !== undefined);
    await publish('1081#State#READY##Ann');
    await until(async () => (await kept()) === undefined);
  });

  it('reports after a deploy what it could not report because of the deploy', async () => {
    await start();
    const memory = await store();
    const put = memory.put.bind(memory);
    const deployed = new Promise<void>((resolve) => {
      sinon.replace(memory, 'put', async (record) => {
        if ((record.value as { told?: object }).told !== undefined) {
          sinon.restore();
          resolve(flow.deploy('nodes', { trigger: { name: 'another' } }));
          await put(record);
        }
        return put(record);
      });
    });
    await publish(began('1081', 'NOT_READY', 11 * minute));
    await deployed;
    assert.equal(aboutOf(await flow.next('out')).repeat, 0);
    assert.equal(flow.unread('out').length, 0);
  });

  it('reports although the store cannot be used, and says so once', async () => {
    await start();
    const memory = await store();
    const gone = Object.assign(new Error('gone'), { code: 'GC_STORE_UNAVAILABLE' });
    sinon.stub(memory, 'put').rejects(gone);
    sinon.stub(memory, 'list').rejects(gone);
    await publish(began('1081', 'NOT_READY', 11 * minute));
    await flow.next('out');
    await flow.deploy('nodes', { trigger: { name: 'another' } });
    await flow.next('out');
    const warnings = flow.log('warn').map(({ msg }) => String(msg));
    assert.equal(warnings.filter((text) => /cannot be read.*gone/.test(text)).length, 1);
    assert.ok(warnings.some((text) => /After a restart, states may be reported again: gone/.test(text)));
  });

  it('ignores what it has not written down itself', async () => {
    await start();
    for (const [key, value] of Object.entries({
      '1081': 5,
      '1082': { state: 'NOT_READY', since: 'then' },
      '1083': { state: 'NOT_READY', since: 1, told: { repeat: 1e300, at: {} } },
    })) {
      await (await store()).put({ room, key, value });
    }
    await restart();
    await publish(...['1081', '1082', '1083'].map((agentId) => began(agentId, 'NOT_READY', 11 * minute)));
    assert.deepEqual((await all()).sort(), ['1081 0', '1082 0', '1083 0']);
  });
});
