import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { AgentSnapshot } from '../../../lib/client';
import { HeldStates, type Rule } from '../../../nodes/gc-trigger/held-states';

describe('HeldStates', () => {
  let clock: sinon.SinonFakeTimers;
  let agents: Map<string, AgentSnapshot>;
  let fired: string[];

  beforeEach(() => {
    clock = sinon.useFakeTimers({
      now: 1_000_000_000,
      toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    });
    agents = new Map();
    fired = [];
  });

  afterEach(() => {
    clock.restore();
  });

  function watch(rule: Partial<Rule> = {}): (agentId: string, agent: Partial<AgentSnapshot>) => void {
    const held = new HeldStates(
      {
        agents: [],
        teams: [],
        states: ['NOT_READY'],
        reasonCodes: [],
        holdMs: 600_000,
        notBefore: 0,
        ...rule,
      },
      (agentId) => agents.get(agentId) ?? { agentId, state: 'UNKNOWN' },
      ({ agent, since, repeat }) => {
        fired.push(`${agent.agentId} ${agent.state} ${(Date.now() - since) / 1000} s, ${repeat}`);
      },
    );
    return (agentId, agent) => {
      agents.set(agentId, { agentId, state: 'UNKNOWN', since: Date.now(), ...agent });
      held.follow(agentId);
    };
  }

  it('fires in the moment in which the time is over, once', () => {
    const tell = watch();
    tell('1081', { state: 'NOT_READY' });
    clock.tick(599_999);
    assert.deepEqual(fired, []);
    clock.tick(1);
    assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0']);
    clock.tick(10_000_000);
    assert.equal(fired.length, 1);
    assert.equal(clock.countTimers(), 0);
  });

  it('does not fire when the state has changed before', () => {
    const tell = watch();
    tell('1081', { state: 'NOT_READY' });
    clock.tick(599_999);
    tell('1081', { state: 'READY' });
    assert.equal(clock.countTimers(), 0);
    tell('1081', { state: 'NOT_READY' });
    clock.tick(599_999);
    assert.deepEqual(fired, []);
  });

  it('goes on counting whatever else is told of the agent, with one timer', () => {
    const tell = watch();
    for (let minute = 0; minute < 10; minute += 1) {
      tell('1081', { state: 'NOT_READY', reasonCode: String(minute) });
      assert.equal(clock.countTimers(), 1);
      clock.tick(60_000);
    }
    assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0']);
  });

  it('counts another of the states from its own beginning', () => {
    const tell = watch({ states: ['NOT_READY', 'WORK'] });
    tell('1081', { state: 'NOT_READY' });
    clock.tick(300_000);
    tell('1081', { state: 'WORK' });
    clock.tick(600_000);
    assert.deepEqual(fired, ['1081 WORK 600 s, 0']);
  });

  it('counts from where the state began, and fires at once where that is long ago', () => {
    const tell = watch();
    tell('1081', { state: 'NOT_READY', since: Date.now() - 500_000 });
    tell('1082', { state: 'NOT_READY', since: Date.now() - 7_200_000 });
    clock.tick(1);
    assert.deepEqual(fired, ['1082 NOT_READY 7200 s, 0']);
    clock.tick(99_999);
    assert.equal(fired[1], '1081 NOT_READY 600 s, 0');
  });

  it('does not count what was before the deploy where that is wanted', () => {
    const tell = watch({ notBefore: Date.now() });
    tell('1081', { state: 'NOT_READY', since: Date.now() - 7_200_000 });
    clock.tick(599_999);
    assert.deepEqual(fired, []);
    clock.tick(1);
    assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0']);
  });

  for (const [direction, stepMs] of [
    ['forward', 86_400_000],
    ['back', -86_400_000],
  ] as const) {
    it(`fires when the time is over, although the clock is set ${direction} by a day`, () => {
      const tell = watch();
      tell('1081', { state: 'NOT_READY' });
      clock.tick(300_000);
      clock.setSystemTime(Date.now() + stepMs);
      tell('1082', { state: 'NOT_READY' });
      clock.tick(300_000);
      assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0']);
      clock.tick(300_000);
      assert.equal(fired[1], '1082 NOT_READY 600 s, 0');
    });
  }

  it('counts at most 50 000 agents', () => {
    const tell = watch();
    for (let id = 0; id < 50_010; id += 1) {
      tell(String(id), { state: 'NOT_READY' });
    }
    assert.equal(clock.countTimers(), 50_000);
  });

  it('fires again and again where that is wanted', () => {
    const tell = watch({ repeatMs: 60_000 });
    tell('1081', { state: 'NOT_READY' });
    clock.tick(720_000);
    assert.deepEqual(fired, [
      '1081 NOT_READY 600 s, 0',
      '1081 NOT_READY 660 s, 1',
      '1081 NOT_READY 720 s, 2',
    ]);
    tell('1081', { state: 'READY' });
    clock.tick(720_000);
    assert.equal(fired.length, 3);
  });

  it('counts for certain reasons only, and from when the reason was given', () => {
    const tell = watch({ reasonCodes: ['2', '3'] });
    tell('1081', { state: 'NOT_READY', reasonCode: '1' });
    tell('1082', { state: 'NOT_READY' });
    assert.equal(clock.countTimers(), 0);
    clock.tick(60_000);
    tell('1081', { state: 'NOT_READY', reasonCode: '2' });
    clock.tick(300_000);
    tell('1081', { state: 'NOT_READY', reasonCode: '3' });
    clock.tick(300_000);
    assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0']);
  });

  it('looks at certain agents, or the agents of a team, only', () => {
    const tell = watch({ agents: ['1081', '1082', '1083'], teams: ['1', 'support'] });
    tell('1081', { state: 'NOT_READY', team: { id: '1', name: 'Sales' } });
    tell('1082', { state: 'NOT_READY', team: { id: '2', name: 'Support' } });
    tell('1083', { state: 'NOT_READY', team: { id: '3' } });
    tell('1084', { state: 'NOT_READY', team: { id: '1' } });
    clock.tick(600_000);
    assert.deepEqual(fired, ['1081 NOT_READY 600 s, 0', '1082 NOT_READY 600 s, 0']);
  });

  it('says nothing of an agent who is not known any more', () => {
    const tell = watch({ repeatMs: 60_000 });
    tell('1081', { state: 'NOT_READY' });
    agents.clear();
    clock.tick(720_000);
    assert.deepEqual(fired, []);
    assert.equal(clock.countTimers(), 0);
  });
});
