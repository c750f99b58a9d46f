import assert from 'node:assert/strict';
import { refusedInState } from '../../../../lib/client/commands/refused-in-state';
import { inEnglish, type Text } from '../../../../lib/common/phrase';

const call = (dialogId: string, state: string) => ({ dialogId, state });

const english = (text: Text | undefined) => text && inEnglish(text);

/** In English. */
function refused(...args: Parameters<typeof refusedInState>) {
  const { detail, whatToDo } = refusedInState(...args);
  return { detail: english(detail), whatToDo: english(whatToDo) };
}

describe('a command that the state does not allow', () => {
  it('is refused with the state of the agent and the call, and how to dial again', () => {
    const calls = [call('16777218', 'ACTIVE')];
    assert.deepEqual(refused('MakeCall', { state: 'TALKING', calls }), {
      detail: 'the agent is TALKING, call 16777218 is ACTIVE',
      whatToDo: 'Hang up that call or wait until it ends, then dial again.',
    });
  });

  it('is refused with all calls of the agent', () => {
    const calls = [call('1', 'HELD'), call('2', 'ACTIVE')];
    assert.deepEqual(refused('ConsultCall', { state: 'TALKING', calls }), {
      detail: 'the agent is TALKING, call 1 is HELD, call 2 is ACTIVE',
      whatToDo: 'Hang up one of these calls or wait until it ends, then dial again.',
    });
  });

  it('is refused with what has to be done first', () => {
    const advice = (...args: Parameters<typeof refusedInState>) => refused(...args).whatToDo;
    assert.equal(advice('MakeReady', { state: 'LOGOUT', calls: [] }), 'Log the agent in first.');
    assert.equal(advice('MakeCall', { state: 'LOGOUT', calls: [] }), 'Log the agent in first.');
    assert.equal(
      advice('Logout', { state: 'TALKING', calls: [call('1', 'ACTIVE')] }),
      'End the call first, then make the agent not ready.',
    );
    assert.equal(advice('AnswerCall', { state: 'TALKING', calls: [call('1', 'ACTIVE')] }), undefined);
  });

  it('has the words of the table where nothing is known', () => {
    assert.deepEqual(refusedInState('MakeCall', { calls: [] }), {});
  });
});
