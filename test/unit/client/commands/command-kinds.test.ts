import assert from 'node:assert/strict';
import {
  callsCustomer,
  dials,
  hasPassword,
  isCallControl,
  isHeartbeat,
  makesCall,
} from '../../../../lib/client/commands/command-kinds';
import { commands, type CommandName } from '../../../../lib/protocol';

describe('what the catalogue says about commands', () => {
  const namesWhere = (holds: (name: CommandName) => boolean) =>
    (Object.keys(commands) as CommandName[]).filter((name) => holds(name));

  it('call control: whatever makes, changes, records, watches or asks for a call', () => {
    assert.deepEqual(
      namesWhere((name) => !isCallControl(name)),
      [
        'Hello',
        'Beat',
        'Connect',
        'Login',
        'MobileAgentLogin',
        'Logout',
        'MakeReady',
        'MakeNotReady',
        'GetState',
        'MakeNotReadyWithReason',
        'wrapupreasoncode',
        'reasoncodelogout',
        'reasoncodenotready',
        'logoutwithreason',
        'force_logout',
        'makeworknotready',
        'makeworkready',
        'getallagents',
        'refresh',
        'GetPhonebooks',
        'GetTeamPhonebooks',
        'GetPhonebookContacts',
        'getqueuelist',
        'getteamusers',
        'getteamuserstate',
      ],
    );
  });

  it('dialling: commands that name a number', () => {
    assert.deepEqual(namesWhere(dials), ['MakeCall', 'Transfer_sst', 'ConsultCall']);
    assert.deepEqual(namesWhere(makesCall), ['MakeCall']);
    assert.deepEqual(namesWhere(callsCustomer), ['MakeCall', 'AcceptOutboundPreview']);
  });

  it('heartbeats, and commands with a password', () => {
    assert.deepEqual(namesWhere(isHeartbeat), ['Hello', 'Beat']);
    assert.deepEqual(namesWhere(hasPassword), ['Connect', 'Login', 'MobileAgentLogin']);
  });
});
