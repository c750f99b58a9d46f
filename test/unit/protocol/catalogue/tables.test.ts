import assert from 'node:assert/strict';
import {
  commandRow,
  commands,
  errors,
  events,
  findUserMessage,
  GcError,
  userMessages,
  type CommandName,
} from '../../../../lib/protocol';

describe('the tables', () => {
  it('let every command be confirmed only by events and errors that exist', () => {
    for (const name of Object.keys(commands) as CommandName[]) {
      const { confirmedBy, failedBy = [], raises = [] } = commandRow(name);
      for (const { event } of [...confirmedBy, ...failedBy]) {
        assert.ok(Object.hasOwn(events, event), `${name}: ${event}`);
      }
      for (const code of raises) {
        assert.ok(Object.hasOwn(errors, code), `${name}: ${code}`);
      }
    }
  });

  it('have an error row for every error that has a user message', () => {
    for (const key of Object.keys(userMessages)) {
      const [type, code = ''] = key.split('#');
      assert.ok(type !== 'Error' || Object.hasOwn(errors, code), key);
    }
  });

  it('find the user message of an error under either of its names', () => {
    assert.equal(findUserMessage('Error', 'GENERIC_ERROR'), 'An error occurred, please try again later.');
    assert.equal(findUserMessage('Error', 'GENERAL_ERROR'), 'An error occurred, please try again later.');
    assert.equal(findUserMessage('State', 'constructor'), undefined);
  });
});

describe('the advice of every error', () => {
  it('is one or more whole sentences', () => {
    for (const [code, { whatToDo }] of Object.entries(errors)) {
      assert.match(whatToDo, /^[A-Z].*\.$/, code);
    }
  });

  it('has the failed call hung up before the next one, after a number that is busy or does not exist', () => {
    for (const code of ['BUSY', 'BAD_DESTINATION', 'GC_CALL_FAILED'] as const) {
      assert.match(errors[code].whatToDo, /hang it up before you dial again\.$/);
    }
    assert.match(errors.BAD_DESTINATION.whatToDo, /^Check the number\./);
  });
});

describe('GcError', () => {
  it('says what happened, to whom, and what to do', () => {
    const error = new GcError('CF_RESOURCE_BUSY', { command: 'Login', agentId: '1081' });
    assert.equal(
      error.message,
      'Login for agent 1081 failed: a resource is busy; at a login, the extension is in use already ' +
        '(CF_RESOURCE_BUSY). At a login, check that nobody else uses the extension. Then send the command again.',
    );
    assert.equal(error.userMessage, 'Phone extension is already in use');
    assert.equal(error.origin, 'Finesse');
    assert.equal(error.retryable, true);
  });

  it('passes a code through that no table knows', () => {
    const error = new GcError('CF_SOMETHING_NEW', { agentId: '1081' });
    assert.equal(error.code, 'CF_SOMETHING_NEW');
    assert.match(error.message, /^Agent 1081: .*\(CF_SOMETHING_NEW\)/);
    assert.equal(new GcError('constructor').origin, 'GC');
  });
});
