import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatEvent, formatOf, parseEvent, type GcEvent } from '../../../lib/protocol';

/** Bodies as GC publishes them, and the one event that each group of them is. */
const readings: readonly { event: GcEvent; bodies: readonly string[] }[] = [
  {
    event: { type: 'System', status: 'IN_SERVICE' },
    bodies: ['System#IN_SERVICE', 'SYSTEM#IN_SERVICE', '{"type":"System","status":"IN_SERVICE"}'],
  },
  { event: { type: 'System', status: 'OUT_OF_SERVICE' }, bodies: ['System#OUT_OF_SERVICE'] },
  {
    event: { type: 'State', agentId: '1081', state: 'READY' },
    bodies: [
      '1081#State#READY#Ann Lee',
      '1081#State#READY##Ann Lee',
      '1081#State#READY#####Ann Lee#1081#2001',
      '{"type":"State","agentId":"1081","State":"READY","reasonCode":"","stateChangeTimeString":"","pendingState":"","stateChangeTime":""}',
      '{"type":"State","agentId":"1081","state":"READY","reasonCode":null}',
    ],
  },
  {
    event: {
      type: 'State',
      agentId: 'jehanzeb6',
      state: 'NOT_READY',
      reasonCode: '8',
      stateChangeTime: '2019-09-17 12:46:21',
    },
    bodies: [
      '{"type":"State","agentId":"jehanzeb6","state":"NOT_READY","reasonCode":"8","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2019-09-17 12:46:21"}',
      'jehanzeb6#State#NOT_READY#8###2019-09-17 12:46:21#Jehan Zeb#jehanzeb6#2001',
      '{"type":"State","agentId":"jehanzeb6","state":"NOT_READY","reasonCode":8,"stateChangeTime":"2019-09-17 12:46:21"}',
    ],
  },
  {
    event: { type: 'State', agentId: '1081', state: 'NOT_READY', reasonCode: '8' },
    bodies: [
      '1081#State#NOT_READY#8#Ann Lee',
      '{"type":"State","agentId":"1081","state":"NOT_READY","reasonCode":"8"}',
    ],
  },
  { event: { type: 'State', agentId: '1081', state: 'RE_LOGIN' }, bodies: ['1081#State#RE_LOGIN'] },
  {
    event: {
      type: 'State',
      supervisorId: '1090',
      agentId: '1081',
      agentName: 'Ann Lee',
      extension: '2001',
      state: 'TALKING',
    },
    bodies: ['1090#State#TALKING#####Ann Lee#1081#2001'],
  },
  {
    event: {
      type: 'AgentInfo',
      agentId: '1081',
      firstName: 'Ann',
      lastName: 'Lee',
      supervisor: false,
      wrapUpOnIncoming: 'OPTIONAL',
    },
    bodies: [
      '1081#AgentInfo#Ann#Lee#false#OPTIONAL#Ann Lee',
      '{"type":"AgentInfo","firstName":"Ann","lastName":"Lee","supervisor":"false","wrapUpOnIncoming":"OPTIONAL","teams":[],"team":"","agentId":"1081"}',
      '{"type":"AgentInfo","firstName":"Ann","lastName":"Lee","supervisor":false,"wrapUpOnIncoming":"OPTIONAL","agentId":"1081"}',
    ],
  },
  {
    event: {
      type: 'AgentInfo',
      agentId: '1090',
      firstName: 'Omar',
      lastName: 'Khan',
      supervisor: true,
      wrapUpOnIncoming: 'NOT_ALLOWED',
      teams: [
        { id: '3', name: 'Sales' },
        { id: '4', name: 'Service' },
      ],
      team: { id: '3' },
    },
    bodies: [
      '1090#AgentInfo#Omar#Khan#true#NOT_ALLOWED#Teams:2#3,Sales|4,Service#3#Omar Khan',
      '{"type":"AgentInfo","firstName":"Omar","lastName":"Khan","supervisor":"true","wrapUpOnIncoming":"NOT_ALLOWED","teams":[{"id":"3","name":"Sales"},{"id":"4","name":"Service"}],"team":"3","agentId":"1090"}',
    ],
  },
  {
    event: {
      type: 'NewInboundCall',
      agentId: '1081',
      dialogId: '16804377',
      fromAddress: '03001234567',
      callVariables: { ani: '03001234567', callVariable1: 'gold', callVariable2: 'x=y' },
    },
    bodies: [
      '1081#NewInboundCall#03001234567#03001234567|callVariable1=gold|callVariable2=x=y#DialogID:16804377',
      '1081#NewInboundCall#03001234567#ani=03001234567|callVariable1=gold|callVariable2=x=y#DialogID:16804377',
      '{"type":"NewInboundCall","dialogID":"16804377","fromAddress":"03001234567","callVariables":{"ani":"03001234567","callVariable1":"gold","callVariable2":"x=y"},"agentId":"1081"}',
      '{"type":"NewInboundCall","dialogId":"16804377","fromAddress":"03001234567","callVariables":[{"name":"ani","value":"03001234567"},{"name":"callVariable1","value":"gold"},{"name":"callVariable2","value":"x=y"}],"agentId":"1081"}',
      '{"type":"NewInboundCall","dialogId":16804377,"fromAddress":"03001234567","callVariables":"03001234567|callVariable1=gold|callVariable2=x=y","agentId":"1081"}',
    ],
  },
  {
    event: {
      type: 'NewInboundCall',
      agentId: '1081',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { ani: '0300', callVariable1: 'gold', callVariable2: 'fast' },
    },
    bodies: ['1081#NewInboundCall#0300#0300,gold,fast#DialogID:5'],
  },
  {
    event: { type: 'NewInboundCall', agentId: '1081', dialogId: '5', fromAddress: '0300' },
    bodies: ['1081#NewInboundCall#0300##DialogID:5'],
  },
  {
    event: {
      type: 'InboundCall',
      agentId: '1081',
      state: 'ACTIVE',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { callVariable1: 'gold' },
      startTime: '2019-09-17 12:46:21',
    },
    bodies: [
      '1081#InboundCall#ACTIVE#DialogID:5#0300#callVariable1=gold#2019-09-17 12:46:21#Ann Lee',
      '{"type":"InboundCall","dialogID":"5","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":"null","fromAddress":"0300","callVariables":{"callVariable1":"gold"},"participants":[],"agentId":"1081"}',
      '{"type":"InboundCall","dialogId":"5","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":null,"fromAddress":"0300","callVariables":[{"callVariable1":"gold"}],"agentId":"1081"}',
    ],
  },
  {
    event: {
      type: 'InboundCall',
      agentId: '1090',
      state: 'ACTIVE',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { callVariable1: 'gold' },
      startTime: '2019-09-17 12:46:21',
      callType: 'SM',
      participants: [
        { extension: '2001', state: 'ACTIVE' },
        { extension: '2090', state: 'ACTIVE', role: 'SUPERVISOR_BARGE_IN' },
      ],
    },
    bodies: [
      '1090#InboundCall#ACTIVE#DialogID:5#0300#callVariable1=gold#2019-09-17 12:46:21#CallType:SM#Omar Khan#Participants:2001,ACTIVE,x|2090,ACTIVE,x,SUPERVISOR_BARGE_IN',
    ],
  },
  {
    event: { type: 'InboundCall', agentId: '1081', state: 'DROP', dialogId: '5' },
    bodies: [
      '1081#InboundCall#DROP#DialogID:5#Ann Lee',
      '1081#InboundCall#DROPPED#DialogID:5#Ann Lee',
      '1081#InboundCall#DROPPED#DialogID:5####Ann Lee',
      '{"type":"InboundCall","dialogId":"5","prevDialogId":"null","state":"DROPPED","agentId":"1081"}',
    ],
  },
  {
    event: { type: 'InboundCall', agentId: '1081', state: 'HELD', dialogId: '5' },
    bodies: ['1081#InboundCall#HELD#DialogID:5#Ann Lee'],
  },
  {
    event: { type: 'InboundCall', agentId: '1081', state: 'ALERTING' },
    bodies: ['1081#InboundCall#ALERTING#Ann Lee'],
  },
  {
    event: { type: 'InboundCall', agentId: '1081', state: 'FAILED', dialogId: '5', cause: 'BUSY' },
    bodies: [
      '1081#InboundCall#FAILED#DialogID:5#BUSY#Ann Lee',
      '1081#InboundCall#FAILED#DialogID:5#BUSY###Ann Lee',
    ],
  },
  {
    event: { type: 'ConsultCall', agentId: '1081', state: 'ALERTING', dialogId: '6' },
    bodies: [
      '1081#ConsultCall#ALERTING#AssDialogID:6',
      '1081#ConsultCall#ALERTING#AssDialogID:6#Ann Lee',
      '{"type":"ConsultCall","state":"ALERTING","assDialogId":"6","agentId":"1081"}',
    ],
  },
  {
    event: { type: 'DialogState', agentId: '1081', state: 'ACTIVE', dialogId: '5' },
    bodies: [
      '1081#DialogState#ACTIVE#5#Ann Lee',
      '1081#DialogState#ACTIVE#5#Ann Lee######',
      '{"type":"DialogState","dialogId":"5","state":"ACTIVE","agentId":"1081"}',
    ],
  },
  {
    event: {
      type: 'DialogState',
      agentId: '1081',
      state: 'HELD',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { a: '1' },
      assDialogId: '6',
      assDialogState: 'ACTIVE',
      assFromAddress: '2001',
      assCallVariables: { b: '2' },
    },
    bodies: ['1081#DialogState#HELD#5#Ann Lee#0300#a=1#6#ACTIVE#2001#b=2'],
  },
  {
    event: {
      type: 'DialogState',
      agentId: '1081',
      dialogType: 'InboundCall',
      state: 'ACTIVE',
      dialogId: '5',
    },
    bodies: ['1081#InboundCall#DialogState#ACTIVE#5#Ann Lee'],
  },
  {
    event: {
      type: 'ReasonCodes',
      agentId: 'jehanzeb4',
      category: 'WrapUp',
      reasonCodes: [
        { code: '1', label: 'Complaint' },
        { code: '2', label: 'Inquiry New' },
        { code: '3', label: 'Conf call' },
      ],
    },
    bodies: [
      '{"type":"ReasonCodes","category":"WrapUp","reasonCodes":[{"1":"Complaint"},{"2":"Inquiry New"},{"3":"Conf call"}],"agentId":"jehanzeb4"}',
      '{"type":"ReasonCodes","category":"WrapUp","reasonCodes":{"1":"Complaint","2":"Inquiry New","3":"Conf call"},"agentId":"jehanzeb4"}',
      'jehanzeb4#ReasonCodes#Category:WrapUp#Codes:1,2,3 #Labels:Complaint,Inquiry New,Conf call#Jehan Zeb',
    ],
  },
  {
    event: { type: 'ReasonCodes', agentId: '1081', category: 'LOGOUT', reasonCodes: [] },
    bodies: [
      '1081#ReasonCodes#Category:LOGOUT#Codes:#Labels:#Ann Lee',
      '{"type":"ReasonCodes","category":"LOGOUT","reasonCodes":[],"agentId":"1081"}',
    ],
  },
  {
    event: { type: 'Error', agentId: '1081', code: 'CF_RESOURCE_BUSY' },
    bodies: ['1081#Error#CF_RESOURCE_BUSY', '{"type":"Error","error":"CF_RESOURCE_BUSY","agentId":"1081"}'],
  },
  {
    event: { type: 'Error', agentId: '1081', code: 'CF_RESOURCE_BUSY', text: 'in use' },
    bodies: ['1081#Error#CF_RESOURCE_BUSY#in use'],
  },
  {
    event: {
      type: 'NewOutboundCall',
      agentId: '1081',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { ani: '0300', BACampaign: 'Spring', BAStatus: 'PREVIEW_OUTBOUND' },
    },
    bodies: [
      '1081#NewOutboundCall#0300#ani=0300|BACampaign=Spring|BAStatus=PREVIEW_OUTBOUND#DialogID:5',
      '{"type":"NewOutboundCall","dialogID":"5","fromAddress":"0300","callVariables":[{"name":"ani","value":"0300"},{"name":"BACampaign","value":"Spring"},{"name":"BAStatus","value":"PREVIEW_OUTBOUND"}],"agentId":"1081"}',
    ],
  },
  {
    event: { type: 'ConsultCall', agentId: '1081', state: 'FAILED', dialogId: '6', cause: 'BUSY' },
    bodies: ['1081#ConsultCall#FAILED#AssDialogID:6#BUSY#Ann Lee'],
  },
  {
    event: { type: 'ConsultCall', agentId: '1081', state: 'DROP', dialogId: '6' },
    bodies: ['1081#ConsultCall#DROPPED#AssDialogID:6#Ann Lee', '1081#ConsultCall#DROP#AssDialogID:6'],
  },
  {
    event: {
      type: 'ConsultCall',
      agentId: '1081',
      state: 'INITIATED',
      dialogId: '6',
      fromAddress: '2001',
      callVariables: { a: '1' },
      startTime: '2019-09-17 12:46:21',
    },
    bodies: [
      '1081#ConsultCall#INITIATED#AssDialogID:6#2001#a=1#2019-09-17 12:46:21#Ann Lee',
      '{"type":"ConsultCall","state":"INITIATED","assDialogId":"6","startTime":"2019-09-17 12:46:21","fromAddress":"2001","toAddress":"","callVariables":{"a":"1"},"participants":[],"agentId":"1081"}',
    ],
  },
  {
    event: {
      type: 'DialogStatus',
      agentId: '1081',
      dialogId: '5',
      state: 'HELD',
      fromAddress: '0300',
      callVariables: { a: '1' },
      assDialogId: '6',
      assDialogState: 'ACTIVE',
      assFromAddress: '2001',
      assCallVariables: { b: '2' },
    },
    bodies: ['1081#DialogStatus#5#HELD#0300#a=1#6#ACTIVE#2001#b=2'],
  },
  {
    event: {
      type: 'DialogStatus',
      agentId: '1081',
      dialogId: '5',
      state: 'HELD',
      assDialogId: '6',
      assDialogState: 'ACTIVE',
    },
    bodies: ['1081#DialogStatus#5#HELD#6#ACTIVE'],
  },
  {
    event: { type: 'Control', agentId: '1090', control: 'PrintStatusBar', message: 'Dropped 2001' },
    bodies: ['1090#Control#PrintStatusBar#Dropped 2001'],
  },
  {
    event: {
      type: 'Control',
      agentId: '1081',
      controls: [
        { control: '1', visible: true },
        { control: '7', visible: false },
      ],
    },
    bodies: ['1081#Control#1,true|7, false', '{"type":"Control","controls":"1,1|7,0","agentId":"1081"}'],
  },
  {
    event: { type: 'TeamInfoIDs', agentId: '1090', teamIds: ['3', '4'] },
    bodies: ['1090#TeamInfoIDs#TeamID#3,4 #Omar Khan'],
  },
  {
    event: { type: 'TeamInfoNames', agentId: '1090', teamNames: ['Sales', 'Inside Sales'] },
    bodies: ['1090#TeamInfoNames#TeamName#Sales,Inside Sales#Omar Khan'],
  },
  {
    event: { type: 'TeamMemberStateChanged', agentId: '1090', teamId: '3', state: 'READY' },
    bodies: ['1090#TeamMemberStateChanged#3#READY'],
  },
  {
    event: { type: 'ConferenceParticipants', agentId: '1090', extensions: ['2001', '2002'] },
    bodies: ['1090#ConferenceParticipants#2001,2002'],
  },
  {
    event: {
      type: 'QueueList',
      agentId: '1090',
      queues: [
        {
          queueName: 'Sales',
          agentsNotReady: '1',
          agentsReady: '2',
          agentsTalkingInbound: '3',
          agentsTalkingInternal: '4',
          agentsTalkingOutbound: '5',
          agentsWrapUpNotReady: '6',
          agentsWrapUpReady: '7',
          callsInQueue: '8',
          startTimeOfLongestCallInQueue: '2019-09-17 12:46:21',
        },
        { queueName: 'Support', callsInQueue: '0' },
      ],
    },
    bodies: [
      '1090#QueueList# QueueName:Sales,AgentsNotReady:1,AgentsReady:2, AgentsTalkingInbound:3,AgentsTalkingInternal:4,AgentsTalkingOutbound:5,AgentsWrapUpNotReady:6, AgentsWrapUpReady:7,CallsInQueue:8, StartTimeOfLongestCallInQueue:2019-09-17 12:46:21# QueueName:Support,CallsInQueue:0,StartTimeOfLongestCallInQueue:',
    ],
  },
  {
    event: {
      type: 'TeamUsersList',
      agentId: '1090',
      users: [
        {
          firstName: 'Ann',
          lastName: 'Lee',
          extension: '2001',
          agentId: '1081',
          state: 'READY',
          stateChangeTime: '2019-09-17 12:46:21',
        },
        { firstName: 'Bob', lastName: 'Ray', agentId: '1082', state: 'LOGOUT' },
      ],
    },
    bodies: [
      '1090#TeamUsersList#FirstName:Ann,LastName:Lee,Extension:2001,1081,READY,,,StateChangeTime:2019-09-17 12:46:21#FirstName:Bob,LastName:Ray,Extension:,1082,LOGOUT',
      '1090#TeamUsersList#FirstName:Ann,LastName:Lee,Extension:2001,LoginId:1081,State:READY,,,x:2019-09-17 12:46:21#FirstName:Bob,LastName:Ray,Extension:,LoginId:1082,State:LOGOUT',
      '{"type":"TeamUsersList","agentId":"1090","users":[{"firstName":"Ann","lastName":"Lee","extension":"2001","loginId":1081,"state":"READY","stateChangeTime":"2019-09-17 12:46:21"},{"FirstName":"Bob","LastName":"Ray","extension":"","agentId":"1082","state":"LOGOUT"}]}',
    ],
  },
  {
    event: { type: 'Agents', users: [{ agentId: '1081', state: 'READY' }] },
    bodies: ['{"type":"Agents","users":[{"loginId":"1081","state":"READY"}]}'],
  },
  {
    event: {
      type: 'Phonebooks',
      phonebooks: [
        { name: 'Main', type: 'GLOBAL', id: '1' },
        { name: 'Sales', type: 'TEAM', id: '2' },
      ],
    },
    bodies: [
      'Phonebooks#name:Main,type:GLOBAL,id:1 #name:Sales,type:TEAM,id:2',
      '{"type":"Phonebooks","phonebooks":[{"name":"Main","type":"GLOBAL","id":"1"},{"name":"Sales","type":"TEAM","id":"2"}]}',
      '{"type":"Phonebooks","object":[{"name":"Main","type":"GLOBAL","id":"1"},{"name":"Sales","type":"TEAM","id":"2"}]}',
    ],
  },
  {
    event: { type: 'Phonebooks', agentId: '1081', phonebooks: [{ name: 'Main', type: 'GLOBAL', id: '1' }] },
    bodies: ['1081#Phonebooks#name:Main,type:GLOBAL,id:1'],
  },
  {
    event: { type: 'TeamPhoneBooks', agentId: '1081', phonebooks: [] },
    bodies: ['1081#TeamPhoneBooks#NoTeamPhoneBookFound'],
  },
  {
    event: { type: 'TeamPhoneBooks', phonebooks: [{ name: 'Sales', type: 'TEAM', id: '2' }] },
    bodies: ['TeamPhoneBooks#name:Sales,type:TEAM,id:2'],
  },
  {
    event: {
      type: 'PhonebookContacts',
      contacts: [
        { description: 'Head', firstName: 'Ann', lastName: 'Lee', phoneNumber: '0300', id: '1' },
        { firstName: 'Bob', phoneNumber: '0301', id: '2' },
      ],
    },
    bodies: [
      'PhonebookContacts#description:Head,firstName:Ann,lastName:Lee,phoneNumber:0300,id:1 #description:,firstName:Bob,lastName:,phoneNumber:0301,id:2',
      '{"type":"Contacts","contacts":[{"description":"Head","firstName":"Ann","lastName":"Lee","phoneNumber":"0300","id":"1"},{"description":"","firstName":"Bob","lastName":"","phoneNumber":"0301","id":"2"}]}',
    ],
  },
  {
    event: { type: 'PhonebookContacts', agentId: '1081', contacts: [] },
    bodies: ['1081#PhonebookContacts#NoContactFound'],
  },
  {
    event: {
      type: 'AgentState',
      agentId: '1081',
      extension: '2001',
      subscriptionTime: '2019-09-17 12:46:21',
    },
    bodies: ['AgentState#1081#hunter2#2001#2019-09-17 12:46:21'],
  },
  {
    event: { type: 'Destination', destination: 'my-client', action: 'RECONNECT' },
    bodies: ['DESTINATION#my-client#RECONNECT'],
  },
];

