import assert from 'node:assert/strict';
import {
  commandRow,
  commands,
  type CommandName,
  type CommandParameters,
  type ParameterName,
} from '../../../../lib/protocol';
import { CommandDesk, settled, type Followed } from '../../../support/command-desk';

/** What GC may publish while a command is under way, line by line. */
interface Scene {
  readonly agentId?: string;
  readonly parameters?: Readonly<Partial<Record<ParameterName, string | boolean>>>;
  /** Published before the command. */
  readonly before?: readonly string[];
  /** Each of these confirms the command. */
  readonly confirms?: readonly string[];
  /** None of these decides anything. */
  readonly ignores: readonly string[];
  /** Each of these ends it with an error. */
  readonly fails?: readonly string[];
}

const json = JSON.stringify;
const call = (dialogID: string, state: string, more: object = {}) =>
  json({ type: 'InboundCall', dialogID, state, ...more, agentId: '1081' });
const consult = (assDialogId: string, state: string) =>
  json({ type: 'ConsultCall', state, assDialogId, agentId: '1081' });
const parties = (...extensions: string[]) => ({
  participants: extensions.map((extension) => ({ extension, state: 'ACTIVE' })),
});

/** Agent 1081 talks with a customer on call 5. */
const talking = [
  '1081#NewInboundCall#0300#ani=0300#DialogID:5',
  '1081#InboundCall#ACTIVE#DialogID:5#0300##2026-01-15 09:30:00#Ann',
];
const held = [...talking, '1081#InboundCall#HELD#DialogID:5#0300##2026-01-15 09:30:00#Ann'];
const consulting = [...held, '1081#ConsultCall#ACTIVE#AssDialogID:6#2001##2026-01-15 09:31:00#Ann'];
const ready = ['1081#State#READY##Ann'];
const otherAgent = '1082#State#READY##Bob';
const preview = ['1081#NewOutboundCall#8500#ani=8500|BACampaign=x#DialogID:5', call('5', 'ALERTING')];
const monitoring = [
  json({ type: 'InboundCall', dialogID: '7', state: 'ACTIVE', callType: 'SM', agentId: '1081' }),
];
const inConference = [...talking, call('5', 'ACTIVE', parties('0300', '2001', '2002'))];

const login = {
  confirms: ['1081#State#NOT_READY##Ann', '{"type":"State","agentId":"1081","state":"READY"}'],
  ignores: [
    '1081#State#LOGOUT##Ann',
    '1081#State#UNKNOWN##Ann',
    '1082#State#NOT_READY##Bob',
    '1081#State#RE_LOGIN',
  ],
  fails: ['1081#Error#SUBSCRIPTION_FAILED', '1081#Error#CF_RESOURCE_BUSY'],
};
const logout = {
  before: ['1081#State#NOT_READY##Ann'],
  confirms: [
    '1081#State#LOGOUT##Ann',
    '{"type":"State","agentId":"1081","state":"LOGOUT","reasonCode":"28"}',
  ],
  ignores: ['1081#State#NOT_READY##Ann', '1082#State#LOGOUT##Bob'],
  fails: ['1081#Error#MISSING_REASON_CODE', '1081#State#RE_LOGIN'],
};
const reasons = (category: string, other: string): Scene => ({
  confirms: [
    `1081#ReasonCodes#Category:${category}#Codes:1,2#Labels:a,b#Ann`,
    json({ type: 'ReasonCodes', category, reasonCodes: [{ 1: 'a' }], agentId: '1081' }),
  ],
  ignores: [
    `1081#ReasonCodes#Category:${other}#Codes:1,2#Labels:a,b#Ann`,
    `1082#ReasonCodes#Category:${category}#Codes:1,2#Labels:a,b#Bob`,
  ],
  fails: ['1081#Error#GENERAL_ERROR'],
});
const wrapUpReasons = reasons('WrapUp', 'LOGOUT');
const unanswered = (parameters: Scene['parameters'] = {}): Scene => ({ parameters, ignores: [] });
const decision: Omit<Scene, 'confirms' | 'ignores'> = {
  before: preview,
  parameters: { dialogId: '5' },
  fails: ['1081#Error#NO_DIALOG_ID'],
};

