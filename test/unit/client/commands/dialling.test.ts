import assert from 'node:assert/strict';
import type { DialPlanSettings } from '../../../../lib/numbers';
import { CommandDesk, settled } from '../../../support/command-desk';

describe('commands with a dial plan', () => {
  let desk: CommandDesk;
  const plan: DialPlanSettings = { country: 'GB', outsideLine: '9', extensionLengths: [4] };

  afterEach(() => {
    desk.close();
  });

  const written = '+44 (0)20 7946-0123';
  const dialled = '902079460123';

  it('dial numbers as the telephone system wants them', async () => {
    desk = new CommandDesk({ dialPlan: plan });
    desk.ask('MakeCall', { agentId: '1081', number: written });
    desk.ask('ConsultCall', { agentId: '1082', number: '(020) 7946 0123', dialogId: '5' });
    desk.ask('Transfer_sst', { agentId: '1083', number: '2002', dialogId: '6' });
    await settled();
    assert.deepEqual(
      desk.sent.map(({ type, body }) => [type, body]),
      [
        ['MakeCall#1081', dialled],
        ['ConsultCall#1082', `${dialled},5`],
        ['Transfer_sst#1083', '2002,6'],
      ],
    );
  });

  it('say in the outcome what was dialled', async () => {
    desk = new CommandDesk({ dialPlan: plan });
    const call = desk.ask('MakeCall', { agentId: '1081', number: written }, { goOnWhen: 'sent' });
    const ready = desk.ask('MakeReady', { agentId: '1082' }, { goOnWhen: 'sent' });
    await settled();
    assert.equal(call.outcome?.dialled, dialled);
    assert.ok(ready.outcome && !('dialled' in ready.outcome));
  });

  it('are judged by the safety rules as they are dialled', async () => {
    desk = new CommandDesk({ dialPlan: plan, safety: { dialAllow: ['902*'], dryRun: true } });
    const allowed = desk.ask('MakeCall', { agentId: '1081', number: written });
    const denied = desk.ask('MakeCall', { agentId: '1081', number: '+49 30 901820' });
    await settled();
    assert.deepEqual([allowed.result, denied.result], ['dry-run', 'GC_NUMBER_NOT_ALLOWED']);
    assert.equal(allowed.outcome?.dialled, dialled);
    assert.match(String(denied.error?.message), /9004930901820/);
  });

  it('refuse emergency numbers, and what is no number', async () => {
    desk = new CommandDesk({ dialPlan: plan });
    const emergency = desk.ask('MakeCall', { agentId: '1081', number: '9-999' });
    const extension = desk.ask('Transfer_sst', {
      agentId: '1081',
      number: `${written} ext. 12`,
      dialogId: '5',
    });
    await settled();
    assert.deepEqual([emergency.result, extension.result], ['GC_EMERGENCY_NUMBER', 'GC_INVALID_PARAMETER']);
    assert.match(String(emergency.error?.message), /9999 is an emergency number/);
    assert.match(String(extension.error?.message), /leave the extension out; nothing was sent/);
    assert.deepEqual(desk.sent, []);
  });

  it('dial emergency numbers where the plan allows them', async () => {
    desk = new CommandDesk({ dialPlan: { ...plan, emergency: 'allowed' } });
    desk.ask('MakeCall', { agentId: '1081', number: '999' });
    await settled();
    assert.deepEqual(
      desk.sent.map(({ body }) => body),
      ['999'],
    );
  });

  it('stay as they are without a plan', async () => {
    desk = new CommandDesk();
    const emergency = desk.ask('MakeCall', { agentId: '1081', number: '999' }, { goOnWhen: 'sent' });
    const form = desk.ask('MakeCall', { agentId: '1082', number: written });
    await settled();
    assert.deepEqual([emergency.result, form.result], ['sent', 'GC_INVALID_PARAMETER']);
    assert.ok(emergency.outcome && !('dialled' in emergency.outcome));
  });

  it('without a number say so', async () => {
    desk = new CommandDesk({ dialPlan: plan });
    const missing = desk.ask('MakeCall', { agentId: '1081', number: '' });
    await settled();
    assert.equal(missing.result, 'GC_INVALID_PARAMETER');
    assert.match(String(missing.error?.message), /number/);
  });
});
