import assert from 'node:assert/strict';
import type { CallSnapshot } from '../../../../lib/client';
import { type DerivedEvent, type GcEvent, parseEvent } from '../../../../lib/protocol';
import type { Leg } from '../../../../lib/client/model/calls';
import { EndedLegs } from '../../../../lib/client/model/calls/context';
import { readMessage } from '../../../../lib/client/delivery/receipt';
import { Tracker } from '../../../../lib/client/model/tracker';
import { heapUsed } from '../../../support/heap';

const noon = new Date(2025, 0, 15, 12, 0).getTime();
const megabyte = 1024 * 1024;

describe('what is kept of what GC tells', () => {
  let tracker: Tracker;
  let now: number;

  beforeEach(() => {
    tracker = new Tracker();
    now = noon;
  });

  function hear(...bodies: (string | GcEvent)[]): DerivedEvent[] {
    return bodies.flatMap((body) => tracker.apply(typeof body === 'string' ? parseEvent(body) : body, now));
  }

  const offer = (dialogId: string, attributes: Partial<GcEvent> = {}, agentId = '1') =>
    ({ type: 'NewInboundCall', agentId, dialogId, fromAddress: '0300', ...attributes }) as GcEvent;

  const onlyCall = (): CallSnapshot => {
    const [call, ...others] = tracker.snapshot().calls;
    assert.ok(call !== undefined && others.length === 0);
    return call;
  };

  const lengthOf = (variables: CallSnapshot['callVariables'] = {}) =>
    Object.entries(variables).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

  describe('of variables', () => {
    it('is all, of a call that has as many as Finesse allows', () => {
      const callVariables = Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`user.variable${index}`, 'x'.repeat(60)]),
      );
      hear(offer('7', { callVariables }));
      assert.deepEqual(onlyCall().callVariables, callVariables);
      assert.equal('callVariablesCut' in onlyCall().legs && onlyCall().callVariablesCut, false);
      assert.equal(onlyCall().callVariablesCut, undefined);
    });

    it('is cut, and marked, in the snapshot and in what is derived', () => {
      const [offered] = hear(offer('7', { callVariables: { a: 'x'.repeat(15 * megabyte), b: 'gold' } }));
      assert.ok(offered?.type === 'CallOffered' && offered.callVariablesCut);
      const { callVariables, callVariablesCut, legs } = onlyCall();
      assert.deepEqual([callVariablesCut, legs[0]?.callVariablesCut], [true, true]);
      assert.equal(callVariables?.['b'], 'gold');
      assert.ok(callVariables['a']?.endsWith('x…') && callVariables['a'].length < 5000);
    });

    it('is at most 100 of them, and 16 000 characters', () => {
      const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`v${index}`, 'x']));
      hear(offer('7', { callVariables: many }));
      assert.equal(Object.keys(onlyCall().callVariables ?? {}).length, 100);
      const long = Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`v${index}`, 'x'.repeat(3000)]),
      );
      hear({ type: 'InboundCall', agentId: '1', dialogId: '7', state: 'ALERTING', callVariables: long });
      assert.ok(lengthOf(onlyCall().callVariables) <= 16_000);
      assert.equal(onlyCall().callVariablesCut, true);
      hear({
        type: 'InboundCall',
        agentId: '1',
        dialogId: '7',
        state: 'ALERTING',
        callVariables: { a: 'b' },
      });
      assert.equal(onlyCall().callVariablesCut, undefined, 'these are whole');
    });

    it('leaves out what is cleared', () => {
      hear(offer('7', { callVariables: { callVariable1: 'gold', callVariable2: 'x' } }));
      hear({
        type: 'InboundCall',
        agentId: '1',
        dialogId: '7',
        state: 'ALERTING',
        callVariables: { callVariable1: '', callVariable2: 'x' },
      });
      assert.deepEqual(onlyCall().callVariables, { callVariable2: 'x' });
      assert.equal(onlyCall().callVariablesCut, undefined);
    });

    it('has names that objects have, as data', () => {
      const body = `1#NewInboundCall#0300#0300|__proto__=a|constructor=${'x'.repeat(20_000)}|toString=#DialogID:7`;
      hear(body);
      const { callVariables = {} } = onlyCall();
      assert.equal(Object.getPrototypeOf(callVariables), Object.prototype);
      assert.equal(Object.getOwnPropertyDescriptor(callVariables, '__proto__')?.value, 'a');
      assert.ok(Object.hasOwn(callVariables, 'constructor'));
    });
  });

  it('of ten calls with 15 MB of variables each is next to nothing, in JSON and in text', function () {
    const before = heapUsed();
    const value = 'x'.repeat(15 * megabyte);
    for (let call = 0; call < 5; call += 1) {
      const json = `{"type":"NewInboundCall","agentId":"1","dialogID":"j${call}","callVariables":{"a":"${value}"}}`;
      const text = `1#NewInboundCall#00049301234567890#0300|a=${value.slice(0, 3 * megabyte)}|b=x#DialogID:t${call}-0123456789abcdef`;
      for (const body of [json, text]) {
        hear(readMessage({ body, headers: {} } as Parameters<typeof readMessage>[0]).event);
      }
    }
    const grown = (heapUsed() - before - value.length) / megabyte;
    assert.equal(tracker.snapshot().calls.length, 10);
    assert.ok(grown < 40, `the heap has grown by ${grown.toFixed(1)} MB`);
  });

  it('of participants is at most 100, and of one what matters', () => {
    const participants = Array.from({ length: 100_000 }, (_, index) => ({
      extension: String(index),
      state: 'ACTIVE',
      ...(index === 0 && { actions: Array.from({ length: 10_000 }, () => 'HOLD') }),
    }));
    hear({ type: 'InboundCall', agentId: '1', dialogId: '7', state: 'ACTIVE', participants });
    const { participants: kept = [], participantsCut } = onlyCall();
    assert.deepEqual(
      [kept.length, participantsCut, kept[0]],
      [100, true, { extension: '0', state: 'ACTIVE' }],
    );
  });

  it('of long words is their beginning; a long id is none', () => {
    const long = 'x'.repeat(100_000);
    hear(offer('7', { fromAddress: long }));
    assert.ok(onlyCall().fromAddress?.endsWith('x…') && onlyCall().fromAddress?.length === 128);
    assert.deepEqual(
      hear(offer(long), offer('7', {}, long), { type: 'State', agentId: long, state: 'READY' }),
      [],
    );
    hear({
      type: 'AgentInfo',
      agentId: '1',
      firstName: long,
      lastName: long,
      team: { id: '1', name: long },
    });
    const { firstName = '', agentName = '', team } = tracker.agents.get('1');
    assert.deepEqual([firstName.length, agentName.length, team?.name?.length], [128, 128, 128]);
    hear({ type: 'State', agentId: '1', state: long, reasonCode: long });
    const { state, reasonCode = '' } = tracker.agents.get('1');
    assert.deepEqual([state.length, reasonCode.length], [128, 128]);
    assert.equal(tracker.snapshot().agents.length, 1);
  });

  it('of the calls of one agent is 20 that go on, and 20 that have just ended', () => {
    let ended = 0;
    for (let call = 0; call < 500; call += 1) {
      hear({ type: 'InboundCall', agentId: '1', dialogId: `a${call}`, state: 'ACTIVE' });
      const drop: GcEvent = { type: 'InboundCall', agentId: '1', dialogId: `a${call}`, state: 'DROP' };
      ended += hear(drop).filter(({ type }) => type === 'CallEnded').length;
    }
    assert.ok(ended >= 480, `${ended} were told ended`);
    for (let call = 0; call < 100; call += 1) {
      hear(offer(`b${call}`));
    }
    assert.equal(tracker.calls.of('1').length, 20);
  });

  it('of all calls is bounded, and those that hold little keep it', () => {
    tracker = new Tracker({}, { mostCharacters: 10_000_000 });
    const callVariables = Object.fromEntries(
      Array.from({ length: 4 }, (_, index) => [`v${index}`, 'x'.repeat(3900)]),
    );
    hear(offer('small', { callVariables: { a: 'gold' } }, 'small'));
    for (let call = 0; call < 700; call += 1) {
      hear(offer(`c${call}`, { callVariables }, `agent${call % 100}`));
    }
    const { calls } = tracker.snapshot();
    const characters = calls.reduce((sum, call) => sum + lengthOf(call.callVariables), 0);
    assert.equal(calls.length, 701);
    assert.ok(characters < 10_000_000, `${characters} characters`);
    const small = calls.find(({ dialogId }) => dialogId === 'small');
    assert.deepEqual(small?.callVariables, { a: 'gold' });
    assert.ok(calls.some((call) => call.callVariables === undefined && call.callVariablesCut));
  });

  it('of calls without anything in them is bounded as well', () => {
    tracker = new Tracker({}, { mostCharacters: 1_000_000 });
    for (let call = 0; call < 5000; call += 1) {
      hear(offer(`c${call}`, {}, `agent${call % 500}`));
    }
    const { length } = tracker.calls.all();
    assert.ok(length >= 500 && length <= 2000, String(length));
  });

  it('of calls that have ended is 50 000, between two looks as well', () => {
    const ended = new EndedLegs(60_000);
    for (let call = 0; call < 50_010; call += 1) {
      ended.add({ agentId: '1', dialogId: String(call), closedAt: noon } as Leg);
    }
    assert.equal([...ended.all()].length, 50_000);
    assert.equal(ended.get('1', '9'), undefined);
  });

  it('of teams, their members, and reasons is bounded', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => String(index));
    hear({
      type: 'AgentInfo',
      agentId: '1',
      teams: many.map((id) => ({ id, name: `Team ${id}` })),
    });
    assert.equal(tracker.snapshot().teams.length, 10_000);
    tracker.learnTeam('1', { users: many.map((agentId) => ({ agentId })) });
    assert.ok((tracker.snapshot().teams.find(({ id }) => id === '1')?.agents.length ?? 0) <= 10_000);
    hear({
      type: 'Agents',
      users: many.map((agentId) => ({ agentId: `u${agentId}`, state: 'READY' })),
    });
    assert.ok(tracker.snapshot().agents.length <= 20_001);
    for (const name of many) {
      hear({
        type: 'ReasonCodes',
        agentId: '1',
        category: `c${name}`,
        reasonCodes: [{ code: name, label: 'x' }],
      });
    }
    hear({
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: many.map((code) => ({ code, label: code.repeat(1000) })),
    });
    hear('1#State#NOT_READY#19999#Ann');
    assert.equal(tracker.agents.snapshotOf('1').reasonLabel?.length, 128);
  });

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    it(`has ${name} as the name of anything`, () => {
      hear(
        `${name}#State#${name}#${name}#Ann`,
        `${name}#ReasonCodes#Category:${name}#Codes:${name}#Labels:${name}#Ann`,
        `${name}#NewInboundCall#${name}#${name}|${name}=${name}#DialogID:${name}`,
        `${name}#InboundCall#${name}#DialogID:${name}##${name}=${name}##Ann`,
        `${name}#TeamInfoIDs#TeamID#${name}#Ann`,
        `${name}#TeamInfoNames#TeamName#${name}#Ann`,
        JSON.stringify({ type: 'AgentInfo', agentId: name, firstName: name, team: { id: name, name } }),
        JSON.stringify({ type: 'DialogStatus', agentId: name, dialogId: name, state: name }),
      );
      const { agents, calls, teams } = tracker.snapshot();
      assert.equal(agents.find(({ agentId }) => agentId === name)?.state, name);
      assert.ok(Array.isArray(calls[0]?.legs[0]?.actions));
      assert.deepEqual(teams, [{ id: name, name, agents: [name] }]);
      assert.equal(({} as Record<string, unknown>)[`${name}x`], undefined);
    });
  }
});
