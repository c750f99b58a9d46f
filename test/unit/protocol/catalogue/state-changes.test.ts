import assert from 'node:assert/strict';
import {
  commandRow,
  loggedInStates,
  loggedOutStates,
  stateChanges,
  whatComesFirst,
} from '../../../../lib/protocol';
import type { CommandName } from '../../../../lib/protocol';

describe('changes of state', () => {
  /** In which states an agent can be for this to work. */
  const statesFor = (command: CommandName, flavour?: 'ucce' | 'uccx') =>
    [...loggedInStates, ...loggedOutStates].filter(
      (state) => whatComesFirst(command, state, flavour) === undefined,
    );
  const unclear = ['LOGGED_IN', 'UNKNOWN', 'RE_LOGIN'];

  it('are logging out from not ready; on UCCX, from ready, too', () => {
    for (const command of ['Logout', 'logoutwithreason'] as const) {
      assert.deepEqual(statesFor(command, 'ucce').sort(), ['NOT_READY', ...unclear].sort());
      assert.deepEqual(statesFor(command, 'uccx').sort(), ['NOT_READY', 'READY', ...unclear].sort());
    }
  });

  it('are ready and not ready, unless nobody is there or a call rings', () => {
    for (const command of ['MakeReady', 'MakeNotReady', 'MakeNotReadyWithReason'] as const) {
      for (const state of ['LOGOUT', 'RESERVED']) {
        assert.notEqual(whatComesFirst(command, state, 'ucce'), undefined);
      }
      const states = statesFor(command, 'ucce');
      assert.ok(states.includes('TALKING') && states.includes('WORK'));
    }
  });

  it('may all work where nobody knows which contact centre it is', () => {
    for (const command of Object.keys(stateChanges) as CommandName[]) {
      assert.deepEqual(statesFor(command), [...loggedInStates, ...loggedOutStates]);
    }
  });

  it('are wrap-up during a call', () => {
    for (const command of ['makeworkready', 'makeworknotready'] as const) {
      assert.deepEqual(statesFor(command, 'ucce').sort(), ['HOLD', 'TALKING', ...unclear].sort());
    }
  });

  it('never stand in the way of other commands', () => {
    assert.equal(whatComesFirst('GetState', 'LOGOUT', 'ucce'), undefined);
    assert.equal(whatComesFirst('force_logout', 'TALKING', 'ucce'), undefined);
    assert.equal(whatComesFirst('Logout', 'constructor', 'ucce'), undefined);
  });

  it('are of commands for the state of an agent, in states there are', () => {
    for (const [command, row] of Object.entries(stateChanges)) {
      assert.equal(commandRow(command as CommandName).category, 'agent_state');
      const unknown = Object.keys(row.impossible).filter(
        (state) => state !== 'LOGOUT' && !loggedInStates.includes(state),
      );
      assert.deepEqual(unknown, []);
    }
  });
});
