import assert from 'node:assert/strict';
import { parseEvent } from '../../../../lib/protocol';

/** Lines and JSON that a GC that keeps to the specification's words may print, and what each of them says. */
type Readings = Readonly<Record<string, object>>;

const call = { type: 'InboundCall', agentId: '1081' } as const;
const json = (content: object) => JSON.stringify(content);

function readsAll(readings: Readings): void {
  for (const [body, event] of Object.entries(readings)) {
    it(`reads ${body}`, () => {
      assert.deepEqual(parseEvent(body), event);
    });
  }
}

describe('words of states', () => {
  for (const [said, state] of [
    ['Active', 'ACTIVE'],
    ['Held', 'HELD'],
    ['HOLD', 'HELD'],
    ['Hold', 'HELD'],
    ['hold', 'HELD'],
    ['Wrap_up', 'WRAP_UP'],
    ['WrapUp', 'WRAP_UP'],
    ['Dropped', 'DROP'],
    ['DROPPED', 'DROP'],
    ['Deleted', 'DROP'],
    ['Failed', 'FAILED'],
    ['Accepted', 'ACCEPTED'],
    [' Alerting ', 'ALERTING'],
    ['Parked', 'Parked'],
  ] as const) {
    it(`are those of the specification, in every format: ${said}`, () => {
      for (const body of [
        json({ ...call, dialogId: '1', state: said }),
        `1081#InboundCall#${said}#DialogID:1#Anna Becker`,
        `1081#InboundCall#${said}#DialogID:1####Anna Becker`,
      ]) {
        assert.deepEqual(parseEvent(body), { ...call, dialogId: '1', state }, body);
      }
      const consult = { type: 'ConsultCall', agentId: '1081', dialogId: '1', state };
      assert.deepEqual(parseEvent(`1081#ConsultCall#${said}#AssDialogID:1`), consult);
      assert.deepEqual(parseEvent(json({ ...consult, state: said })), consult);
      const asked = { type: 'DialogState', agentId: '1081', dialogId: '1', state };
      assert.deepEqual(parseEvent(`1081#DialogState#${said}#1#Anna Becker`), asked);
      const status = {
        type: 'DialogStatus',
        agentId: '1081',
        dialogId: '1',
        state,
        assDialogId: '2',
        assDialogState: state,
      };
      assert.deepEqual(parseEvent(`1081#DialogStatus#1#${said}#2#${said}`), status);
      assert.deepEqual(
        parseEvent(json({ ...call, state: 'ACTIVE', participants: [{ mediaAddress: 2001, state: said }] })),
        {
          ...call,
          state: 'ACTIVE',
          participants: [{ extension: '2001', state: state === 'DROP' ? 'DROPPED' : state }],
        },
      );
    });
  }

  for (const [said, state] of [
    ['Ready', 'READY'],
    ['Not_Ready', 'NOT_READY'],
    ['Not Ready', 'NOT_READY'],
    ['NotReady', 'NOT_READY'],
    ['Held', 'HOLD'],
    ['Work_Ready', 'WORK_READY'],
    ['logout', 'LOGOUT'],
    ['Re_Login', 'RE_LOGIN'],
    ['Lunch', 'Lunch'],
  ] as const) {
    it(`of agents are those of the specification: ${said}`, () => {
      const event = { type: 'State', agentId: '1081', state };
      assert.deepEqual(parseEvent(`1081#State#${said}#Anna Becker`), event);
      assert.deepEqual(parseEvent(`1081#State#${said}`), event);
      assert.deepEqual(parseEvent(json({ type: 'State', agentId: '1081', State: said })), event);
      const member = { type: 'TeamMemberStateChanged', agentId: '1081', teamId: '3', state };
      assert.deepEqual(parseEvent(`1081#TeamMemberStateChanged#3#${said}`), member);
      assert.deepEqual(parseEvent(json({ ...member, state: said })), member);
      const users = [{ agentId: '1082', state }];
      assert.deepEqual(parseEvent(json({ type: 'Agents', users: [{ loginId: 1082, State: said }] })), {
        type: 'Agents',
        users,
      });
      assert.deepEqual(parseEvent(`1081#TeamUsersList#LoginId:1082,State:${said}`), {
        type: 'TeamUsersList',
        agentId: '1081',
        users,
      });
    });
  }

  readsAll({
    '{"type":"ReasonCodes","category":"WRAP_UP","reasonCodes":[],"agentId":"1"}': {
      type: 'ReasonCodes',
      category: 'WrapUp',
      reasonCodes: [],
      agentId: '1',
    },
    '1#ReasonCodes#Category:Wrap_Up#Codes:1#Labels:End#Ann': {
      type: 'ReasonCodes',
      category: 'WrapUp',
      reasonCodes: [{ code: '1', label: 'End' }],
      agentId: '1',
    },
    '1#ReasonCodes#Category:not ready#Codes:1#Labels:End#Ann': {
      type: 'ReasonCodes',
      category: 'NOT_READY',
      reasonCodes: [{ code: '1', label: 'End' }],
      agentId: '1',
    },
    '{"type":"System","status":"In_Service"}': { type: 'System', status: 'IN_SERVICE' },
  });
});

