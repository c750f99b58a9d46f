import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode, type Received } from '../support/flow';
import { until } from '../support/wait';

describe('gc-trigger', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function start(config: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      {
        id: 'trigger',
        type: 'gc-trigger',
        connection: 'connection',
        states: ['NOT_READY'],
        seconds: '1',
        wires: [['out']],
        ...config,
      },
      {
        id: 'in',
        type: 'gc-event-in',
        connection: 'connection',
        types: ['State', 'System'],
        wires: [['event']],
      },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
      ...more,
    ]);
    await flow.next('event');
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    let { topic } = await flow.next('event');
    while (topic !== '9999/State/READY') {
      ({ topic } = await flow.next('event'));
    }
  }

  /** A state with the time at which it began, as GC tells it: so many seconds ago. */
  function began(agentId: string, state: string, secondsAgo: number, reasonCode = ''): string {
    const time = new Date(Date.now() - 1000 * secondsAgo);
    const local = new Date(time.getTime() - 60_000 * time.getTimezoneOffset()).toISOString();
    return JSON.stringify({
      type: 'State',
      agentId,
      state,
      reasonCode,
      stateChangeTimeString: '',
      pendingState: '',
      stateChangeTime: local.slice(0, 19).replace('T', ' '),
    });
  }

  function payloadOf(message: Received) {
    return message.payload as { agentId: string; state: string; since: number; seconds: number };
  }

  it('fires when a state has held for so long, naming agent, state and seconds', async () => {
    await start({ agents: '1081, 1082' });
    const begun = Date.now();
    await publish('1081#State#NOT_READY#2#Ann', '1083#State#NOT_READY##Cem', '1082#State#READY##Bob');
    const { _msgid, gc: details, ...message } = await flow.next('out');
    // Whole seconds, rounded; and the two clocks of a machine agree to milliseconds.
    const heldMs = Date.now() - begun;
    assert.ok(heldMs >= 990, String(heldMs));
    assert.equal(typeof _msgid, 'string');
    const { since, seconds, ...payload } = payloadOf(message);
    assert.ok(since >= begun - 10 && since <= begun + heldMs - 990, String(since - begun));
    assert.ok(seconds >= 1 && 1000 * seconds <= heldMs + 510, String(seconds));
    assert.deepEqual(payload, {
      type: 'StateHeld',
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '2',
    });
    assert.deepEqual([message.topic, message['agentId']], ['1081/NOT_READY', '1081']);
    assert.equal((details as { repeat: number }).repeat, 0);
    assert.deepEqual(flow.unread('out'), []);
  });

  it('takes a gc-agent as an agent, as the property of a subflow holds it', async () => {
    await start({ agents: 'ann' }, [{ id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' }]);
    await publish('1082#State#NOT_READY##Bob', '1081#State#NOT_READY##Ann');
    assert.equal(payloadOf(await flow.next('out')).agentId, '1081');
    assert.deepEqual(flow.unread('out'), []);
  });

  it('counts from when the state began, as GC tells it', async () => {
    await start({ seconds: '600' });
    const before = Date.now() - 700_000;
    await publish(began('1081', 'NOT_READY', 700), began('1082', 'NOT_READY', 300));
    const { agentId, since, seconds } = payloadOf(await flow.next('out'));
    assert.equal(agentId, '1081');
    // GC leaves the milliseconds out.
    assert.ok(since > before - 1000 && since <= Date.now() - 700_000, String(since));
    assert.ok(seconds >= 700 && since + 1000 * seconds <= Date.now() + 500, String(seconds));
    assert.deepEqual(flow.unread('out'), []);
  });

  it('fires at a deploy for a state that has held, counting from when it began', async () => {
    await start({ seconds: '600', countFrom: 'state' });
    await publish(began('1081', 'NOT_READY', 700));
    await flow.next('out');
    await flow.deploy('nodes', { trigger: { name: 'changed' } });
    const { topic, gc: how } = await flow.next('out');
    assert.deepEqual([topic, (how as { repeat: number }).repeat], ['1081/NOT_READY', 0]);
  });

  it('does not fire at a deploy for a state that has held, counting from the deploy', async () => {
    await start({ seconds: '600', countFrom: 'deploy' });
    const before = timers();
    await publish(began('1081', 'NOT_READY', 700));
    await flow.deploy('nodes', { trigger: { name: 'changed' } });
    // It counts: its timer has minutes to go.
    await until(() => timers() === before + 1);
    await publish();
    assert.deepEqual(flow.unread('out'), []);
  });

  it('looks at the agents of a team, by its id or its name', async () => {
    await start({ teams: 'sales', seconds: '600' });
    const info = (agentId: string, id: string, name: string) =>
      JSON.stringify({ type: 'AgentInfo', agentId, firstName: 'A', lastName: 'B', team: { id, name } });
    await publish(
      info('1081', '1', 'Sales'),
      info('1082', '2', 'Support'),
      began('1081', 'NOT_READY', 700),
      began('1082', 'NOT_READY', 700),
    );
    const message = await flow.next('out');
    assert.equal(message.topic, '1081/NOT_READY');
    assert.deepEqual((message.payload as { team: unknown }).team, { id: '1', name: 'Sales' });
    assert.deepEqual(flow.unread('out'), []);
  });

  it('has one timer for each agent in the state, however many events come, and none when it is gone', async () => {
    await start({ seconds: '600' });
    const before = timers();
    for (let round = 0; round < 50; round += 1) {
      await gc.publish('1081#State#NOT_READY##Ann', '1082#State#NOT_READY##Bob');
    }
    await publish();
    assert.equal(timers() - before, 2);
    await publish('1081#State#READY##Ann');
    assert.equal(timers() - before, 1);
    await flow.deploy('nodes', { trigger: { name: 'changed', states: ['TALKING'] } });
    assert.equal(timers(), before);
  });

  it('does not begin anew when an outage has gone by', async () => {
    await start({ seconds: '600' });
    await publish(began('1081', 'NOT_READY', 598));
    gc.broker.dropConnections();
    await flow.next('event');
    await publish('1081#State#NOT_READY##Ann');
    const { seconds } = payloadOf(await flow.next('out'));
    assert.ok(seconds === 600 || seconds === 601, String(seconds));
  });

  it('comes in any number without a warning of the process', async () => {
    const warnings: Error[] = [];
    const collect = (warning: Error) => warnings.push(warning);
    process.on('warning', collect);
    try {
      const triggers = Array.from({ length: 30 }, (_, index) => ({
        id: `trigger${index}`,
        type: 'gc-trigger',
        connection: 'connection',
        states: ['NOT_READY'],
        wires: [['out']],
      }));
      await start({}, triggers);
      await publish(began('1081', 'NOT_READY', 700));
      await until(() => flow.unread('out').length === 31);
    } finally {
      process.off('warning', collect);
    }
    assert.deepEqual(warnings, []);
  });

  for (const [what, config] of [
    ['no state', { states: [] }],
    ['a time that is none', { seconds: 'long' }],
    ['a repetition in no time', { repeat: '0' }],
  ] as const) {
    it(`says in its status and in the log that it has ${what}`, async () => {
      await start(config);
      assert.match(String(flow.statusOf('trigger')?.['text']), /status\.misconfigured$/);
      assert.equal(flow.log('error').filter(({ id }) => id === 'trigger').length, 1);
    });
  }
});

/** Timers of triggers: they are the only ones that keep the process alive for minutes. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
