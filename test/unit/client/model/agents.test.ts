import assert from 'node:assert/strict';
import { type AgentStateChanged, type DerivedEvent, parseEvent } from '../../../../lib/protocol';
import { Tracker } from '../../../../lib/client/model/tracker';

const noon = new Date(2025, 0, 15, 12, 0).getTime();

describe('what a Tracker knows of agents', () => {
  let tracker: Tracker;
  let now: number;

  beforeEach(() => {
    tracker = new Tracker();
    now = noon;
  });

  function hear(...bodies: string[]): DerivedEvent[] {
    return bodies.flatMap((body) => tracker.apply(parseEvent(body), now));
  }

  /** The change of state that was told last. */
  function change(...bodies: string[]): AgentStateChanged {
    const told = hear(...bodies).at(-1);
    assert.ok(told?.type === 'AgentStateChanged');
    return told;
  }

  const agent = (agentId: string) => tracker.agents.snapshotOf(agentId);

  it('tells a new state with the one before, how long that was, and its reason', () => {
    hear('1#ReasonCodes#Category:NOT_READY#Codes:1,2#Labels:Lunch,Break#Ann');
    assert.deepEqual(change('1#State#NOT_READY#1#Ann'), {
      type: 'AgentStateChanged',
      agentId: '1',
      at: noon,
      state: 'NOT_READY',
      reasonCode: '1',
      reasonLabel: 'Lunch',
      previousState: 'UNKNOWN',
    });
    now += 90_500;
    assert.deepEqual(change('1#State#READY##Ann'), {
      type: 'AgentStateChanged',
      agentId: '1',
      at: now,
      state: 'READY',
      previousState: 'NOT_READY',
      previousReasonCode: '1',
      previousReasonLabel: 'Lunch',
      seconds: 90.5,
    });
  });

  it('tells another reason for the same state, and nothing that is the same as before', () => {
    hear('1#State#NOT_READY#1#Ann');
    now += 1000;
    assert.deepEqual(hear('1#State#NOT_READY#1#Ann'), []);
    assert.equal(agent('1').since, noon);
    const { previousReasonCode, reasonCode, seconds } = change('1#State#NOT_READY#2#Ann');
    assert.deepEqual([previousReasonCode, reasonCode, seconds], ['1', '2', 1]);
    assert.equal(agent('1').since, now);
  });

  it('has the reason of a logout from the logout codes, and labels that come later', () => {
    hear('1#State#READY##Ann', '1#State#LOGOUT#1#Ann');
    assert.equal(agent('1').reasonLabel, undefined);
    hear('1#ReasonCodes#Category:NOT_READY#Codes:1#Labels:Lunch#Ann');
    hear('1#ReasonCodes#Category:LOGOUT#Codes:1#Labels:Shift over#Ann');
    assert.equal(agent('1').reasonLabel, 'Shift over');
    assert.equal(tracker.snapshot().agents[0]?.reasonLabel, 'Shift over');
  });

  it('keeps the state that comes after the call, without telling it as a change', () => {
    hear('1#State#TALKING##Ann');
    const pending = '{"type":"State","agentId":"1","state":"TALKING","pendingState":"NOT_READY"}';
    assert.deepEqual(hear(pending), []);
    assert.equal(agent('1').pendingState, 'NOT_READY');
  });

  it('knows from GC since when an agent is in the first state it hears of, or hears of again after an outage', () => {
    const state = (word: string, time: string) =>
      `{"type":"State","agentId":"1","state":"${word}","stateChangeTime":"2025-01-15 ${time}"}`;
    hear(state('TALKING', '11:50:00'));
    assert.equal(agent('1').since, noon - 600_000);
    now += 60_000;
    assert.equal(change(state('READY', '12:01:00')).seconds, 660);
    now += 60_000;
    const event = parseEvent(state('NOT_READY', '12:01:30'));
    const [told] = tracker.apply({ ...event, recovered: true } as typeof event, now);
    assert.deepEqual([told?.recovered, told?.at], [true, noon + 90_000]);
  });

  it('knows the members of a team from what their supervisor is told', () => {
    hear('9#State#TALKING####2025-01-15 12:00:00#Bob Ray#2#2002');
    const { agentName, extension, supervisorId } = agent('2');
    assert.deepEqual([agentName, extension, supervisorId], ['Bob Ray', '2002', '9']);
  });

  it('learns from lists, and tells what has changed of those who were known', () => {
    const list = (state: string) =>
      `{"type":"Agents","users":[{"agentId":"2","firstName":"Bob","lastName":"Ray","extension":"2002","state":"${state}","stateChangeTime":"2025-01-15 11:59:00"}],"agentId":"9"}`;
    assert.deepEqual(hear(list('READY')), []);
    assert.deepEqual(
      [agent('2').state, agent('2').since, agent('2').extension],
      ['READY', noon - 60_000, '2002'],
    );
    assert.deepEqual(hear(list('READY')), []);
    assert.equal(change(list('TALKING')).previousState, 'READY');
  });

  it('knows teams and who is in them, in JSON, in text, and by asking for the members', () => {
    hear(
      '{"type":"AgentInfo","agentId":"1","firstName":"Ann","lastName":"Lee","team":{"id":"1","name":"Sales"}}',
      '9#TeamInfoIDs#TeamID#1,2#Sue',
      '9#TeamInfoNames#TeamName#Sales,Support#Sue',
    );
    tracker.learnTeam('2', { users: [{ agentId: '2' }, { agentId: '3' }, {}] });
    assert.deepEqual(tracker.snapshot().teams, [
      { id: '1', name: 'Sales', agents: ['1'] },
      { id: '2', name: 'Support', agents: ['2', '3'] },
    ]);
    assert.deepEqual(agent('3').team, { id: '2', name: 'Support' });
  });

  it('puts nobody into a team because of a list: only who has asked for it knows of which team it is', () => {
    tracker.learnTeam('1', { users: [{ agentId: '1' }] });
    hear('{"type":"Agents","users":[{"agentId":"1"},{"agentId":"2"}]}');
    hear('9#TeamUsersList#FirstName:Bob,LastName:Ray,Extension:2002,LoginId:2,State:READY');
    assert.deepEqual(tracker.snapshot().teams, [{ id: '1', name: undefined, agents: ['1'] }]);
    assert.equal(agent('2').team, undefined);
  });

  it('calls a call internal when both ends are agents it knows', () => {
    tracker.agents.learnExtension('2', '2002');
    const [offered] = hear('1#NewInboundCall#2002#2002#DialogID:7');
    assert.ok(offered?.type === 'CallOffered');
    assert.equal(offered.kind, 'internal');
  });

  it('knows an extension as the phone of whoever was there last', () => {
    tracker.agents.learnExtension('1', '2001');
    tracker.agents.learnExtension('2', '2001');
    tracker.agents.learnExtension('1', '2003');
    assert.equal(tracker.agents.at('2001'), '2');
    assert.equal(tracker.agents.at('2003'), '1');
  });

  it('forgets who has been logged out for an hour, and nobody else', () => {
    tracker.agents.learnExtension('1', '2001');
    hear('1#State#READY##Ann', '1#State#LOGOUT##Ann', '2#State#NOT_READY##Bob');
    now += 61 * 60_000;
    tracker.pass(now);
    assert.deepEqual(
      tracker.snapshot().agents.map(({ agentId }) => agentId),
      ['2'],
    );
    assert.equal(tracker.agents.isExtension('2001'), false);
  });

  it('never knows more than 50 000', () => {
    for (let id = 0; id < 50_010; id += 1) {
      hear(`${id}#State#READY##Ann`);
    }
    assert.equal(tracker.snapshot().agents.length, 50_000);
    assert.equal(agent('9').state, 'UNKNOWN');
  });
});