describe('fields of a line', () => {
  const day = '2024-03-05 09:31:12';
  readsAll({
    [`1081#InboundCall#ACTIVE#0207#callVariable1=a#${day}#Anna Becker`]: {
      ...call,
      state: 'ACTIVE',
      fromAddress: '0207',
      callVariables: { callVariable1: 'a' },
      startTime: day,
    },
    [`1081#InboundCall#ACTIVE#2002#callVariable1=a#${day}#Anna Becker`]: {
      ...call,
      state: 'ACTIVE',
      fromAddress: '2002',
      callVariables: { callVariable1: 'a' },
      startTime: day,
    },
    [`1081#InboundCall#ALERTING#0207###Anna Becker`]: { ...call, state: 'ALERTING', fromAddress: '0207' },
    [`1081#InboundCall#ALERTING#callVariable1=a#Anna Becker`]: {
      ...call,
      state: 'ALERTING',
      callVariables: { callVariable1: 'a' },
    },
    [`1081#InboundCall#ACTIVE#${day}#Anna Becker`]: { ...call, state: 'ACTIVE', startTime: day },
    [`1081#InboundCall#ALERTING#0207`]: { ...call, state: 'ALERTING', fromAddress: '0207' },
    [`1081#InboundCall#ACTIVE#0207#callVariable1=a#${day}#CallType:SM#Anna Becker#Participants:2001,ACTIVE,x|2002,Held,x`]:
      {
        ...call,
        state: 'ACTIVE',
        fromAddress: '0207',
        callVariables: { callVariable1: 'a' },
        startTime: day,
        callType: 'SM',
        participants: [
          { extension: '2001', state: 'ACTIVE' },
          { extension: '2002', state: 'HELD' },
        ],
      },
    [`1081#InboundCall#ACTIVE#0207#callVariable1=a#${day}#Anna Becker#DialogID:7`]: {
      ...call,
      state: 'ACTIVE',
      dialogId: '7',
      fromAddress: '0207',
      callVariables: { callVariable1: 'a' },
      startTime: day,
    },
    '1081#InboundCall#HOLD#DialogID:1#Anna': { ...call, state: 'HELD', dialogId: '1' },
    '1081#InboundCall#HOLD#Anna': { ...call, state: 'HELD' },
    '1081#InboundCall#FAILED#DialogID:1#BUSY': { ...call, state: 'FAILED', dialogId: '1', cause: 'BUSY' },
    '1081#InboundCall#Failed#DialogID:1#BAD_DESTINATION#': {
      ...call,
      state: 'FAILED',
      dialogId: '1',
      cause: 'BAD_DESTINATION',
    },
    '1081#InboundCall#FAILED#BUSY#Anna Becker': { ...call, state: 'FAILED', cause: 'BUSY' },
    '1081#InboundCall#FAILED#DialogID:1#Anna Becker': { ...call, state: 'FAILED', dialogId: '1' },
    '1081#InboundCall#FAILED#DialogID:1#2001#Anna Becker': {
      ...call,
      state: 'FAILED',
      dialogId: '1',
      fromAddress: '2001',
    },
    '1083#DialogStatus#16804377#ACTIVE#02079460123#callVariable1=a': {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '16804377',
      state: 'ACTIVE',
      fromAddress: '02079460123',
      callVariables: { callVariable1: 'a' },
    },
    '1083#DialogStatus#16804377#ACTIVE#02079460123#': {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '16804377',
      state: 'ACTIVE',
      fromAddress: '02079460123',
    },
    '1083#DialogStatus#16804377#ACTIVE': {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '16804377',
      state: 'ACTIVE',
    },
    '1083#DialogStatus#ACTIVE#02079460123#callVariable1=a': {
      type: 'DialogStatus',
      agentId: '1083',
      state: 'ACTIVE',
      fromAddress: '02079460123',
      callVariables: { callVariable1: 'a' },
    },
    '1083#DialogStatus#DialogID:5#HELD#AssDialogID:6#ACTIVE': {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '5',
      state: 'HELD',
      assDialogId: '6',
      assDialogState: 'ACTIVE',
    },
    '1083#DialogStatus#DialogID:5#HELD#0300#a=1#AssDialogID:6#ACTIVE#2001#b=2': {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '5',
      state: 'HELD',
      fromAddress: '0300',
      callVariables: { a: '1' },
      assDialogId: '6',
      assDialogState: 'ACTIVE',
      assFromAddress: '2001',
      assCallVariables: { b: '2' },
    },
    '1083#DialogState#HELD#0300#a=1': {
      type: 'DialogState',
      agentId: '1083',
      state: 'HELD',
      fromAddress: '0300',
      callVariables: { a: '1' },
    },
    '1083#DialogState#HELD#5': { type: 'DialogState', agentId: '1083', state: 'HELD', dialogId: '5' },
    '1083#DialogState#HELD#DialogID:5#Anna Becker#0300#a=1': {
      type: 'DialogState',
      agentId: '1083',
      state: 'HELD',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { a: '1' },
    },
    '1081#State#NOT_READY#8': { type: 'State', agentId: '1081', state: 'NOT_READY', reasonCode: '8' },
    '1081#State#LOGOUT#-1': { type: 'State', agentId: '1081', state: 'LOGOUT', reasonCode: '-1' },
    [`1081#State#NOT_READY#8#${day}#Anna Becker`]: {
      type: 'State',
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '8',
      stateChangeTime: day,
    },
    '1081#State#NOT_READY#8#Anna Becker##': {
      type: 'State',
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '8',
    },
    '1081#NewInboundCall#0300#0300|callVariable1=a': {
      type: 'NewInboundCall',
      agentId: '1081',
      fromAddress: '0300',
      callVariables: { ani: '0300', callVariable1: 'a' },
    },
    '1081#NewInboundCall#0300#DialogID:5': {
      type: 'NewInboundCall',
      agentId: '1081',
      fromAddress: '0300',
      dialogId: '5',
    },
    '1081#NewInboundCall#DialogID:5#0300#0300|callVariable1=a': {
      type: 'NewInboundCall',
      agentId: '1081',
      fromAddress: '0300',
      dialogId: '5',
      callVariables: { ani: '0300', callVariable1: 'a' },
    },
    [`1081#ConsultCall#ACTIVE#2001#a=1#${day}#Anna Becker`]: {
      type: 'ConsultCall',
      agentId: '1081',
      state: 'ACTIVE',
      fromAddress: '2001',
      callVariables: { a: '1' },
      startTime: day,
    },
    '1081#ConsultCall#ACTIVE#Anna Becker': { type: 'ConsultCall', agentId: '1081', state: 'ACTIVE' },
    '1081#ConsultCall#FAILED#AssDialogID:6#BUSY': {
      type: 'ConsultCall',
      agentId: '1081',
      state: 'FAILED',
      dialogId: '6',
      cause: 'BUSY',
    },
  });
});

