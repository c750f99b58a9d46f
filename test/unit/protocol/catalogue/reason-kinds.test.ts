import assert from 'node:assert/strict';
import { commandRow, commandWithReason, reasonKindOf, reasonKinds } from '../../../../lib/protocol';

describe('the kinds of reasons', () => {
  for (const [name, { question, category, command }] of Object.entries(reasonKinds)) {
    it(`${name}: are asked for, answered and given by rows of the specification`, () => {
      assert.deepEqual(commandRow(question).confirmedBy, [
        { event: 'ReasonCodes', when: { category: [category] } },
      ]);
      assert.equal(reasonKindOf(command), name);
    });
  }

  it('are given by their code, or by their label for wrap-up', () => {
    for (const { command, takes } of Object.values(reasonKinds)) {
      const { parameters } = commandRow(command);
      assert.ok(parameters.includes(takes === 'code' ? 'reasonCode' : 'wrapUpReason'));
    }
  });

  it('change the command where it can be sent without a reason', () => {
    assert.equal(commandWithReason('MakeNotReady'), 'MakeNotReadyWithReason');
    assert.equal(commandWithReason('Logout'), 'logoutwithreason');
    assert.equal(commandWithReason('MakeReady'), undefined);
    assert.equal(reasonKindOf('MakeReady'), undefined);
  });
});
