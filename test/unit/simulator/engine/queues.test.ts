import assert from 'node:assert/strict';
import {
  queueStatistics,
  type QueueStatistics,
} from '../../../../lib/simulator/engine/commands/queue-statistics';
import { Stage } from './stage';

/** Agents 1081 and 1082 work for Sales, 1084 for Support; Overflow has them all. */
const extensions = { 1081: '2001', 1082: '2002', 1084: '2004', 1090: '2010' } as const;
type AgentId = keyof typeof extensions;

function stageWith(...agentIds: AgentId[]): Stage {
  const stage = new Stage({ dialect: 'specified-new' });
  for (const id of agentIds) {
    stage.send(`Connect#${id} ${id},secret`, `Login#${id} secret,${extensions[id]}`);
  }
  stage.heard();
  return stage;
}

function ready(stage: Stage, ...agentIds: AgentId[]): void {
  for (const id of agentIds) {
    stage.send(`MakeReady#${id}`);
    stage.clock.advance(1);
  }
}

/** At whom calls have begun to ring, as `<login id> <caller>`. */
function offered(stage: Stage): string[] {
  return stage
    .heard()
    .map((line) => /^\d+ (\d+)#NewInboundCall#(\d+)/.exec(line))
    .flatMap((found) => (found === null ? [] : `${found[1]} ${found[2]}`));
}

function talk(stage: Stage, agentId: AgentId, dialogId: string): void {
  stage.send(`AnswerCall#${agentId} ${dialogId}`);
}

describe('the queues of the simulator', () => {
  it('give a call to who has been ready for longest', () => {
    const stage = stageWith(1081, 1082, 1084);
    ready(stage, 1084, 1082, 1081);
    stage.engine.incomingCall({ to: 'Overflow', from: '0301' });
    stage.engine.incomingCall({ to: 'Overflow', from: '0302' });
    stage.engine.incomingCall({ to: 'Overflow', from: '0303' });
    stage.engine.incomingCall({ to: 'Overflow', from: '0304' });
    assert.deepEqual(offered(stage), ['1084 0301', '1082 0302', '1081 0303']);
  });

  it('do not count who asks to be ready again as ready anew', () => {
    const stage = stageWith(1081, 1082);
    ready(stage, 1081, 1082, 1081);
    stage.engine.incomingCall({ to: 'Sales', from: '0301' });
    assert.deepEqual(offered(stage), ['1081 0301']);
  });

  it('leave the agents of other teams alone', () => {
    const stage = stageWith(1084);
    ready(stage, 1084);
    stage.engine.incomingCall({ to: 'Sales', from: '0301' });
    assert.deepEqual(offered(stage), []);
  });

  it('give an agent the oldest call of all the queues', () => {
    const stage = stageWith(1081);
    stage.engine.incomingCall({ to: 'Overflow', from: '0301' });
    stage.engine.incomingCall({ to: 'Sales', from: '0302' });
    ready(stage, 1081);
    assert.deepEqual(offered(stage), ['1081 0301']);
  });

  it('keep the place of a call that nobody answered', () => {
    const stage = stageWith(1081, 1082);
    ready(stage, 1081);
    for (const from of ['0301', '0302', '0303']) {
      stage.engine.incomingCall({ to: 'Sales', from });
    }
    stage.clock.advance(15_000);
    ready(stage, 1082);
    assert.deepEqual(offered(stage), ['1081 0301', '1082 0301']);
  });

  it('get a call back when the agent at whom it rings is gone', () => {
    const stage = stageWith(1081, 1082);
    ready(stage, 1081, 1082);
    stage.engine.incomingCall({ to: 'Sales', from: '0301' });
    stage.send('force_logout#1081');
    assert.deepEqual(offered(stage), ['1081 0301', '1082 0301']);
  });

  it('give an agent who has wrapped up the next call', () => {
    const stage = stageWith(1090);
    ready(stage, 1090);
    const first = stage.engine.incomingCall({ to: '1', from: '0301' });
    stage.engine.incomingCall({ to: '1', from: '0302' });
    talk(stage, 1090, first);
    stage.send(`ReleaseCall#1090 ${first}`);
    assert.deepEqual(offered(stage), ['1090 0301']);
    stage.clock.advance(30_000);
    assert.deepEqual(offered(stage), ['1090 0302']);
  });

  it('lose who gives up: who waits longest, or a certain call', () => {
    const stage = stageWith(1081);
    const [first, second, third] = ['0301', '0302', '0303'].map((from) =>
      stage.engine.incomingCall({ to: 'Sales', from }),
    );
    assert.equal(stage.engine.customerHangsUp({ to: String(third) }), third);
    assert.equal(stage.engine.customerHangsUp({ to: 'Sales' }), first);
    ready(stage, 1081);
    assert.deepEqual(offered(stage), ['1081 0302']);
    assert.equal(stage.engine.customerHangsUp({ to: String(second) }), second);
    assert.throws(() => stage.engine.customerHangsUp({ to: 'Sales' }), {
      code: 'NO_DIALOG_ID',
      message: /^there is no call with anybody outside/,
    });
    assert.throws(() => stage.engine.customerHangsUp({ to: String(second) }), {
      code: 'USER_NOT_FOUND',
      message: /no agent, extension, queue or call "7002"/,
    });
    assert.equal(stage.engine.centre.calls.size, 0);
  });

  it('hold a limited number of calls', () => {
    const stage = stageWith();
    for (let count = 0; count < 1000; count += 1) {
      stage.engine.incomingCall({ to: 'Sales', from: '0300' });
    }
    assert.throws(() => stage.engine.incomingCall({ to: 'Sales', from: '0300' }), {
      code: 'CF_RESOURCE_BUSY',
      message: /^1000 calls wait in the queue "Sales" already/,
    });
    assert.equal(stage.engine.incomingCall({ to: 'Support', from: '0300' }), '8001');
  });

  it('are counted', () => {
    const stage = stageWith(1081, 1082, 1084, 1090);
    const none: QueueStatistics = {
      agentsNotReady: 0,
      agentsReady: 0,
      agentsTalkingInbound: 0,
      agentsTalkingInternal: 0,
      agentsTalkingOutbound: 0,
      agentsWrapUpNotReady: 0,
      agentsWrapUpReady: 0,
      callsInQueue: 0,
    };
    const { centre } = stage.engine;
    const check = (id: string, expected: Partial<QueueStatistics>) => {
      const queue = centre.queues.get(id);
      assert.ok(queue !== undefined);
      assert.deepEqual(queueStatistics(centre, queue), { ...none, ...expected });
    };
    check('1', { agentsNotReady: 3 });
    check('2', { agentsNotReady: 1 });
    ready(stage, 1081, 1090);
    check('1', { agentsNotReady: 1, agentsReady: 2 });
    stage.engine.incomingCall({ to: '1090', from: '0301' });
    check('1', { agentsNotReady: 1, agentsReady: 1 });
    talk(stage, 1090, '7001');
    check('1', { agentsNotReady: 1, agentsReady: 1, agentsTalkingInbound: 1 });
    stage.send('HoldCall#1090 7001', 'MakeCall#1082 2001', 'AnswerCall#1081 7002');
    check('1', { agentsTalkingInbound: 1, agentsTalkingInternal: 2 });
    stage.send('HoldCall#1082 7002', 'MakeCall#1082 0302');
    stage.engine.customerAnswers({ to: '1082' });
    check('1', { agentsTalkingInbound: 1, agentsTalkingInternal: 1, agentsTalkingOutbound: 1 });
    stage.send('MakeNotReady#1090');
    stage.engine.customerHangsUp({ to: '1090' });
    stage.send('makeworkready#1081', 'ReleaseCall#1081 7002');
    check('1', { agentsTalkingOutbound: 1, agentsWrapUpNotReady: 1, agentsWrapUpReady: 1 });
    const start = stage.clock.now();
    stage.engine.incomingCall({ to: '2', from: '0303' });
    stage.clock.advance(1000);
    stage.engine.incomingCall({ to: '2', from: '0304' });
    check('2', { agentsNotReady: 1, callsInQueue: 2, startTimeOfLongestCallInQueue: start });
  });
});
