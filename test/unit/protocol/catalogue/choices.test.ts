import assert from 'node:assert/strict';
import { parameters, isChoiceKind, type Parameter } from '../../../../lib/protocol';

describe('what can be chosen for a parameter', () => {
  it('is known for all that a person would have to look up', () => {
    const all: Readonly<Record<string, Parameter>> = parameters;
    const offered = Object.entries(all).filter(([, { choices }]) => choices !== undefined);
    assert.deepEqual(
      offered.map(([name]) => name),
      [
        'agentId',
        'extension',
        'phone',
        'number',
        'dialogId',
        'reasonCode',
        'wrapUpReason',
        'phonebookId',
        'teamId',
        'memberId',
      ],
    );
    assert.ok(offered.every(([, { choices = '' }]) => isChoiceKind(choices)));
    assert.equal(isChoiceKind('toString'), false);
  });
});