describe('parseEvent', () => {
  for (const { event, bodies } of readings) {
    for (const body of bodies) {
      it(`reads ${body}`, () => {
        assert.deepEqual(parseEvent(body), event);
      });
    }
  }

  it('keeps what it does not know', () => {
    assert.deepEqual(parseEvent('{"type":"State","agentId":"1","state":"READY","mood":{"today":1}}'), {
      type: 'State',
      agentId: '1',
      state: 'READY',
      mood: { today: 1 },
    });
    assert.deepEqual(parseEvent('1#Error#DOWN#text#more#still more'), {
      type: 'Error',
      agentId: '1',
      code: 'DOWN',
      text: 'text',
      extraFields: ['more', 'still more'],
    });
  });

  for (const [body, reason] of [
    ['', 'the message is empty'],
    ['  \n', 'the message is empty'],
    ['hello', 'the message is no event of GC'],
    ['1081#Dance#fast', 'the message is no event of GC'],
    ['{"type":', 'the message is not valid JSON'],
    ['{}', 'the message has no type'],
    ['{"type":"Dance"}', 'the type of the message is not known'],
    ['{"type":"__proto__"}', 'the type of the message is not known'],
    ['{"type":"State","state":"READY"}', 'State without agentId'],
    ['#State#READY', 'State without agentId'],
    ['1081#State', 'State without state'],
  ] as const) {
    it(`calls ${JSON.stringify(body)} unknown: ${reason}`, () => {
      assert.deepEqual(parseEvent(body), { type: 'Unknown', reason, raw: body });
    });
  }

  it('treats names of object properties as plain data', () => {
    const event = parseEvent(
      '1081#InboundCall#ACTIVE#DialogID:5#0300#__proto__=a|constructor=b|hasOwnProperty=c##Ann Lee',
    );
    assert.ok(event.type === 'InboundCall');
    assert.deepEqual(Object.entries(event.callVariables ?? {}), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['hasOwnProperty', 'c'],
    ]);
    const json = parseEvent('{"type":"State","agentId":"1","state":"READY","__proto__":{"polluted":true}}');
    assert.equal((json as unknown as { polluted?: boolean }).polluted, undefined);
    assert.equal(Object.hasOwn(json, '__proto__'), true);
    assert.equal(parseEvent('1#State#constructor').type, 'State');
    assert.equal(parseEvent('1#InboundCall#__proto__#Ann').type, 'InboundCall');
  });

  it('never throws', () => {
    const seeds = readings.flatMap(({ bodies }) => bodies);
    const mutated = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(8), fc.string())
      .map(([body, at, cut, insert]) => {
        const position = at % (body.length + 1);
        return body.slice(0, position) + insert + body.slice(position + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutated), (body) => {
        assert.equal(typeof parseEvent(body).type, 'string');
      }),
      { numRuns: 5000 },
    );
  });
});