describe('labels and free text', () => {
  const users = (list: object[]) => ({ type: 'TeamUsersList', agentId: '1', users: list });
  const user = { firstName: 'A', lastName: 'B', extension: '2001', agentId: '1081', state: 'READY' };
  const contacts = (list: object[]) => ({ type: 'PhonebookContacts', agentId: '1', contacts: list });
  readsAll({
    '1#TeamUsersList#FirstName:A,LastName:B,Extension:2001,State:READY,LoginId:1081': users([user]),
    '1#TeamUsersList#LoginId:1081,State:Ready,Extension:2001,LastName:B,FirstName:A': users([user]),
    '1#TeamUsersList#FirstName:A,LastName:B,2001,1081,READY': users([user]),
    '1#TeamUsersList#FirstName:Ann, Maria,LastName:Lee, Jr.,Extension:2001,1081,READY': users([
      { ...user, firstName: 'Ann, Maria', lastName: 'Lee, Jr.' },
    ]),
    '1#TeamUsersList#FirstName:A,LastName:B, Jr.,State:READY': users([
      { firstName: 'A', lastName: 'B, Jr.', state: 'READY' },
    ]),
    '1#TeamUsersList#FirstName:A #2,LastName:B,Extension:2001,1081,READY#FirstName:C,LastName:D,Extension:,1082,LOGOUT':
      users([
        { ...user, firstName: 'A #2' },
        { firstName: 'C', lastName: 'D', agentId: '1082', state: 'LOGOUT' },
      ]),
    '1#PhonebookContacts#description:Reception, ground floor,firstName:Ann,lastName:Lee,phoneNumber:0300,id:1':
      contacts([
        {
          description: 'Reception, ground floor',
          firstName: 'Ann',
          lastName: 'Lee',
          phoneNumber: '0300',
          id: '1',
        },
      ]),
    '1#PhonebookContacts#description:Room #5,firstName:Ann,lastName:Lee,phoneNumber:0300,id:1 #description:,firstName:Bob,phoneNumber:1,id:2':
      contacts([
        { description: 'Room #5', firstName: 'Ann', lastName: 'Lee', phoneNumber: '0300', id: '1' },
        { firstName: 'Bob', phoneNumber: '1', id: '2' },
      ]),
    '1#PhonebookContacts#description:open: 9, closed: 5,id:7,firstName:Ann,lastName:Lee,phoneNumber:0300,id:1':
      contacts([
        {
          description: 'open: 9, closed: 5,id:7',
          firstName: 'Ann',
          lastName: 'Lee',
          phoneNumber: '0300',
          id: '1',
        },
      ]),
    '1#Phonebooks#name:Sales, EMEA,type:GLOBAL,id:1#name:Room #5,type:TEAM,id:2': {
      type: 'Phonebooks',
      agentId: '1',
      phonebooks: [
        { name: 'Sales, EMEA', type: 'GLOBAL', id: '1' },
        { name: 'Room #5', type: 'TEAM', id: '2' },
      ],
    },
    '1#QueueList#QueueName:Sales, EMEA,AgentsNotReady:1,CallsInQueue:2': {
      type: 'QueueList',
      agentId: '1',
      queues: [{ queueName: 'Sales, EMEA', agentsNotReady: '1', callsInQueue: '2' }],
    },
    '1#Control#PrintStatusBar#Call #5 was dropped': {
      type: 'Control',
      agentId: '1',
      control: 'PrintStatusBar',
      message: 'Call #5 was dropped',
    },
    '1#ReasonCodes#Category:NOT_READY#Codes:1,2,3#Labels:Lunch,Meeting, internal,Training#Ann': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: '' },
        { code: '2', label: '' },
        { code: '3', label: '' },
      ],
      labelsUnclear: true,
    },
    '1#ReasonCodes#Category:NOT_READY#Codes:1,2,3#Labels:Lunch,Training#Ann': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: '' },
        { code: '2', label: '' },
        { code: '3', label: '' },
      ],
      labelsUnclear: true,
    },
    // A label in front of which another one is missing, or that comes in another order.
    '1#ReasonCodes#NOT_READY#Codes:1,2#Labels:Lunch,Tea': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: 'Lunch' },
        { code: '2', label: 'Tea' },
      ],
    },
    '1#ReasonCodes#Codes:1,2#Labels:Lunch,Tea#Category:NOT_READY': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: 'Lunch' },
        { code: '2', label: 'Tea' },
      ],
    },
    '1#ReasonCodes#NOT_READY#Codes:1,2#Labels:Lunch, late,Tea#Ann': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      extraFields: ['Ann'],
      reasonCodes: [
        { code: '1', label: '' },
        { code: '2', label: '' },
      ],
      labelsUnclear: true,
    },
    '{"type":"ReasonCodes","agentId":"1","category":"NOT_READY","codes":"1,2","labels":"Lunch,Tea"}': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: 'Lunch' },
        { code: '2', label: 'Tea' },
      ],
    },
    '{"type":"ReasonCodes","agentId":"1","category":"NOT_READY","codes":"1,2","labels":"Lunch"}': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: '' },
        { code: '2', label: '' },
      ],
      labelsUnclear: true,
    },
    // Labels for which such a line has no place.
    '1#InboundCall#HELD#DialogID:5#AssDialogID:4#0301': {
      type: 'InboundCall',
      agentId: '1',
      state: 'HELD',
      dialogId: '5',
      fromAddress: '0301',
      assDialogId: '4',
    },
    '1#NewInboundCall#CallType:PREROUTE#0301#DialogID:5': {
      type: 'NewInboundCall',
      agentId: '1',
      callType: 'PREROUTE',
      fromAddress: '0301',
      dialogId: '5',
    },
    '1#ConsultCall#ACTIVE#DialogID:5#AssDialogID:4': {
      type: 'ConsultCall',
      agentId: '1',
      state: 'ACTIVE',
      dialogId: '4',
      extraFields: ['DialogID:5'],
    },
    '1#ReasonCodes#Category:NOT_READY#Codes:1,2#Labels:Lunch,Room #5#Ann': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: 'Lunch' },
        { code: '2', label: 'Room #5' },
      ],
    },
    '1#AgentInfo#A#B#true#OPTIONAL#Teams:2#3,Sales, EMEA|4,Service#3#A B': {
      type: 'AgentInfo',
      agentId: '1',
      firstName: 'A',
      lastName: 'B',
      supervisor: true,
      wrapUpOnIncoming: 'OPTIONAL',
      teams: [
        { id: '3', name: 'Sales, EMEA' },
        { id: '4', name: 'Service' },
      ],
      team: { id: '3' },
    },
  });
});

