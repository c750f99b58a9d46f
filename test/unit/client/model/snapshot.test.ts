import assert from 'node:assert/strict';
import { Tracker } from '../../../../lib/client/model/tracker';
import { parseEvent } from '../../../../lib/protocol';

const noon = new Date(2025, 0, 15, 12, 0).getTime();

describe('a snapshot of calls', () => {
  let tracker: Tracker;
  let now: number;

  beforeEach(() => {
    tracker = new Tracker({ forgetEndedCallsMs: 60_000 });
    now = noon;
  });

  function hear(...bodies: string[]): void {
    bodies.forEach((body) => tracker.apply(parseEvent(body), now));
  }

  const call = (agentId: string, dialogID: string, state: string, attributes = {}) =>
    JSON.stringify({ type: 'InboundCall', agentId, dialogID, state, ...attributes });

  it('has one call with what each agent has of it', () => {
    hear(
      call('1', '7', 'INITIATING', { fromAddress: '2001' }),
      '2#NewInboundCall#2001#2001#DialogID:7',
      call('2', '7', 'ACTIVE', { callVariables: { callVariable1: 'gold' } }),
    );
    const [only, ...others] = tracker.calls.snapshot();
    assert.deepEqual(others, []);
    assert.deepEqual(
      only?.legs.map(({ agentId, direction, state }) => [agentId, direction, state]),
      [
        ['1', 'outgoing', 'INITIATING'],
        ['2', 'incoming', 'ACTIVE'],
      ],
    );
    assert.deepEqual(
      [only.state, only.callVariables, only.endedAt],
      ['ACTIVE', { callVariable1: 'gold' }, undefined],
    );
  });

  it('shows calls that are over for a while, and goes by who is still in them', () => {
    hear('1#NewInboundCall#0300#0300#DialogID:7', call('1', '7', 'ACTIVE'), call('2', '7', 'ACTIVE'));
    now += 1000;
    hear(call('1', '7', 'DROP'));
    const [only] = tracker.calls.snapshot();
    assert.deepEqual([only?.state, only?.endedAt, only?.legs.length], ['ACTIVE', undefined, 2]);
    hear(call('2', '7', 'DROP'));
    assert.equal(tracker.calls.snapshot()[0]?.endedAt, now);
    assert.deepEqual(tracker.calls.of('1'), []);
    now += 59_000;
    tracker.pass(now);
    assert.equal(tracker.calls.snapshot().length, 1);
    now += 1000;
    tracker.pass(now);
    assert.deepEqual(tracker.calls.snapshot(), []);
  });

  it('follows a transferred call from one to the next', () => {
    hear('2#NewInboundCall#2001#2001|associatedDialogId=7#DialogID:8', call('2', '8', 'ACTIVE'));
    hear(call('2', '8', 'DROP'), call('2', '7', 'ACTIVE', { prevDialogId: '8' }));
    const legs = tracker.calls.snapshot().flatMap((each) => each.legs);
    assert.deepEqual(
      legs.map(({ dialogId, associatedDialogId, prevDialogId, nextDialogId }) => [
        dialogId,
        associatedDialogId,
        prevDialogId,
        nextDialogId,
      ]),
      [
        ['8', '7', undefined, '7'],
        ['7', undefined, '8', undefined],
      ],
    );
  });

  describe('says what the agent can do with a call', () => {
    const actions = (agentId: string, dialogId: string) =>
      tracker.calls.legsOf(agentId).find((leg) => leg.dialogId === dialogId)?.actions;

    it('that rings, is active, is on hold, is wrapped up', () => {
      hear('1#NewInboundCall#0300#0300#DialogID:7');
      assert.deepEqual(actions('1', '7'), ['AnswerCall']);
      hear(call('1', '7', 'ACTIVE'));
      assert.ok(actions('1', '7')?.includes('HoldCall') && actions('1', '7')?.includes('ConsultCall'));
      hear(call('1', '7', 'HELD'));
      assert.ok(actions('1', '7')?.includes('RetrieveCall') && !actions('1', '7')?.includes('TransferCall'));
      hear(call('1', '7', 'WRAP_UP'));
      assert.deepEqual(actions('1', '7'), ['wrapup', 'update_call_variable']);
    });

    it('that the agent has dialled, or that has failed', () => {
      hear(call('1', '7', 'INITIATED'), call('1', '7', 'ALERTING'));
      assert.deepEqual(actions('1', '7'), ['ReleaseCall']);
      hear(call('1', '7', 'FAILED'));
      assert.deepEqual(actions('1', '7'), ['ReleaseCall']);
    });

    it('that the agent talks to somebody about, once that one has answered', () => {
      hear('1#NewInboundCall#0300#0300#DialogID:7', call('1', '7', 'ACTIVE'), call('1', '7', 'HELD'));
      hear('1#ConsultCall#ALERTING#AssDialogID:8#2001###Ann');
      assert.ok(!actions('1', '7')?.includes('TransferCall'));
      hear('1#ConsultCall#ACTIVE#AssDialogID:8#2001###Ann');
      assert.ok(actions('1', '7')?.includes('TransferCall') && actions('1', '7')?.includes('Conferencecall'));
      assert.ok(!actions('1', '8')?.includes('ConsultCall'));
    });

    it('that the dialer offers, or in which a supervisor listens', () => {
      hear('1#NewOutboundCall#8500#ani=8500|BAStatus=PREVIEW_OUTBOUND_RESERVATION#DialogID:7');
      assert.deepEqual(actions('1', '7'), [
        'AcceptOutboundPreview',
        'RejectOutboundPreview',
        'CloseOutboundPreview',
      ]);
      hear(call('9', '8', 'ACTIVE', { callType: 'SM' }));
      assert.ok(actions('9', '8')?.includes('bargein'));
    });
  });
});
