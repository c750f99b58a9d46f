import assert from 'node:assert/strict';
import { namesWith, personalIn, undecidedTexts } from '../../../lib/protocol';

describe('what is personal in GC’s events and commands', () => {
  it('is decided for every text of the catalogue', () => {
    assert.deepEqual(undecidedTexts(), []);
  });

  it('is told by the kind of an attribute where the catalogue has one', () => {
    assert.deepEqual(namesWith('variables'), ['callVariables', 'assCallVariables']);
    assert.deepEqual(namesWith('participants'), ['participants']);
    assert.deepEqual(namesWith('contacts'), ['contacts']);
    assert.equal(personalIn('joined'), 'number');
  });

  it('is nothing in a name that the protocol does not have', () => {
    assert.equal(personalIn('toString'), 'none');
    assert.equal(personalIn('colour'), 'none');
  });
});
