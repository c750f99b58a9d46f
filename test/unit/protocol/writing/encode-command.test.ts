import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commandRow,
  commands,
  decodeCommand,
  encodeCommand,
  GcError,
  type CommandName,
  type CommandParameters,
} from '../../../../lib/protocol';

/** What goes to the broker for every command of the specification: JMSType and text. */
const written: readonly [CommandName, Record<string, unknown>, string, string][] = [
  ['Hello', { destination: 'my-client' }, 'Hello#my-client', ''],
  ['Beat', { destination: 'my-client' }, 'Beat#my-client', ''],
  [
    'Connect',
    { agentId: '1081', destination: 'my-client', password: 'secret' },
    'Connect#1081',
    'my-client,secret',
  ],
  [
    'Connect',
    { agentId: '1081', destination: 'my-client', password: 'secret', sso: 'SSO' },
    'Connect#1081',
    'my-client,secret,SSO',
  ],
  ['Login', { agentId: '1081', password: 'secret', extension: '2001' }, 'Login#1081', 'secret,2001'],
  [
    'MobileAgentLogin',
    { agentId: '1081', password: 'secret', extension: '2001', phone: '03001234567', connectionMode: true },
    'MobileAgentLogin#1081',
    'secret,2001,03001234567,true',
  ],
  ['Logout', { agentId: '1081' }, 'Logout#1081', ''],
  ['MakeReady', { agentId: '1081' }, 'MakeReady#1081', ''],
  ['MakeNotReady', { agentId: '1081' }, 'MakeNotReady#1081', ''],
  ['GetState', { agentId: '1081' }, 'GetState#1081', ''],
  ['MakeNotReadyWithReason', { agentId: '1081', reasonCode: 8 }, 'MakeNotReadyWithReason#1081', '8'],
  ['MakeCall', { agentId: '1081', number: '2002' }, 'MakeCall#1081', '2002'],
  ['AnswerCall', { agentId: '1081', dialogId: '16804377' }, 'AnswerCall#1081', '16804377'],
  ['HoldCall', { agentId: '1081', dialogId: '16804377' }, 'HoldCall#1081', '16804377'],
  ['RetrieveCall', { agentId: '1081', dialogId: '16804377' }, 'RetrieveCall#1081', '16804377'],
  ['ReleaseCall', { agentId: '1081', dialogId: '16804377' }, 'ReleaseCall#1081', '16804377'],
  ['wrapupreasoncode', { agentId: '1081' }, 'wrapupreasoncode#1081', ''],
  ['reasoncodelogout', { agentId: '1081' }, 'reasoncodelogout#1081', ''],
  ['reasoncodenotready', { agentId: '1081' }, 'reasoncodenotready#1081', ''],
  ['Transfer_sst', { agentId: '1081', number: '2002', dialogId: '5' }, 'Transfer_sst#1081', '2002,5'],
  ['ConsultCall', { agentId: '1081', number: '2002', dialogId: '5' }, 'ConsultCall#1081', '2002,5'],
  ['TransferCall', { agentId: '1081', extension: '2001', dialogId: '5' }, 'TransferCall#1081', '2001,5'],
  ['Conferencecall', { agentId: '1081', extension: '2001', dialogId: '5' }, 'Conferencecall#1081', '2001,5'],
  ['getdialogstate', { agentId: '1081', dialogId: '5' }, 'getdialogstate#1081', '5'],
  ['wrapup', { agentId: '1081', wrapUpReason: 'Sales Call', dialogId: '5' }, 'wrapup#1081', 'Sales Call,5'],
  ['logoutwithreason', { agentId: '1081', reasonCode: '28' }, 'logoutwithreason#1081', '28'],
  ['force_logout', { agentId: '1081' }, 'force_logout#1081', ''],
  ['getdialogstatecontrols', { agentId: '1081', dialogId: '5' }, 'getdialogstatecontrols#1081', '5'],
  ['makeworknotready', { agentId: '1081' }, 'makeworknotready#1081', ''],
  ['makeworkready', { agentId: '1081' }, 'makeworkready#1081', ''],
  ['getDialogParticipants', { agentId: '1081', dialogId: '5' }, 'getDialogParticipants#1081', '5'],
  ['getallagents', { agentId: '1081' }, 'getallagents#1081', ''],
  [
    'update_call_variable',
    { agentId: '1081', dialogId: '5', variableName: 'callVariable1', variableValue: 'gold' },
    'update_call_variable#1081',
    '5,callVariable1,gold',
  ],
  [
    'update_call_variable',
    { agentId: '1081', dialogId: '5', variableName: 'callVariable1', variableValue: '' },
    'update_call_variable#1081',
    '5,callVariable1,',
  ],
  ['ZOOMPauseRecording', { agentId: '1081' }, 'ZOOMPauseRecording#1081', ''],
  ['ZOOMResumeRecording', { agentId: '1081' }, 'ZOOMResumeRecording#1081', ''],
  ['refresh', { agentId: '1081' }, 'refresh#1081', ''],
  ['GetPhonebooks', { agentId: '1081' }, 'GetPhonebooks#1081', ''],
  ['GetTeamPhonebooks', { agentId: '1081' }, 'GetTeamPhonebooks#1081', ''],
  ['GetTeamPhonebooks', { agentId: '1081', teamId: '3' }, 'GetTeamPhonebooks#1081', '3'],
  ['GetPhonebookContacts', { agentId: '1081', phonebookId: '7' }, 'GetPhonebookContacts#1081', '7'],
  ['AcceptOutboundPreview', { agentId: '1081', dialogId: '5' }, 'AcceptOutboundPreview#1081', '5,ACCEPT'],
  ['RejectOutboundPreview', { agentId: '1081', dialogId: '5' }, 'RejectOutboundPreview#1081', '5,REJECT'],
  ['CloseOutboundPreview', { agentId: '1081', dialogId: '5' }, 'CloseOutboundPreview#1081', '5,CLOSE'],
  ['getqueuelist', { agentId: '1090' }, 'getqueuelist#1090', ''],
  ['silentmonitor', { agentId: '1090', extension: '2001' }, 'silentmonitor#1090', '2001'],
  ['endsilentmonitor', { agentId: '1090', dialogId: '5' }, 'endsilentmonitor#1090', '5'],
  [
    'dropparticipant',
    { agentId: '1090', extension: '2001', dialogId: '5' },
    'dropparticipant#1090',
    '2001,5',
  ],
  ['getteamusers', { agentId: '1090', teamId: '3', subscribe: true }, 'getteamusers#1090', '3,true'],
  ['getteamusers', { agentId: '1090', teamId: '3', subscribe: false }, 'getteamusers#1090', '3'],
  ['getteamusers', { agentId: '1090', teamId: '3' }, 'getteamusers#1090', '3'],
  ['getteamuserstate', { agentId: '1090', memberId: '1081' }, 'getteamuserstate#1090', '1081'],
  ['bargein', { agentId: '1090', memberId: '1081', dialogId: '5' }, 'bargein#1090', '1081,5'],
];