const scenes: Readonly<Record<CommandName, Scene>> = {
  Hello: {
    parameters: { destination: 'desk' },
    confirms: ['System#IN_SERVICE', 'System#OUT_OF_SERVICE', '{"type":"System","status":"IN_SERVICE"}'],
    ignores: ['DESTINATION#desk#RECONNECT', '1081#Error#DOWN', otherAgent],
  },
  Beat: {
    parameters: { destination: 'desk' },
    confirms: ['System#IN_SERVICE', '{"type":"System","status":"OUT_OF_SERVICE"}'],
    ignores: ['DESTINATION#desk#RECONNECT', '1081#Error#DOWN'],
  },
  Connect: unanswered({ destination: 'desk', password: 'secret' }),
  Login: { ...login, parameters: { password: 'secret', extension: '2001' } },
  MobileAgentLogin: {
    ...login,
    parameters: { password: 'secret', extension: '2001', phone: '0300', connectionMode: true },
  },
  Logout: logout,
  MakeReady: {
    before: ['1081#State#NOT_READY##Ann'],
    confirms: [
      '1081#State#READY##Ann',
      '{"type":"State","agentId":"1081","state":"TALKING","pendingState":"READY"}',
    ],
    ignores: ['1081#State#WORK_READY##Ann', '1081#State#NOT_READY##Ann', otherAgent],
    fails: ['1081#Error#CF_INVALID_OBJECT_STATE', '1081#State#RE_LOGIN'],
  },
  MakeNotReady: {
    before: ready,
    confirms: [
      '1081#State#NOT_READY##Ann',
      '{"type":"State","agentId":"1081","state":"TALKING","pendingState":"NOT_READY"}',
      '1086#State#NOT_READY#999####Ann#1081#2001',
    ],
    ignores: ['1081#State#READY##Ann', '1082#State#NOT_READY##Bob', '1081#State#WORK##Ann'],
    fails: ['1081#Error#CF_INVALID_AGENT_WORKMODE'],
  },
  GetState: {
    confirms: ['1081#State#TALKING##Ann', '{"type":"State","agentId":"1081","state":"LOGOUT"}'],
    ignores: [otherAgent, '1081#InboundCall#ACTIVE#DialogID:5#Ann'],
    fails: ['1081#State#RE_LOGIN', '1081#Error#USER_NOT_FOUND'],
  },
  MakeNotReadyWithReason: {
    before: ready,
    parameters: { reasonCode: '10' },
    confirms: [
      '1081#State#NOT_READY#10#Ann',
      '1081#State#NOT_READY#Ann',
      '1081#State#NOT_READY#16#Ann',
      '{"type":"State","agentId":"1081","state":"TALKING","pendingState":"NOT_READY"}',
    ],
    ignores: [
      '1081#State#READY#10#Ann',
      '1081#State#NOT_READY#32767#Ann',
      '1081#State#NOT_READY#-1#Ann',
      '1082#State#NOT_READY#10#Bob',
    ],
    fails: ['1081#Error#MISSING_REASON_CODE'],
  },
  MakeCall: {
    before: talking,
    parameters: { number: '2002' },
    confirms: [
      call('8', 'INITIATING'),
      call('8', 'ALERTING'),
      '1081#InboundCall#INITIATED#DialogID:8#2001##2026-01-15 09:31:00#Ann',
      '1081#InboundCall#INITIATING#Ann',
    ],
    ignores: [
      call('5', 'ACTIVE'),
      '1081#InboundCall#ACTIVE#Ann',
      '1081#NewInboundCall#0301#ani=0301#DialogID:9',
      call('8', 'ACTIVE', { callType: 'SM' }),
      consult('8', 'INITIATING'),
    ],
    fails: [call('8', 'FAILED'), '1081#Error#BAD_DESTINATION', '1081#Error#MISSING_NUMBER'],
  },
  AnswerCall: {
    before: ['1081#NewInboundCall#0300#ani=0300#DialogID:5'],
    parameters: { dialogId: '5' },
    confirms: [call('5', 'ACTIVE'), '1081#InboundCall#ACTIVE#Ann'],
    ignores: [call('5', 'ALERTING'), call('6', 'ACTIVE'), call('5', 'DROP')],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
  HoldCall: {
    before: consulting,
    parameters: { dialogId: '6' },
    confirms: [call('6', 'HELD'), consult('6', 'HELD'), '1081#InboundCall#HOLD#DialogID:6#Anna'],
    ignores: [call('5', 'HELD'), consult('6', 'ACTIVE'), call('6', 'ACTIVE')],
    fails: ['1081#Error#E_CTI_INVALID_CALLID'],
  },
  RetrieveCall: {
    before: held,
    parameters: { dialogId: '5' },
    confirms: [call('5', 'ACTIVE'), consult('5', 'ACTIVE'), '1081#InboundCall#ACTIVE#Ann'],
    ignores: [call('5', 'HELD'), call('6', 'ACTIVE')],
    fails: ['1081#Error#CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL'],
  },
  ReleaseCall: {
    before: consulting,
    parameters: { dialogId: '5' },
    confirms: [
      call('5', 'DROP'),
      call('5', 'DROPPED'),
      call('5', 'WRAP_UP'),
      consult('5', 'DROP'),
      '1081#InboundCall#DROP#DialogID:5#Ann',
    ],
    ignores: [call('6', 'DROP'), consult('6', 'DROP'), call('5', 'ACTIVE')],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
  wrapupreasoncode: {
    ...wrapUpReasons,
    confirms: [
      ...(wrapUpReasons.confirms ?? []),
      '1081#ReasonCodes#Category:WRAP_UP#Codes:1,2#Labels:a,b#Ann',
      '{"type":"ReasonCodes","category":"WRAP_UP","reasonCodes":[{"1":"a"}],"agentId":"1081"}',
    ],
  },
  reasoncodelogout: reasons('LOGOUT', 'NOT_READY'),
  reasoncodenotready: reasons('NOT_READY', 'WrapUp'),
  Transfer_sst: {
    before: talking,
    parameters: { number: '2002', dialogId: '5' },
    confirms: [call('5', 'DROP'), call('5', 'WRAP_UP')],
    ignores: [call('5', 'ACTIVE'), call('5', 'HELD'), call('6', 'DROP'), consult('5', 'DROP')],
    fails: ['1081#Error#CF_INVALID_CALLED_DEVICE'],
  },
  ConsultCall: {
    before: consulting,
    parameters: { number: '2002', dialogId: '5' },
    confirms: [
      consult('8', 'INITIATING'),
      consult('8', 'ALERTING'),
      '1081#ConsultCall#INITIATED#AssDialogID:8',
    ],
    ignores: [consult('6', 'ACTIVE'), consult('8', 'DROP'), call('5', 'HELD'), call('8', 'INITIATING')],
    fails: [consult('8', 'FAILED'), '1081#Error#CF_INVALID_CONSULT_TYPE'],
  },
  TransferCall: {
    before: consulting,
    parameters: { extension: '2002', dialogId: '5' },
    confirms: [
      call('5', 'HELD'),
      call('5', 'DROP'),
      call('5', 'WRAP_UP'),
      '{"type":"InboundCall","dialogId":"5","state":"Held","agentId":"1081"}',
    ],
    ignores: [call('5', 'ACTIVE'), consult('6', 'DROP'), call('6', 'DROP')],
    fails: ['1081#Error#MISSING_EXTENSION'],
  },
  Conferencecall: {
    before: consulting,
    parameters: { extension: '2002', dialogId: '5' },
    confirms: [
      call('5', 'ACTIVE'),
      call('5', 'ACTIVE', parties('0300', '2001', '2002')),
      '{"type":"InboundCall","dialogId":"5","state":"Active","agentId":"1081"}',
    ],
    ignores: [
      call('6', 'ACTIVE'),
      call('9', 'ACTIVE'),
      call('5', 'HELD'),
      call('5', 'ACTIVE', parties('0300', '2001')),
      consult('6', 'DROP'),
    ],
    fails: ['1081#Error#WRONG_EXTENSION'],
  },
  getdialogstate: {
    before: consulting,
    parameters: { dialogId: '6' },
    confirms: [
      '1081#DialogState#ACTIVE#6#Ann',
      '1081#DialogState#HELD#5#Ann#0300##6#ACTIVE#2001#',
      '{"type":"DialogState","dialogId":"6","state":"NOT_FOUND","agentId":"1081"}',
    ],
    ignores: ['1081#DialogState#HELD#5#Ann', '1082#DialogState#ACTIVE#6#Bob', consult('6', 'ACTIVE')],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
  wrapup: unanswered({ wrapUpReason: 'Sale', dialogId: '5' }),
  logoutwithreason: { ...logout, parameters: { reasonCode: '28' } },
  force_logout: logout,
  getdialogstatecontrols: {
    before: talking,
    parameters: { dialogId: '5' },
    confirms: ['1081#InboundCall#DialogState#ACTIVE#5#Ann', '1081#DialogState#ACTIVE#5#Ann'],
    ignores: ['1081#InboundCall#DialogState#ACTIVE#6#Ann', '1081#Control#1,true|2,false'],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
  makeworknotready: unanswered(),
  makeworkready: unanswered(),
  getDialogParticipants: unanswered({ dialogId: '5' }),
  getallagents: {
    confirms: ['{"type":"Agents","users":[]}', '{"type":"Agents","users":[],"agentId":"1081"}'],
    ignores: ['{"type":"Agents","users":[],"agentId":"1082"}', '{"type":"Phonebooks","phonebooks":[]}'],
    fails: ['1081#Error#NOT_FOUND'],
  },
  update_call_variable: unanswered({ dialogId: '5', variableName: 'callVariable1', variableValue: '1' }),
  ZOOMPauseRecording: unanswered(),
  ZOOMResumeRecording: unanswered(),
  refresh: unanswered(),
  GetPhonebooks: {
    confirms: [
      'Phonebooks#name:All,type:GLOBAL,id:1',
      '1081#Phonebooks#name:All,type:GLOBAL,id:1',
      '[{"name":"Company","type":"GLOBAL","id":"1"}]',
      '{"type":"object","phonebooks":[]}',
      '[]',
    ],
    ignores: ['1082#Phonebooks#name:All,type:GLOBAL,id:1', 'TeamPhoneBooks#name:T,type:TEAM,id:2'],
    fails: ['1081#Error#NOT_FOUND'],
  },
  GetTeamPhonebooks: {
    confirms: [
      'TeamPhoneBooks#name:T,type:TEAM,id:2',
      '1081#TeamPhoneBooks#NoTeamPhoneBookFound',
      'Phonebooks#name:T,type:TEAM,id:2',
    ],
    ignores: ['1082#TeamPhoneBooks#name:T,type:TEAM,id:2', 'PhonebookContacts#NoContactFound'],
    fails: ['1081#Error#AUTHORIZATION_FAILURE'],
  },
  GetPhonebookContacts: {
    parameters: { phonebookId: '1' },
    confirms: [
      'PhonebookContacts#description:d,firstName:f,lastName:l,phoneNumber:1,id:1',
      '1081#PhonebookContacts#NoContactFound',
    ],
    ignores: ['1082#PhonebookContacts#NoContactFound', 'Phonebooks#name:All,type:GLOBAL,id:1'],
    fails: ['1081#Error#NOT_FOUND'],
  },
  AcceptOutboundPreview: {
    ...decision,
    confirms: [call('5', 'ACCEPTED'), call('5', 'ACTIVE'), call('5', 'INITIATING')],
    ignores: [call('5', 'ALERTING'), call('6', 'ACCEPTED'), call('5', 'DROP')],
  },
  RejectOutboundPreview: {
    ...decision,
    confirms: [call('5', 'DROP'), '1081#InboundCall#DROP#DialogID:5#Ann'],
    ignores: [call('5', 'ALERTING'), call('5', 'ACCEPTED'), call('5', 'ACTIVE'), call('6', 'DROP')],
  },
  CloseOutboundPreview: {
    ...decision,
    confirms: [call('5', 'DROP'), call('5', 'DROPPED')],
    ignores: [call('5', 'ALERTING'), call('5', 'ACCEPTED'), call('6', 'DROP')],
  },
  getqueuelist: {
    confirms: ['1081#QueueList#QueueName:Sales,AgentsNotReady:1'],
    ignores: ['1082#QueueList#QueueName:Sales,AgentsNotReady:1'],
    fails: ['1081#Error#AUTHORIZATION_FAILURE', '1081#Error#NOT_FOUND'],
  },
  silentmonitor: {
    before: talking,
    parameters: { extension: '2002' },
    confirms: [call('8', 'ACTIVE', { callType: 'SM' }), call('8', 'ACTIVE'), call('8', 'ALERTING')],
    ignores: [call('5', 'ACTIVE'), call('8', 'DROP'), '1081#NewInboundCall#0301#ani=0301#DialogID:9'],
    fails: ['1081#Error#MISSING_EXTENSION', call('8', 'FAILED'), '1081#Error#CF_INVALID_CALLED_DEVICE'],
  },
  endsilentmonitor: {
    before: monitoring,
    parameters: { dialogId: '7' },
    confirms: [call('7', 'DROP'), call('7', 'DROPPED')],
    ignores: [call('7', 'HELD'), call('7', 'ACTIVE'), call('8', 'DROP')],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
  dropparticipant: {
    before: inConference,
    parameters: { extension: '2002', dialogId: '5' },
    confirms: [
      '1081#ConferenceParticipants#0300,2001',
      call('5', 'ACTIVE', parties('0300', '2001')),
      call('5', 'ACTIVE', {
        participants: [...parties('0300', '2001').participants, { extension: '2002', state: 'DROPPED' }],
      }),
      call('5', 'DROP'),
    ],
    ignores: [
      '1081#Control#PrintStatusBar#2002 could not be dropped from the call.',
      '1081#Control#PrintStatusBar#2002 has been dropped from the call.',
      '1081#ConferenceParticipants#0300,2001,2002',
      call('5', 'ACTIVE', parties('0300', '2001', '2002')),
      call('5', 'ACTIVE'),
      call('6', 'ACTIVE', parties('0300', '2001')),
      call('6', 'DROP'),
    ],
    fails: ['1081#Error#CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL', '1081#Error#MISSING_EXTENSION'],
  },
  getteamusers: {
    parameters: { teamId: '1' },
    confirms: [
      '{"type":"Agents","users":[{"loginId":"1081"}]}',
      '1081#TeamUsersList#FirstName:A,LastName:B,Extension:2001,LoginId:1083,State:READY',
    ],
    ignores: [
      '1082#TeamUsersList#FirstName:A,LastName:B,Extension:2001,LoginId:1083,State:READY',
      '{"type":"Agents","users":[],"agentId":"1082"}',
    ],
    fails: ['1081#Error#AUTHORIZATION_FAILURE', '1081#Error#NOT_FOUND'],
  },
  getteamuserstate: {
    before: ['{"type":"AgentInfo","team":{"id":"3","name":"Sales"},"agentId":"1083"}'],
    parameters: { memberId: '1083' },
    confirms: [
      '1081#TeamMemberStateChanged#3#READY',
      '1081#State#READY#####Carl#1083#2003',
      '{"type":"State","agentId":"1083","state":"READY"}',
      '{"type":"TeamMemberStateChanged","teamId":"3","state":"READY","agentId":"1083"}',
    ],
    ignores: [
      '1081#TeamMemberStateChanged#4#READY',
      '1081#State#READY#####Dora#1084#2004',
      '1081#State#NOT_READY##Ann',
      '1082#TeamMemberStateChanged#3#READY',
      '1083#State#RE_LOGIN',
    ],
    fails: ['1081#Error#NOT_FOUND', '1081#State#RE_LOGIN'],
  },
  bargein: {
    before: [...monitoring, ...talking],
    parameters: { memberId: '1083', dialogId: '7' },
    confirms: [
      call('8', 'ACTIVE', parties('0300', '2003', '2001')),
      call('8', 'ACTIVE'),
      call('7', 'ACTIVE', parties('0300', '2003', '2001')),
    ],
    ignores: [
      call('5', 'ACTIVE'),
      call('7', 'ACTIVE', parties('2001', '2003')),
      call('8', 'ACTIVE', parties('2001', '2003')),
      call('7', 'HELD'),
      call('8', 'ACTIVE', { callType: 'SM' }),
    ],
    fails: ['1081#Error#NO_DIALOG_ID'],
  },
};

const names = Object.keys(commands) as CommandName[];

describe('what confirms a command', () => {
  async function becomes(name: CommandName, line: string | undefined): Promise<Followed> {
    const desk = new CommandDesk();
    try {
      const { parameters, before = [] } = scenes[name];
      await desk.hear(...before);
      const all = { agentId: '1081', ...parameters } as unknown as CommandParameters;
      const followed = desk.ask(name, all);
      await settled();
      await desk.hear(...(line === undefined ? [] : [line]));
      return { ...followed };
    } finally {
      desk.close();
    }
  }

  for (const name of names) {
    const { confirms = [], ignores, fails = [] } = scenes[name];

    describe(name, () => {
      if (commandRow(name).confirmedBy.length === 0) {
        it('is nothing: it is sent when the broker has it', async () => {
          assert.equal((await becomes(name, undefined)).result, 'sent');
        });
        return;
      }

      it('has lines of each kind', () => {
        assert.ok(confirms.length > 0 && ignores.length > 0);
      });

      for (const line of confirms) {
        it(`is ${line}`, async () => {
          assert.equal((await becomes(name, line)).result, 'confirmed');
        });
      }
      for (const line of ignores) {
        it(`is not ${line}`, async () => {
          assert.equal((await becomes(name, line)).result, undefined);
        });
      }
      for (const line of fails) {
        it(`is not ${line}, which ends it`, async () => {
          assert.ok((await becomes(name, line)).error);
        });
      }
    });
  }
});

describe('states in another spelling', () => {
  const inbound = (state: string) =>
    `{"type":"InboundCall","dialogId":"1","state":"${state}","agentId":"1081"}`;
  const spoken = [
    ['Conferencecall', { extension: '2002' }, inbound('Active')],
    ['TransferCall', { extension: '2002' }, inbound('Held')],
    ['HoldCall', {}, '1081#InboundCall#HOLD#DialogID:1#Anna'],
  ] as const;
  for (const [name, parameters, line] of spoken) {
    it(`confirm ${name}: ${line}`, async () => {
      const desk = new CommandDesk();
      const command = desk.ask(name, {
        agentId: '1081',
        dialogId: '1',
        ...parameters,
      });
      await settled();
      await desk.hear(line);
      assert.equal(command.result, 'confirmed');
      desk.close();
    });
  }
});

describe('another reason than the one that was sent', () => {
  let desk: CommandDesk;

  beforeEach(() => {
    desk = new CommandDesk();
  });

  afterEach(() => {
    desk.close();
  });

  async function notReady(before: string, after: string): Promise<Followed> {
    await desk.hear(before);
    const followed = desk.ask('MakeNotReadyWithReason', { agentId: '1081', reasonCode: '10' });
    await settled();
    await desk.hear(after);
    return followed;
  }

  it('confirms the command, and is noted in the outcome', async () => {
    const { outcome } = await notReady('1081#State#READY##Ann', '1081#State#NOT_READY#16#Ann');
    assert.equal(
      outcome?.note,
      'GC reports reason 16, 10 was sent: one may be the code and one the id of the same reason',
    );
  });

  it('confirms it also for an agent who is not ready for another reason', async () => {
    const { result } = await notReady('1081#State#NOT_READY#8#Ann', '1081#State#NOT_READY#16#Ann');
    assert.equal(result, 'confirmed');
  });

  it('does not confirm it where it is the reason from before', async () => {
    const { result } = await notReady('1081#State#NOT_READY#16#Ann', '1081#State#NOT_READY#16#Ann');
    assert.equal(result, undefined);
  });

  it('leaves no note where the reason is the one that was sent', async () => {
    const { outcome } = await notReady('1081#State#READY##Ann', '1081#State#NOT_READY#10#Ann');
    assert.deepEqual([outcome?.outcome, outcome?.note], ['confirmed', undefined]);
  });
});