describe('formatOf', () => {
  it('tells JSON from text', () => {
    assert.equal(formatOf(' {"type":"System"}'), 'json');
    assert.equal(formatOf('System#IN_SERVICE'), 'text');
  });
});

describe('formatEvent', () => {
  const fullName = 'Ann Lee';

  for (const [event, json, text, old] of [
    [
      { type: 'System', status: 'IN_SERVICE' },
      '{"type":"System","status":"IN_SERVICE"}',
      'System#IN_SERVICE',
      'System#IN_SERVICE',
    ],
    [
      {
        type: 'State',
        agentId: '1081',
        state: 'NOT_READY',
        reasonCode: '8',
        stateChangeTime: '2019-09-17 12:46:21',
      },
      '{"type":"State","agentId":"1081","state":"NOT_READY","reasonCode":"8","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2019-09-17 12:46:21"}',
      '1081#State#NOT_READY#8#Ann Lee',
      '1081#State#NOT_READY#Ann Lee',
    ],
    [
      { type: 'State', agentId: '1081', state: 'RE_LOGIN' },
      '{"type":"State","agentId":"1081","state":"RE_LOGIN","reasonCode":"","stateChangeTimeString":"","pendingState":"","stateChangeTime":""}',
      '1081#State#RE_LOGIN',
      '1081#State#RE_LOGIN',
    ],
    [
      {
        type: 'NewInboundCall',
        agentId: '1081',
        dialogId: '5',
        fromAddress: '0300',
        callVariables: { ani: '0300', callVariable1: 'gold' },
      },
      '{"type":"NewInboundCall","dialogID":"5","fromAddress":"0300","callVariables":{"ani":"0300","callVariable1":"gold"},"agentId":"1081"}',
      '1081#NewInboundCall#0300#0300|callVariable1=gold#DialogID:5',
      '1081#NewInboundCall#0300#0300,gold#DialogID:5',
    ],
    [
      {
        type: 'InboundCall',
        agentId: '1081',
        state: 'ACTIVE',
        dialogId: '5',
        fromAddress: '0300',
        callVariables: { callVariable1: 'gold' },
        startTime: '2019-09-17 12:46:21',
      },
      '{"type":"InboundCall","dialogID":"5","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":"","fromAddress":"0300","callVariables":{"callVariable1":"gold"},"agentId":"1081"}',
      '1081#InboundCall#ACTIVE#DialogID:5#0300#callVariable1=gold#2019-09-17 12:46:21#Ann Lee',
      '1081#InboundCall#ACTIVE#Ann Lee',
    ],
    [
      { type: 'InboundCall', agentId: '1081', state: 'DROP', dialogId: '5' },
      '{"type":"InboundCall","dialogID":"5","state":"DROP","startTime":"","prevDialogId":"","fromAddress":"","agentId":"1081"}',
      '1081#InboundCall#DROP#DialogID:5####Ann Lee',
      '1081#InboundCall#DROP#DialogID:5#Ann Lee',
    ],
    [
      { type: 'InboundCall', agentId: '1081', state: 'FAILED', dialogId: '5', cause: 'BUSY' },
      '{"type":"InboundCall","dialogID":"5","state":"FAILED","startTime":"","prevDialogId":"","fromAddress":"","agentId":"1081","cause":"BUSY"}',
      '1081#InboundCall#FAILED#DialogID:5#BUSY#Ann Lee',
      '1081#InboundCall#FAILED#DialogID:5#BUSY#Ann Lee',
    ],
    [
      {
        type: 'ReasonCodes',
        agentId: '1081',
        category: 'WrapUp',
        reasonCodes: [
          { code: '1', label: 'Complaint' },
          { code: '2', label: 'Inquiry New' },
        ],
      },
      '{"type":"ReasonCodes","category":"WrapUp","reasonCodes":[{"1":"Complaint"},{"2":"Inquiry New"}],"agentId":"1081"}',
      '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Inquiry New#Ann Lee',
      '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Inquiry New#Ann Lee',
    ],
    [
      { type: 'Error', agentId: '1081', code: 'CF_RESOURCE_BUSY' },
      '{"type":"Error","code":"CF_RESOURCE_BUSY","agentId":"1081"}',
      '1081#Error#CF_RESOURCE_BUSY',
      '1081#Error#CF_RESOURCE_BUSY',
    ],
  ] as const) {
    it(`writes ${event.type} ${'state' in event ? event.state : ''} in every format`, () => {
      assert.equal(formatEvent(event, 'json', { fullName }), json);
      assert.equal(formatEvent(event, 'text', { fullName }), text);
      assert.equal(formatEvent(event, 'text-old', { fullName }), old);
    });
  }
});
