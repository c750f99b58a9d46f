import assert from 'node:assert/strict';
import type { CommandSettings } from '../../../../lib/client/command-settings';
import type { GcError } from '../../../../lib/protocol';
import { CommandDesk, settled } from '../../../support/command-desk';

describe('confirmations that a site has set', () => {
  let desk: CommandDesk | undefined;

  afterEach(() => {
    desk?.close();
    desk = undefined;
  });

  function make(confirmations: CommandSettings['confirmations']): CommandDesk {
    desk = new CommandDesk({ confirmations });
    return desk;
  }

  it('take the place of those of the catalogue', async () => {
    const site = make({ TransferCall: { event: 'ConsultCall', states: ['DROP'] } });
    const transfer = site.ask('TransferCall', { agentId: '1081', extension: '2002', dialogId: '5' });
    await settled();
    await site.hear('{"type":"InboundCall","dialogId":"5","state":"HELD","agentId":"1081"}');
    assert.equal(transfer.result, undefined);
    await site.hear('{"type":"ConsultCall","state":"DROP","agentId":"1081"}');
    assert.equal(transfer.result, 'confirmed');
  });

  it('can be several events, in any case of their states', async () => {
    const lines = ['1081#State#WORK##Ann', '1081#Control#PrintStatusBar#Wrap-up begins.'];
    for (const line of lines) {
      const site = make({ makeworknotready: [{ event: 'State', states: ['work'] }, { event: 'Control' }] });
      const command = site.ask('makeworknotready', { agentId: '1081' });
      await settled();
      await site.hear('1081#State#TALKING##Ann', '1082#State#WORK##Bob');
      assert.equal(command.result, undefined);
      await site.hear(line);
      assert.equal(command.result, 'confirmed');
      site.close();
    }
  });

  const spellings = [
    ['Hold', '1081#InboundCall#HELD#DialogID:5#Ann'],
    ['held', '{"type":"InboundCall","dialogId":"5","state":"HOLD","agentId":"1081"}'],
    ['Deleted', '{"type":"InboundCall","dialogId":"5","state":"Dropped","agentId":"1081"}'],
    ['wrap up', '1081#InboundCall#WRAP_UP#DialogID:5#Ann'],
    ['NewWord', '{"type":"InboundCall","dialogId":"5","state":"NEWWORD","agentId":"1081"}'],
  ] as const;
  for (const [state, line] of spellings) {
    it(`spell states as events may: ${state}`, async () => {
      const site = make({ TransferCall: { event: 'InboundCall', states: [state] } });
      const command = site.ask('TransferCall', { agentId: '1081', extension: '2002', dialogId: '5' });
      await settled();
      await site.hear('1081#InboundCall#ACTIVE#DialogID:5#Ann');
      assert.equal(command.result, undefined);
      await site.hear(line);
      assert.equal(command.result, 'confirmed');
    });
  }

  it('are about the call that the command names', async () => {
    const site = make({ wrapup: { event: 'InboundCall' } });
    const command = site.ask('wrapup', { agentId: '1081', wrapUpReason: 'Sale', dialogId: '5' });
    await settled();
    await site.hear('{"type":"InboundCall","dialogId":"6","state":"WRAP_UP","agentId":"1081"}');
    assert.equal(command.result, undefined);
    await site.hear('{"type":"InboundCall","dialogId":"5","state":"WRAP_UP","agentId":"1081"}');
    assert.equal(command.result, 'confirmed');
  });

  it('can be that GC does not answer a command', async () => {
    const command = make({ MakeReady: 'sent' }).ask('MakeReady', { agentId: '1081' });
    await settled();
    assert.equal(command.result, 'sent');
  });

  it('leave the errors of the command', async () => {
    const site = make({ MakeReady: { event: 'Control' } });
    const command = site.ask('MakeReady', { agentId: '1081' });
    await settled();
    await site.hear('1081#Error#CF_INVALID_OBJECT_STATE');
    assert.equal(command.result, 'CF_INVALID_OBJECT_STATE');
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['an unknown command', { Nonsense: 'sent' }, /confirmations of Nonsense: it is not a command/],
    ['a heartbeat', { Hello: 'sent' }, /of Hello: only System answers a heartbeat/],
    ['a question without an answer', { GetState: 'sent' }, /of GetState: it asks for something/],
    ['an unknown event', { MakeReady: { event: 'Ready' } }, /of MakeReady: "Ready" is not an event that can/],
    ['an error', { MakeReady: { event: 'Error' } }, /"Error" is not an event that can confirm/],
    ['no event', { MakeReady: [] }, /of MakeReady: it needs "sent", or 1 to 20 events/],
    ['nothing', { MakeReady: null }, /of MakeReady: nothing is not an event/],
    ['too many events', { MakeReady: Array(21).fill({ event: 'State' }) }, /1 to 20 events/],
    ['no states', { MakeReady: { event: 'State', states: [] } }, /states must be a list of 1 to 20 words/],
    [
      'states that are no words',
      { MakeReady: { event: 'State', states: [1] } },
      /must be a list of 1 to 20 words/,
    ],
    [
      'states of an event without',
      { MakeReady: { event: 'Control', states: ['X'] } },
      /Control has no state/,
    ],
  ];
  for (const [what, confirmations, message] of wrong) {
    it(`are refused with ${what}`, () => {
      assert.throws(
        () => make(confirmations as CommandSettings['confirmations']),
        (error: GcError) => error.code === 'GC_INVALID_CONFIGURATION' && message.test(error.message),
      );
    });
  }
});

describe('a command that goes on when the broker has it', () => {
  it('is sent then, and lets the next of its lane go', async () => {
    const desk = new CommandDesk();
    const first = desk.ask('MakeReady', { agentId: '1081' }, { goOnWhen: 'sent' });
    desk.ask('MakeNotReady', { agentId: '1081' });
    await settled();
    assert.equal(first.result, 'sent');
    assert.deepEqual(
      desk.sent.map(({ type }) => type),
      ['MakeReady#1081', 'MakeNotReady#1081'],
    );
    desk.close();
  });
});
