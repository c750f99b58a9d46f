import assert from 'node:assert/strict';
import { currentVersion, migrate } from '../../../lib/migration';

describe('migration of what a flow has saved', () => {
  it('adds what later versions have, as it was before they had it', () => {
    const saved = { id: 'call', type: 'make-call', number: '2002', numberType: 'str', version: 1 };
    assert.deepEqual(migrate('make-call', saved), { ...saved, stage: 'accepted', timeout: '', version: 2 });
  });

  it('keeps what is there', () => {
    const saved = { stage: 'answered', timeout: '5', version: 1 };
    assert.deepEqual(migrate('make-call', saved), { ...saved, version: 2 });
  });

  it('takes what is undefined, as the editor has it, for missing', () => {
    assert.deepEqual(migrate<object>('make-call', { stage: undefined, version: 1 }), {
      stage: 'accepted',
      timeout: '',
      version: 2,
    });
  });

  it('takes a node without a version, or with rubbish for one, for one of the first', () => {
    for (const version of [undefined, '', 'two', 0, -1, 1.5, null]) {
      assert.equal(migrate<object>('agent-state', { version })['timeout' as never], '');
    }
  });

  it('reads a version that is a text, as an input of the editor leaves it', () => {
    assert.deepEqual(migrate('make-call', { version: '2' }), { version: 2 });
  });

  it('leaves alone what a later version of this package has saved', () => {
    assert.deepEqual(migrate('make-call', { version: 7, gone: true }), { version: 7, gone: true });
  });

  it('has nothing to do for a type that has not changed', () => {
    assert.equal(currentVersion('reason-codes'), 1);
    assert.deepEqual(migrate('reason-codes', { agentId: '1081' }), { agentId: '1081', version: 1 });
    assert.equal(currentVersion('constructor'), 1);
  });

  it('does not change what it was given', () => {
    const saved = Object.freeze({ version: 1 });
    assert.notEqual(migrate('make-call', saved), saved);
  });
});
