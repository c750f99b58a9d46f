import assert from 'node:assert/strict';
import type { GcClient } from '../../../../lib/client';
import { onlyDialogOf } from '../../../../lib/nodered/lookup/dialogs';

describe('onlyDialogOf', () => {
  const main = { leg: 'main', actions: ['TransferCall'] };
  const consult = { leg: 'consult', actions: ['HoldCall', 'ReleaseCall'] };

  function clientWith(...calls: object[]): GcClient {
    const legs = calls.map((call, index) => ({ dialogId: String(index + 5), ...call }));
    return { callsOf: () => legs } as unknown as GcClient;
  }

  it("takes the agent's one call", () => {
    assert.equal(onlyDialogOf(clientWith(main), '1081', 'HoldCall'), '5');
  });

  it('takes, of several, the one with which the command is possible', () => {
    assert.equal(onlyDialogOf(clientWith(main, consult), '1081', 'ReleaseCall'), '6');
  });

  it('refuses where there is none, or the choice is open', () => {
    assert.throws(() => onlyDialogOf(clientWith(), '1081', 'HoldCall'), { code: 'NO_DIALOG_ID' });
    const open = { code: 'AMBIGUOUS_DIALOG' };
    assert.throws(() => onlyDialogOf(clientWith(main, consult), '1081', 'AnswerCall'), open);
    assert.throws(() => onlyDialogOf(clientWith(consult, consult), '1081', 'HoldCall'), open);
  });

  it('does not take a consult call for the main call that is not known yet', () => {
    assert.throws(() => onlyDialogOf(clientWith(consult), '1081', 'HoldCall'), { code: 'AMBIGUOUS_DIALOG' });
  });
});