function encode(name: CommandName, values: Record<string, unknown>) {
  return encodeCommand(name, values as CommandParameters<CommandName>);
}

function refusal(name: CommandName, values: Record<string, unknown>): GcError {
  try {
    encode(name, values);
  } catch (error) {
    assert.ok(error instanceof GcError);
    return error;
  }
  assert.fail(`${name} accepted ${JSON.stringify(values)}`);
}

/** Values that every command accepts. */
const valid: Record<string, unknown> = {
  agentId: '1081',
  destination: 'my-client',
  password: 'secret',
  sso: 'SSO',
  extension: '2001',
  phone: '0300',
  connectionMode: 'true',
  number: '2002',
  dialogId: '5',
  reasonCode: '8',
  wrapUpReason: 'Sales',
  variableName: 'callVariable1',
  variableValue: 'gold',
  phonebookId: '7',
  teamId: '3',
  subscribe: 'true',
  memberId: '1082',
};

describe('encodeCommand', () => {
  for (const [name, values, type, body] of written) {
    it(`writes ${name} as ${type} "${body}"`, () => {
      assert.deepEqual(encode(name, values), { type, body });
    });
  }

  it('is tested for every command', () => {
    assert.deepEqual([...new Set(written.map(([name]) => name))].sort(), Object.keys(commands).sort());
  });

  for (const character of [',', '#', '|', '\0', '\n', '\r', '\t', '\u0085', '\u2028', '\ud800']) {
    it(`refuses ${JSON.stringify(character)} in every parameter of every command`, () => {
      for (const name of Object.keys(commands) as CommandName[]) {
        const { subject, parameters, optional = [] } = commandRow(name);
        for (const parameter of [subject, ...parameters, ...optional]) {
          const error = refusal(name, { ...valid, [parameter]: `1${character}2` });
          assert.equal(error.code, 'GC_INVALID_PARAMETER');
          assert.match(error.message, new RegExp(`\\b${parameter}\\b`));
        }
      }
    });
  }

  it('refuses a missing parameter and says which', () => {
    const error = refusal('MakeCall', { agentId: '1081' });
    assert.equal(error.code, 'GC_INVALID_PARAMETER');
    assert.match(error.message, /MakeCall for agent 1081 failed: number is missing/);
  });

  it('does not take an inherited property for a parameter', () => {
    assert.match(
      refusal('MakeCall', Object.create({ agentId: '1081', number: '2002' }) as object as never).message,
      /missing/,
    );
  });

  it('refuses letters in an extension and in a number to dial', () => {
    assert.match(
      refusal('Login', { agentId: '1', password: 'x', extension: '20a1' }).message,
      /digits only, not "20a1"/,
    );
    assert.equal(refusal('MakeCall', { agentId: '1', number: 'hans' }).code, 'GC_INVALID_PARAMETER');
  });

  it('refuses values that are no text', () => {
    for (const value of [null, {}, [], Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('x'), 1n]) {
      assert.equal(refusal('MakeCall', { agentId: '1', number: value }).code, 'GC_INVALID_PARAMETER');
    }
  });

  it('refuses a text of more than 1000 characters', () => {
    assert.match(refusal('MakeCall', { agentId: '1', number: '1'.repeat(1001) }).message, /longer than 1000/);
  });

  it('never repeats a password', () => {
    const error = refusal('Login', { agentId: '1', password: 'hunter2,', extension: '1' });
    assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /hunter2/);
  });

  it('refuses a word that is no command', () => {
    assert.equal(refusal('constructor' as CommandName, valid).code, 'GC_UNKNOWN_COMMAND');
  });

  it('writes no separator it did not mean, whatever the values', () => {
    const name = fc.constantFrom(...(Object.keys(commands) as CommandName[]));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[0-9]{1,6}$/));
    const values = fc.record(Object.fromEntries(Object.keys(valid).map((parameter) => [parameter, text])));
    fc.assert(
      fc.property(name, values, (command, given) => {
        let encoded;
        try {
          encoded = encode(command, given);
        } catch (error) {
          assert.ok(error instanceof GcError && error.code === 'GC_INVALID_PARAMETER');
          return;
        }
        const read = decodeCommand(encoded.type, encoded.body);
        assert.equal(read?.name, command);
        assert.equal(encoded.type.split('#').length, 2);
        assert.doesNotMatch(encoded.body, /[#|\0\r\n]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('decodeCommand', () => {
  it('reads what encodeCommand writes', () => {
    for (const [name, values, type, body] of written) {
      const sent = Object.entries(values).filter(([, value]) => value !== '' && value !== false);
      const expected = Object.fromEntries(sent.map(([key, value]) => [key, String(value)]));
      assert.deepEqual(decodeCommand(type, body), { name, parameters: expected });
    }
  });

  it('takes the word in any case, with blanks, and without a body', () => {
    assert.deepEqual(decodeCommand('makecall# 1081 ', ' 2002 '), {
      name: 'MakeCall',
      parameters: { agentId: '1081', number: '2002' },
    });
    assert.deepEqual(decodeCommand('HELLO#x', undefined), {
      name: 'Hello',
      parameters: { destination: 'x' },
    });
  });

  it('reads nothing from what is no command', () => {
    for (const type of [
      '',
      '#',
      'MakeCall',
      'MakeCall#',
      '#1081',
      'constructor#1',
      '__proto__#1',
      'Dance#1',
    ]) {
      assert.equal(decodeCommand(type, ''), undefined);
    }
  });
});
