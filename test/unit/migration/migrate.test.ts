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

  it('reads an action that a flow does not name from the message', () => {
    for (const type of ['agent-state', 'gc-call-control', 'transfer', 'reason-codes', 'gc-phonebook']) {
      assert.deepEqual(actionOf(migrate<object>(type, { agentId: '1081' })), ['payload', 'msg'], type);
    }
    assert.deepEqual(actionOf(migrate<object>('gc-supervisor', { version: 2 })), ['payload', 'msg']);
    assert.deepEqual(migrate<object>('gc-command', { version: 3 }), {
      command: 'payload',
      commandType: 'msg',
      version: 4,
    });
    const chosen = { action: 'ready', actionType: 'action', version: 1 };
    assert.deepEqual(actionOf(migrate<object>('agent-state', chosen)), ['ready', 'action']);
  });

  it('reads from the message whom a simulated customer calls where a flow does not say so', () => {
    const { to, toType, from, fromType } = migrate<Record<string, unknown>>('gc-simulator', { version: 2 });
    assert.deepEqual([to, toType, from, fromType], ['to', 'msg', 'from', 'msg']);
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
    assert.equal(currentVersion('gc-snapshot'), 1);
    assert.deepEqual(migrate('gc-snapshot', { agentId: '1081' }), { agentId: '1081', version: 1 });
    assert.equal(currentVersion('constructor'), 1);
  });

  it('does not change what it was given', () => {
    const saved = Object.freeze({ version: 1 });
    assert.notEqual(migrate('make-call', saved), saved);
  });
});

function actionOf(node: { action?: unknown; actionType?: unknown }): unknown[] {
  return [node.action, node.actionType];
}