describe('variables', () => {
  const offered = (callVariables: object) => ({
    type: 'NewInboundCall',
    agentId: '1',
    dialogId: '5',
    fromAddress: '0300',
    callVariables,
  });
  const told = (callVariables?: object) => ({
    ...call,
    state: 'ACTIVE',
    ...(callVariables && { callVariables }),
  });
  readsAll({
    '1#NewInboundCall#0300#0300,gold,https://x/?id=1#DialogID:5': offered({
      ani: '0300',
      callVariable1: 'gold',
      callVariable2: 'https://x/?id=1',
    }),
    '1#NewInboundCall#0300#0300,https://x/?a=1|b#DialogID:5': offered({
      ani: '0300',
      callVariable1: 'https://x/?a=1|b',
    }),
    '1#NewInboundCall#0300#0300|callVariable1=https://x/?id=1,2|callVariable2=a|b#DialogID:5': offered({
      ani: '0300',
      callVariable1: 'https://x/?id=1,2',
      callVariable2: 'a|b',
    }),
    '1#NewInboundCall#0300#0300|callVariable1=|callVariable2=x#DialogID:5': offered({
      ani: '0300',
      callVariable1: '',
      callVariable2: 'x',
    }),
    '1#NewInboundCall#null#0300|callVariable1=null|callVariable2=x#DialogID:5': {
      type: 'NewInboundCall',
      agentId: '1',
      dialogId: '5',
      callVariables: { ani: '0300', callVariable2: 'x' },
    },
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":{"callVariable1":"","callVariable2":null}}':
      told({
        callVariable1: '',
      }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","fromAddress":"null","prevDialogId":"null","callVariables":"null"}':
      told(),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":["a=b","c=d=e"]}': told({
      a: 'b',
      c: 'd=e',
    }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":[{"key":"a","value":"b"},{"Name":"c","Value":""}]}':
      told({ a: 'b', c: '' }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":{"CallVariable":[{"name":"a","value":1}]}}':
      told({ a: '1' }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":{"CallVariable":{"name":"a","value":"b"}}}':
      told({ a: 'b' }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":[["a","b"]]}': told({ a: 'b' }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":"[{\\"name\\":\\"a\\",\\"value\\":\\"b\\"}]"}':
      told({ a: 'b' }),
    '{"type":"InboundCall","state":"ACTIVE","agentId":"1081","callVariables":["gold",7]}': {
      ...told(),
      unread: { callVariables: ['gold', 7] },
    },
  });
});

describe('JSON in other clothes', () => {
  const told = (participants: object[]) => ({ ...call, state: 'ACTIVE', participants });
  const withParticipants = (participants: unknown) => json({ ...call, state: 'ACTIVE', participants });
  const both = [
    { extension: '2001', state: 'ACTIVE' },
    { extension: '2002', state: 'HELD' },
  ];
  const objects = [
    { mediaAddress: '2001', state: 'ACTIVE' },
    { MediaAddress: 2002, State: 'Held' },
  ];
  const codes = (reasonCodes: unknown) =>
    json({ type: 'ReasonCodes', category: 'WrapUp', reasonCodes, agentId: '1' });
  const coded = (more: object) => ({ type: 'ReasonCodes', category: 'WrapUp', agentId: '1', ...more });
  const info = (more: object) => json({ type: 'AgentInfo', agentId: '1', ...more });
  const agents = (users: unknown) => json({ type: 'Agents', users });
  readsAll({
    [withParticipants({ Participant: objects })]: told(both),
    [withParticipants({ participants: { Participant: objects } })]: told(both),
    [withParticipants(objects.map((participant) => ({ Participant: participant })))]: told(both),
    [withParticipants(objects[0])]: told(both.slice(0, 1)),
    [withParticipants({ Participant: objects[0] })]: told(both.slice(0, 1)),
    [withParticipants('2001,ACTIVE,x|2002,Held,x')]: told(both),
    [withParticipants(JSON.stringify(objects))]: told(both),
    [withParticipants(['2001,ACTIVE', '2002,HELD'])]: told(both),
    [withParticipants([2001, '2002'])]: told([{ extension: '2001' }, { extension: '2002' }]),
    [withParticipants({ 2001: 'Active', 2002: { state: 'HELD' } })]: told(both),
    [withParticipants([{ mediaAddress: '2001', state: 'ACTIVE', actions: { action: ['HOLD'] } }])]: told([
      { extension: '2001', state: 'ACTIVE', actions: { action: ['HOLD'] } },
    ]),
    [withParticipants([{ mediaAddress: '2001' }, ['?']])]: {
      ...told([{ extension: '2001' }]),
      unread: { participants: [{ mediaAddress: '2001' }, ['?']] },
    },
    [codes([{ id: 1, label: 'End', forAll: true }])]: coded({
      reasonCodes: [{ code: '1', label: 'End', forAll: true }],
    }),
    [codes([{ code: '10', id: 16, Label: 'Break' }])]: coded({
      reasonCodes: [{ code: '10', label: 'Break', id: 16 }],
    }),
    [codes({ ReasonCode: [{ code: 1, label: 'End' }] })]: coded({
      reasonCodes: [{ code: '1', label: 'End' }],
    }),
    [codes(['1:End', '2=Other'])]: coded({
      reasonCodes: [
        { code: '1', label: 'End' },
        { code: '2', label: 'Other' },
      ],
    }),
    [codes(['x'])]: coded({ unread: { reasonCodes: ['x'] } }),
    [info({ teams: { Team: [{ id: 3, name: 'Sales' }] }, team: 'Sales' })]: {
      type: 'AgentInfo',
      agentId: '1',
      teams: [{ id: '3', name: 'Sales' }],
      team: { name: 'Sales' },
    },
    [info({ teams: [3, '4,Service', 'Sales'], team: 3 })]: {
      type: 'AgentInfo',
      agentId: '1',
      teams: [{ id: '3' }, { id: '4', name: 'Service' }, { name: 'Sales' }],
      team: { id: '3' },
    },
    [info({ teams: { 3: 'Sales' }, team: { Team: { teamId: 3, teamName: 'Sales' } } })]: {
      type: 'AgentInfo',
      agentId: '1',
      teams: [{ id: '3', name: 'Sales' }],
      team: { id: '3', name: 'Sales' },
    },
    [agents(['1081', 1082])]: { type: 'Agents', users: [{ agentId: '1081' }, { agentId: '1082' }] },
    [agents({ User: [{ agentID: 1081, Extension: 2001, State: 'Ready', first_name: 'A' }] })]: {
      type: 'Agents',
      users: [{ agentId: '1081', extension: '2001', state: 'READY', firstName: 'A' }],
    },
    [agents({ 1081: 'READY', 1082: { state: 'LOGOUT' } })]: {
      type: 'Agents',
      users: [
        { agentId: '1081', state: 'READY' },
        { agentId: '1082', state: 'LOGOUT' },
      ],
    },
    [agents([true, { loginId: '1' }])]: {
      type: 'Agents',
      users: [{ agentId: '1' }],
      unread: { users: [true, { loginId: '1' }] },
    },
    '{"type":"TeamInfoIDs","teamIds":[1,2],"agentId":1}': {
      type: 'TeamInfoIDs',
      teamIds: ['1', '2'],
      agentId: '1',
    },
    '{"type":"ConferenceParticipants","extensions":{"extension":[2001,"2002"]},"agentId":"1"}': {
      type: 'ConferenceParticipants',
      extensions: ['2001', '2002'],
      agentId: '1',
    },
    '{"type":"Phonebooks","phonebooks":{"PhoneBook":[{"Name":"Main","Type":"GLOBAL","Id":1}]}}': {
      type: 'Phonebooks',
      phonebooks: [{ name: 'Main', type: 'GLOBAL', id: '1' }],
    },
  });
});

describe('a failed call in JSON', () => {
  readsAll({
    '{"type":"InboundCall","dialogID":"1","state":"FAILED","fromAddress":"2001","agentId":"1081"}': {
      ...call,
      dialogId: '1',
      state: 'FAILED',
      fromAddress: '2001',
    },
    '{"type":"InboundCall","dialogID":"1","state":"FAILED","fromAddress":"2001","cause":"BUSY","agentId":"1081"}':
      {
        ...call,
        dialogId: '1',
        state: 'FAILED',
        fromAddress: '2001',
        cause: 'BUSY',
      },
    '{"type":"ConsultCall","assDialogId":"1","state":"FAILED","fromAddress":"2001","agentId":"1081"}': {
      type: 'ConsultCall',
      agentId: '1081',
      dialogId: '1',
      state: 'FAILED',
      fromAddress: '2001',
    },
  });
});

describe('an error', () => {
  const error = { type: 'Error', agentId: '1', code: 'CF_RESOURCE_BUSY' };
  readsAll({
    'Error#DOWN': { type: 'Error', code: 'DOWN' },
    '#Error#DOWN': { type: 'Error', code: 'DOWN' },
    '{"type":"Error","error":"DOWN"}': { type: 'Error', code: 'DOWN' },
    '{"type":"Error","message":"CF_RESOURCE_BUSY","agentId":"1"}': error,
    '{"type":"Error","errorMessage":"CF_RESOURCE_BUSY","agentId":"1"}': error,
    '{"type":"Error","Error_Message":"cf_resource_busy","agentId":"1"}': error,
    '{"type":"Error","errorCode":34,"errorMessage":"CF_RESOURCE_BUSY","agentId":"1"}': {
      ...error,
      text: '34',
    },
    '{"type":"Error","message":"Failed: CF_RESOURCE_BUSY (in use)","agentId":"1"}': {
      ...error,
      text: 'Failed: CF_RESOURCE_BUSY (in use)',
    },
    '{"type":"Error","message":"Something else","agentId":"1"}': { ...error, code: 'Something else' },
    '{"type":"Error","code":"CF_NEW_ONE","message":"New","agentId":"1"}': {
      ...error,
      code: 'CF_NEW_ONE',
      text: 'New',
    },
    '1#Error#CF_RESOURCE_BUSY#line #2 is in use': { ...error, text: 'line #2 is in use' },
  });
});

describe('lists without a type', () => {
  const phonebooks = [{ name: 'Main', type: 'GLOBAL', id: '1' }];
  const contacts = [{ firstName: 'Ann', phoneNumber: '0300', id: '1' }];
  readsAll({
    '[{"name":"Main","type":"GLOBAL","id":"1"}]': { type: 'Phonebooks', phonebooks },
    '{"name":"Main","type":"GLOBAL","id":1}': { type: 'Phonebooks', phonebooks },
    '{"type":"object","phonebooks":[{"name":"Main","type":"GLOBAL","id":"1"}]}': {
      type: 'Phonebooks',
      phonebooks,
    },
    '{"type":"object","phonebooks":[]}': { type: 'Phonebooks', phonebooks: [] },
    '{"type":"object","object":[{"name":"Main","type":"GLOBAL","id":"1"}],"agentId":"1081"}': {
      type: 'Phonebooks',
      phonebooks,
      agentId: '1081',
    },
    '{"object":[{"name":"Main","type":"TEAM","id":"1"}]}': {
      type: 'Phonebooks',
      phonebooks: [{ name: 'Main', type: 'TEAM', id: '1' }],
    },
    '{"type":[{"name":"Main","type":"GLOBAL","id":"1"}]}': { type: 'Phonebooks', phonebooks },
    '[{"description":"","firstName":"Ann","phoneNumber":"0300","id":"1"}]': {
      type: 'PhonebookContacts',
      contacts,
    },
    '{"type":"object","contacts":[{"firstName":"Ann","phoneNumber":"0300","id":1}]}': {
      type: 'PhonebookContacts',
      contacts,
    },
    '{"type":"object","contacts":[]}': { type: 'PhonebookContacts', contacts: [] },
    '[{"loginId":"1081","state":"Ready"}]': { type: 'Agents', users: [{ agentId: '1081', state: 'READY' }] },
    '{"type":"object","users":["1081"]}': { type: 'Agents', users: [{ agentId: '1081' }] },
    '[{"queueName":"Sales","callsInQueue":2}]': {
      type: 'QueueList',
      queues: [{ queueName: 'Sales', callsInQueue: '2' }],
    },
    '[]': { type: 'Unknown', reason: 'the message has no type', raw: '[]' },
  });
});

describe('blanks', () => {
  readsAll({
    'System# IN_SERVICE': { type: 'System', status: 'IN_SERVICE' },
    ' System # OUT_OF_SERVICE ': { type: 'System', status: 'OUT_OF_SERVICE' },
    ' 1081 # State # NOT_READY # 8 # Anna Becker ': {
      type: 'State',
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '8',
    },
    '1081 # InboundCall # ACTIVE # DialogID: 5 # 0300 # a=1 # 2024-03-05 09:31:12 # Anna Becker': {
      ...call,
      state: 'ACTIVE',
      dialogId: '5',
      fromAddress: '0300',
      callVariables: { a: '1' },
      startTime: '2024-03-05 09:31:12',
    },
    '1081 # InboundCall # DialogState # Active # 5 # Anna Becker': {
      type: 'DialogState',
      agentId: '1081',
      dialogType: 'InboundCall',
      state: 'ACTIVE',
      dialogId: '5',
    },
    '1 # AgentInfo # A # B # true # REQUIRED_WITH_ WRAP_UP_DATA # A B': {
      type: 'AgentInfo',
      agentId: '1',
      firstName: 'A',
      lastName: 'B',
      supervisor: true,
      wrapUpOnIncoming: 'REQUIRED_WITH_WRAP_UP_DATA',
    },
    '{"type":"AgentInfo","agentId":" 1 ","wrapUpOnIncoming":"REQUIRED_WITH_ WRAP_UP_DATA"}': {
      type: 'AgentInfo',
      agentId: '1',
      wrapUpOnIncoming: 'REQUIRED_WITH_WRAP_UP_DATA',
    },
    'DESTINATION # my-client # RECONNECT': {
      type: 'Destination',
      destination: 'my-client',
      action: 'RECONNECT',
    },
    '1090 # QueueList # QueueName: Sales , AgentsReady: 1': {
      type: 'QueueList',
      agentId: '1090',
      queues: [{ queueName: 'Sales', agentsReady: '1' }],
    },
    '1 # ReasonCodes # Category: WrapUp # Codes: 1, 2 # Labels: End , Other # Ann': {
      type: 'ReasonCodes',
      agentId: '1',
      category: 'WrapUp',
      reasonCodes: [
        { code: '1', label: 'End' },
        { code: '2', label: 'Other' },
      ],
    },
  });
});

describe('the JMS type of a message', () => {
  const status = '1081#DialogStatus#5#ACTIVE';
  const told = { type: 'DialogStatus', agentId: '1081', dialogId: '5', state: 'ACTIVE' };

  it('names the type of the call', () => {
    assert.deepEqual(parseEvent(status, { jmsType: ' ConsultCall ' }), { ...told, callType: 'ConsultCall' });
    const active = '1081#InboundCall#ACTIVE#DialogID:5#Anna';
    assert.deepEqual(parseEvent(active, { jmsType: 'SM' }), {
      ...call,
      state: 'ACTIVE',
      dialogId: '5',
      callType: 'SM',
    });
  });

  it('says nothing where it is none, or the event names the type itself', () => {
    for (const jmsType of [undefined, '', 'Nil', 'null', 'DialogStatus', 'GetState#1081', 'x'.repeat(1000)]) {
      assert.deepEqual(parseEvent(status, { jmsType }), told);
    }
    const named = parseEvent(json({ ...call, state: 'ACTIVE', callType: 'OUT' }), { jmsType: 'SM' });
    assert.deepEqual(named, { ...call, state: 'ACTIVE', callType: 'OUT' });
    assert.deepEqual(parseEvent('System#IN_SERVICE', { jmsType: 'SM' }), {
      type: 'System',
      status: 'IN_SERVICE',
    });
  });
});
