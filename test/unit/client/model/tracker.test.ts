import assert from 'node:assert/strict';
import { type CallEnded, type DerivedEvent, type GcEvent, parseEvent } from '../../../../lib/protocol';
import { Tracker } from '../../../../lib/client/model/tracker';

/** Midday, so that the hours around it are on the same day wherever this runs. */
const noon = new Date(2025, 0, 15, 12, 0).getTime();
const second = 1000;

describe('Tracker', () => {
  let tracker: Tracker;
  let now: number;
  let told: DerivedEvent[];

  beforeEach(() => {
    tracker = new Tracker();
    now = noon;
    told = [];
  });

  /** Events as GC writes them, in text or JSON. */
  function hear(...bodies: (string | GcEvent)[]): DerivedEvent[] {
    const derived = bodies.flatMap((body) =>
      tracker.apply(typeof body === 'string' ? parseEvent(body) : body, now),
    );
    told.push(...derived);
    return derived;
  }

  function wait(seconds: number): DerivedEvent[] {
    now += seconds * second;
    const derived = tracker.pass(now);
    told.push(...derived);
    return derived;
  }

  const typesOf = (events: readonly DerivedEvent[]) => events.map(({ type }) => type);

  /** The only one of its type that was told. */
  function only<T extends DerivedEvent['type']>(type: T): Extract<DerivedEvent, { type: T }> {
    const [event, ...others] = told.filter((each) => each.type === type);
    assert.ok(event !== undefined && others.length === 0, `${type} was told ${told.length} times`);
    return event as Extract<DerivedEvent, { type: T }>;
  }

  const call = (state: string, attributes = {}, dialogID = '7') =>
    JSON.stringify({ type: 'InboundCall', agentId: '1', dialogID, state, ...attributes });
  const state = (word: string, attributes = {}) =>
    JSON.stringify({ type: 'State', agentId: '1', state: word, ...attributes });
  const parties = (states: Readonly<Record<string, string>>) => ({
    participants: Object.entries(states).map(([extension, its]) => ({ extension, state: its })),
  });

  /** An agent talks to a caller from outside, since now. */
  function talk(): void {
    hear(state('READY'), state('RESERVED'), '1#NewInboundCall#0300#0300#DialogID:7');
    hear(state('TALKING'), call('ACTIVE', parties({ '0300': 'ACTIVE', '2001': 'ACTIVE' })));
    told = [];
  }

  describe('the times of a call', () => {
    it('are those at which its events came, and a record has all of them', () => {
      hear(state('READY'), state('RESERVED'), '1#NewInboundCall#0300#0300#DialogID:7');
      wait(4);
      hear(state('TALKING'), call('ACTIVE'));
      wait(10);
      hear(call('HELD'), state('HOLD'));
      wait(5);
      hear(call('ACTIVE'), state('TALKING'));
      wait(1);
      hear(call('HELD'), state('HOLD'));
      wait(2.5);
      hear(state('WORK_READY'), call('WRAP_UP'));
      wait(30);
      hear(call('DROP'), state('READY'));
      const { startedAt, answeredAt, endedAt, holds, durations, outcome, at } = only('CallEnded');
      assert.deepEqual(durations, { ring: 4, talk: 11, hold: 7.5, wrapUp: 30, total: 52.5 });
      assert.deepEqual(
        { startedAt, answeredAt, endedAt, at, holds, outcome },
        {
          startedAt: noon,
          answeredAt: noon + 4 * second,
          endedAt: noon + 22.5 * second,
          at: noon + 52.5 * second,
          holds: 2,
          outcome: 'answered',
        },
      );
      assert.equal(only('CallRetrieved').seconds, 5);
      assert.equal(only('CallAnswered').seconds, 4);
      assert.equal(only('WrapUpEnded').seconds, 30);
    });

    it("are GC's where the client was not there: the start, and since when the agent talks", () => {
      hear(state('TALKING', { stateChangeTime: '2025-01-15 11:50:05' }));
      hear({ type: 'InboundCall', agentId: '1', dialogId: '7', state: 'ACTIVE', recovered: true });
      assert.equal(only('CallAnswered').recovered, true);
      wait(60);
      hear(call('DROP', { startTime: '2025-01-15 11:50:00' }), state('READY'));
      const ended = only('CallEnded');
      assert.deepEqual(
        [ended.startedAt, ended.answeredAt, ended.recovered, ended.incomplete],
        [noon - 600 * second, noon - 595 * second, undefined, true],
      );
      assert.deepEqual(ended.durations, { ring: 5, talk: 655, hold: 0, wrapUp: 0, total: 660 });
    });

    it('count as talking what nobody knows better', () => {
      hear('1#State#TALKING##Ann');
      hear({ type: 'InboundCall', agentId: '1', dialogId: '7', state: 'ACTIVE', recovered: true });
      wait(60);
      hear('1#InboundCall#DROP#DialogID:7#0300##2025-01-15 11:50:00#Ann', '1#State#READY##Ann');
      assert.deepEqual(only('CallEnded').durations, { ring: 0, talk: 660, hold: 0, wrapUp: 0, total: 660 });
    });

    it('are read in the time zone of GC, once an event has shown it', () => {
      hear(state('TALKING', { stateChangeTime: '2025-01-15 08:50:05' }));
      hear({ type: 'InboundCall', agentId: '1', dialogId: '7', state: 'HELD', recovered: true });
      wait(60);
      // GC is three hours behind; the state tells, before the record is made.
      hear(call('DROP', { startTime: '2025-01-15 08:50:00' }));
      hear(state('READY', { stateChangeTime: '2025-01-15 09:01:00' }));
      assert.equal(only('CallEnded').startedAt, noon - 600 * second);
    });

    it('are never later than the event that tells them', () => {
      hear(call('HELD', { startTime: '2025-01-15 15:00:00' }));
      wait(5);
      hear(call('DROP', { startTime: '2025-01-15 15:00:00' }));
      const { startedAt, durations } = only('CallEnded');
      assert.ok(startedAt <= now);
      assert.ok(durations.total >= 0);
    });
  });

  describe('the end of a call', () => {
    it('is told once, however often GC tells it, in either word', () => {
      talk();
      hear(call('DROP'), call('DROPPED'), state('READY'), call('DROP'));
      wait(3);
      only('CallEnded');
    });

    it('waits for the state that tells whether wrap-up follows, but not for long', () => {
      talk();
      assert.deepEqual(hear(call('DROP')), []);
      assert.deepEqual(wait(1), []);
      assert.deepEqual(typesOf(wait(1)), ['CallEnded']);
      assert.equal(only('CallEnded').endedAt, noon);
    });

    it('comes after a wrap-up of which only the state tells, whichever comes first', () => {
      talk();
      assert.deepEqual(typesOf(hear(call('DROP'), state('WORK'))), ['AgentStateChanged', 'WrapUpStarted']);
      wait(20);
      assert.deepEqual(typesOf(hear(state('NOT_READY'))), ['AgentStateChanged', 'WrapUpEnded', 'CallEnded']);
      assert.equal(only('CallEnded').durations.wrapUp, 20);

      talk();
      wait(1);
      hear(state('WORK_READY'));
      wait(1);
      hear(call('DROP'));
      wait(5);
      hear(state('READY'));
      assert.equal(only('CallEnded').durations.wrapUp, 6);
    });

    it('comes also where the DROP after a wrap-up is lost', () => {
      talk();
      hear(state('WORK'), call('WRAP_UP'), state('NOT_READY'));
      assert.equal(only('CallEnded').outcome, 'answered');
      assert.deepEqual(hear(call('DROP')), []);
    });

    it('says who has hung up where GC lists a caller who has gone before the agent', () => {
      talk();
      hear(call('ACTIVE', parties({ '0300': 'DROPPED', '2001': 'ACTIVE' })));
      assert.deepEqual(only('ParticipantChanged').left, ['0300']);
      hear(call('DROP', parties({ '0300': 'DROPPED', '2001': 'DROPPED' })), state('READY'));
      assert.equal(only('CallEnded').hungUpBy, 'other');
    });

    it('has the cause of a call that could not be set up, and comes though nobody clears it', () => {
      hear('1#InboundCall#INITIATING#DialogID:7#2001##2025-01-15 12:00:00#Ann');
      hear('1#InboundCall#FAILED#DialogID:7#BAD_DESTINATION#Ann');
      assert.deepEqual(
        tracker.calls.of('1').map((leg) => leg.state),
        ['FAILED'],
      );
      wait(30);
      const { outcome, cause } = only('CallEnded');
      assert.deepEqual([outcome, cause], ['failed', 'BAD_DESTINATION']);
    });

    it('comes with the logout of the agent: nothing more is told of it', () => {
      hear(state('READY'), state('RESERVED'), '1#NewInboundCall#0300#0300#DialogID:7', state('LOGOUT'));
      assert.equal(only('CallMissed').reason, 'unknown');
      assert.equal(only('CallEnded').outcome, 'unknown');
    });

    it('is followed by nothing that comes late, but by what comes again', () => {
      talk();
      hear(call('DROP', { startTime: '2025-01-15 12:00:00' }), state('READY'));
      told = [];
      assert.deepEqual(hear(call('HELD', { startTime: '2025-01-15 12:00:00' })), []);
      wait(1);
      assert.deepEqual(typesOf(hear(call('ACTIVE', { startTime: '2025-01-15 12:00:01' }))), ['CallAnswered']);
      assert.deepEqual(typesOf(hear(call('DROP'))), ['CallEnded']);
      assert.deepEqual(typesOf(hear('1#NewInboundCall#0300#0300#DialogID:7')), ['CallOffered']);
    });
  });

  describe('a call that the agent has not got', () => {
    function ring(): void {
      hear(state('READY'), state('RESERVED'), '1#NewInboundCall#0300#0300#DialogID:7');
      wait(12);
    }

    for (const [reasonCode, flavour] of [
      ['32767', 'UCCE'],
      ['50010', 'UCCE, for the last of several'],
      ['32763', 'UCCX'],
    ]) {
      it(`was not answered: reason ${reasonCode} of ${flavour}`, () => {
        ring();
        hear(call('DROP'), state('NOT_READY', { reasonCode }));
        const { reason, reasonCode: missedCode, seconds } = only('CallMissed');
        assert.deepEqual([reason, missedCode, seconds], ['not-answered', reasonCode, 12]);
        assert.equal(only('CallEnded').outcome, 'missed');
      });
    }

    it('was not answered: the call goes on without the agent', () => {
      ring();
      hear(call('DROP', parties({ '0300': 'INITIATED', '2001': 'DROPPED' })), state('READY'));
      assert.equal(only('CallMissed').reason, 'not-answered');
    });

    it('was given up by the caller: the agent is ready again', () => {
      ring();
      hear(call('DROP'), state('READY'));
      assert.equal(only('CallMissed').reason, 'caller-gave-up');
      assert.equal(only('CallEnded').outcome, 'abandoned');
    });

    it('may be either where the agent was not ready, or a supervisor has acted', () => {
      hear(state('NOT_READY', { reasonCode: '32767' }));
      wait(60);
      hear('1#NewInboundCall#0300#0300#DialogID:7', call('DROP'));
      assert.equal(only('CallMissed').reason, 'unknown');
      told = [];
      ring();
      hear(call('DROP'), state('NOT_READY', { reasonCode: '999' }));
      assert.equal(only('CallMissed').reason, 'unknown');
    });
  });

  describe('events in another order than expected', () => {
    it('do not bring a call back to an earlier stage', () => {
      talk();
      hear(call('ALERTING'), '1#NewInboundCall#0300#0300#DialogID:7');
      assert.deepEqual(told, []);
      assert.equal(tracker.calls.of('1')[0]?.state, 'ACTIVE');
    });

    it('let the answer follow from what comes after it', () => {
      hear('1#NewInboundCall#0300#0300#DialogID:7', call('HELD'));
      assert.deepEqual(typesOf(told), ['CallOffered', 'CallAnswered', 'CallHeld']);
    });

    it('make no main call of a consult call that is heard of first', () => {
      hear('1#ConsultCall#ACTIVE#AssDialogID:8#2001##2025-01-15 12:00:00#Ann');
      assert.equal(tracker.calls.of('1')[0]?.leg, 'consult');
      hear(call('HELD'), '1#ConsultCall#DROP#AssDialogID:8#2001##2025-01-15 12:00:00#Ann', call('DROP'));
      wait(3);
      const outcomes = told.flatMap((event) =>
        event.type === 'CallEnded' ? [[event.dialogId, event.outcome]] : [],
      );
      assert.deepEqual(outcomes, [
        ['8', 'transferred'],
        ['7', 'transferred'],
      ]);
    });

    it('know a transfer also where the main call ends first, or the next one begins first', () => {
      talk();
      hear(call('HELD', parties({ '0300': 'ACTIVE', '2001': 'HELD' })), state('HOLD'));
      hear(
        '1#ConsultCall#INITIATING#AssDialogID:8#2001###Ann',
        '1#ConsultCall#ACTIVE#AssDialogID:8#2001###Ann',
      );
      hear(call('DROP', parties({ '0300': 'ACTIVE', '2001': 'DROPPED', '2002': 'ACTIVE' })));
      hear('1#ConsultCall#DROP#AssDialogID:8#2001###Ann', state('READY'));
      const ends = told.filter((event): event is CallEnded => event.type === 'CallEnded');
      assert.deepEqual(
        ends.map(({ dialogId, outcome, nextDialogId }) => [dialogId, outcome, nextDialogId]),
        [
          ['7', 'transferred', undefined],
          ['8', 'transferred', '7'],
        ],
      );

      talk();
      hear(call('ACTIVE', { prevDialogId: '7' }, '9'), call('DROP'));
      const { outcome, nextDialogId } = only('CallEnded');
      assert.deepEqual(
        [only('CallTransferred').role, outcome, nextDialogId],
        ['receiving', 'transferred', '9'],
      );
    });
  });

  describe('who takes part', () => {
    beforeEach(() => {
      tracker.agents.learnExtension('1', '2001');
      talk();
    });

    it('is told of others alone: who has come, has gone, is on hold', () => {
      hear(call('ACTIVE', parties({ '0300': 'HELD', '2001': 'ACTIVE' })));
      assert.deepEqual(only('ParticipantChanged').changed, ['0300']);
      told = [];
      hear(call('HELD', parties({ '0300': 'HELD', '2001': 'HELD' })));
      assert.deepEqual(typesOf(told), ['CallHeld']);
    });

    it('makes a conference of three, and of a leaving third one no end', () => {
      hear(call('ACTIVE', parties({ '0300': 'ACTIVE', '2001': 'ACTIVE', '2002': 'ACTIVE' })));
      assert.deepEqual(typesOf(told), ['CallConferenced', 'ParticipantChanged']);
      told = [];
      hear(call('ACTIVE', parties({ '0300': 'ACTIVE', '2001': 'ACTIVE', '2002': 'DROPPED' })));
      hear(call('ACTIVE', parties({ '0300': 'ACTIVE', '2001': 'ACTIVE' })));
      assert.deepEqual(typesOf(told), ['ParticipantChanged']);
      hear(call('DROP', parties({ '0300': 'ACTIVE', '2001': 'DROPPED', '2003': 'ACTIVE' })), state('READY'));
      const { outcome, hungUpBy } = only('CallEnded');
      assert.deepEqual([outcome, hungUpBy], ['answered', 'agent']);
    });
  });

  describe('the old text format', () => {
    it('has an outgoing call without a name, which it gets when GC tells it', () => {
      hear('1#State#NOT_READY#Ann', '1#InboundCall#INITIATING#Ann', '1#InboundCall#INITIATED#Ann');
      hear('1#InboundCall#ALERTING#Ann', '1#State#TALKING#Ann', '1#InboundCall#ACTIVE#Ann');
      assert.deepEqual(tracker.calls.of('1'), []);
      assert.deepEqual(
        tracker.calls.snapshot().map(({ dialogId, state: its }) => [dialogId, its]),
        [[undefined, 'ACTIVE']],
      );
      wait(30);
      hear('1#InboundCall#DROP#DialogID:7#Ann', '1#State#NOT_READY#Ann');
      const { dialogId, direction, durations } = only('CallEnded');
      assert.deepEqual([dialogId, direction, durations.talk], ['7', 'outgoing', 30]);
    });

    it('has a nameless call that is over when the state says so, and then the name of it', () => {
      hear('1#State#NOT_READY#Ann', '1#InboundCall#INITIATING#Ann', '1#State#TALKING#Ann');
      hear('1#InboundCall#ACTIVE#Ann', '1#State#NOT_READY#Ann', '1#InboundCall#DROP#DialogID:7#Ann');
      wait(3);
      assert.equal(only('CallEnded').dialogId, '7');
    });

    it('means the unanswered call by an answer, and the held one by a retrieval', () => {
      hear('1#NewInboundCall#0300#0300#DialogID:7', '1#InboundCall#ALERTING#Ann', '1#InboundCall#ACTIVE#Ann');
      hear('1#InboundCall#HELD#DialogID:7#Ann', '1#InboundCall#INITIATING#Ann', '1#InboundCall#ACTIVE#Ann');
      hear('1#InboundCall#HELD#DialogID:8#Ann', '1#InboundCall#ACTIVE#Ann');
      assert.deepEqual(
        tracker.calls.of('1').map(({ dialogId, state: its }) => [dialogId, its]),
        [
          ['7', 'ACTIVE'],
          ['8', 'HELD'],
        ],
      );
    });

    it('has a nameless call that goes on when the work after an earlier call ends', () => {
      hear('1#NewInboundCall#0300#0300#DialogID:7', '1#State#TALKING#Ann', '1#InboundCall#ACTIVE#Ann');
      hear('1#State#WORK_READY#Ann', '1#InboundCall#WRAP_UP#DialogID:7#Ann');
      hear('1#NewInboundCall#2001#2001#DialogID:8', '1#State#TALKING#Ann', '1#InboundCall#ACTIVE#Ann');
      hear('1#InboundCall#DROP#DialogID:8#Ann', '1#InboundCall#ACTIVE#Ann');
      const otherEnds = () => told.filter((event) => event.type === 'CallEnded' && event.dialogId !== '8');
      wait(30);
      told = [];
      hear('1#InboundCall#DROP#DialogID:7#Ann');
      wait(30);
      assert.deepEqual(otherEnds(), []);
      // The customer of the first call may be back: that call can end once more.
      hear('1#InboundCall#DROP#DialogID:7#Ann', '1#State#READY#Ann');
      assert.equal(otherEnds().length, 1);
    });
  });

  it('reads states in any spelling of GC: Active, Held, HOLD', () => {
    hear('1#NewInboundCall#0300#0300#DialogID:7', call('Active'), call('HOLD'), call('ACTIVE'), call('Held'));
    assert.deepEqual(typesOf(told), ['CallOffered', 'CallAnswered', 'CallHeld', 'CallRetrieved', 'CallHeld']);
  });

  it('keeps what it does not understand apart from the calls', () => {
    talk();
    hear(call('SOMETHING_NEW'));
    assert.deepEqual(told, []);
    assert.equal(tracker.calls.of('1').length, 1);
  });
});
