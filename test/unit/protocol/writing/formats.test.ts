import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  eventExamples,
  events,
  formatEvent,
  parseEvent,
  type EventType,
  type GcEvent,
} from '../../../../lib/protocol';
import { kindOf } from '../../../../lib/protocol/reading/lines/field-kinds';
import { words } from '../../../support/words';

/** Texts that are no number, time or other thing that a field is recognised by. */
const texts = words.filter((text) => kindOf(text) === 'text');

/** One event in the formats of GC, and which of its attributes a format does not carry. */
interface Forms {
  readonly json: string;
  readonly text: string;
  readonly textLeavesOut?: readonly string[];
  /** The old text format, where it is another than the new one; it never carries more. */
  readonly old?: string;
  readonly oldLeavesOut?: readonly string[];
}

/** The examples of each event, written by hand. */
const forms: { readonly [T in EventType]: readonly Forms[] } = {
  System: [
    { json: '{"type":"System","status":"IN_SERVICE"}', text: 'System#IN_SERVICE' },
    { json: '{"type":"System","status":"OUT_OF_SERVICE"}', text: 'System#OUT_OF_SERVICE' },
  ],
  Destination: [
    {
      json: '{"type":"Destination","destination":"my-client","action":"RECONNECT"}',
      text: 'DESTINATION#my-client#RECONNECT',
    },
  ],
  AgentInfo: [
    {
      json: '{"type":"AgentInfo","firstName":"Anna","lastName":"Becker","supervisor":"false","wrapUpOnIncoming":"OPTIONAL","teams":[],"team":{"id":"1","name":"Sales"},"agentId":"1081"}',
      text: '1081#AgentInfo#Anna#Becker#false#OPTIONAL#Anna Becker',
      textLeavesOut: ['team'],
    },
    {
      json: '{"type":"AgentInfo","firstName":"Ελένη","lastName":"Παπαδάκη","supervisor":"true","wrapUpOnIncoming":"NOT_ALLOWED","teams":[{"id":"1","name":"Sales"},{"id":"2","name":"Support"}],"team":{"id":"2","name":"Support"},"agentId":"1086"}',
      text: '1086#AgentInfo#Ελένη#Παπαδάκη#true#NOT_ALLOWED#Ελένη Παπαδάκη',
      // Text has them in TeamInfoIDs and TeamInfoNames.
      textLeavesOut: ['teams', 'team'],
    },
  ],
  // Text has no time, the old format no reason either.
  State: [
    {
      json: '{"type":"State","agentId":"1082","state":"NOT_READY","reasonCode":"2","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2024-03-05 09:30:00"}',
      text: '1082#State#NOT_READY#2#Дмитрий Орлов',
      textLeavesOut: ['stateChangeTime'],
      old: '1082#State#NOT_READY#Дмитрий Орлов',
      oldLeavesOut: ['stateChangeTime', 'reasonCode'],
    },
    {
      json: '{"type":"State","agentId":"1083","State":"TALKING","reasonCode":"","stateChangeTimeString":"","pendingState":"NOT_READY","stateChangeTime":"2024-03-05 09:31:12"}',
      text: '1083#State#TALKING##عائشہ خان',
      textLeavesOut: ['pendingState', 'stateChangeTime'],
      old: '1083#State#TALKING#عائشہ خان',
      oldLeavesOut: ['pendingState', 'stateChangeTime'],
    },
    // What a supervisor is told about a member of the team.
    {
      json: '{"type":"State","agentId":"1082","state":"READY","reasonCode":"","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2024-03-05 09:32:40","supervisorId":"1086","agentName":"Дмитрий Орлов","extension":"2002"}',
      text: '1086#State#READY####2024-03-05 09:32:40#Дмитрий Орлов#1082#2002',
    },
  ],
  // The old format has the values of the variables in order, without names: only callVariable1 … come back.
  NewInboundCall: [
    {
      json: '{"type":"NewInboundCall","dialogID":"16804377","fromAddress":"02079460123","callVariables":{"ani":"02079460123","callVariable1":"золото","callVariable2":"4711"},"agentId":"1083"}',
      text: '1083#NewInboundCall#02079460123#02079460123|callVariable1=золото|callVariable2=4711#DialogID:16804377',
      old: '1083#NewInboundCall#02079460123#02079460123,золото,4711#DialogID:16804377',
    },
  ],
  NewOutboundCall: [
    {
      json: '{"type":"NewOutboundCall","dialogID":"16804378","fromAddress":"02079460124","callVariables":{"ani":"02079460124","BACampaign":"Frühling","BAStatus":"PREVIEW_OUTBOUND","BACustomerNumber":"42"},"agentId":"1084"}',
      text: '1084#NewOutboundCall#02079460124#ani=02079460124|BACampaign=Frühling|BAStatus=PREVIEW_OUTBOUND|BACustomerNumber=42#DialogID:16804378',
    },
  ],
  // The old format has the dialog only when a call is on hold, wrapped up or over, and nothing of the call itself.
  InboundCall: [
    {
      json: '{"type":"InboundCall","dialogID":"16804377","state":"ACTIVE","startTime":"2024-03-05 09:31:12","prevDialogId":"","fromAddress":"02079460123","callVariables":{"callVariable1":"золото","callVariable2":"4711"},"participants":[{"mediaAddress":"2003","state":"ACTIVE"},{"mediaAddress":"02079460123","state":"ACTIVE"}],"agentId":"1083"}',
      text: '1083#InboundCall#ACTIVE#DialogID:16804377#02079460123#callVariable1=золото|callVariable2=4711#2024-03-05 09:31:12#عائشہ خان',
      textLeavesOut: ['participants'],
      old: '1083#InboundCall#ACTIVE#عائشہ خان',
      oldLeavesOut: ['dialogId', 'startTime', 'fromAddress', 'callVariables', 'participants'],
    },
    {
      json: '{"type":"InboundCall","dialogId":"16804379","state":"FAILED","startTime":"","prevDialogId":"null","fromAddress":"","participants":[],"agentId":"1081","cause":"BUSY"}',
      text: '1081#InboundCall#FAILED#DialogID:16804379#BUSY#Anna Becker',
    },
    {
      json: '{"type":"InboundCall","dialogId":"16804377","prevDialogId":"null","state":"DROP","agentId":"1083"}',
      text: '1083#InboundCall#DROP#DialogID:16804377####عائشہ خان',
      old: '1083#InboundCall#DROP#DialogID:16804377#عائشہ خان',
    },
  ],
  ConsultCall: [
    {
      json: '{"type":"ConsultCall","state":"INITIATED","assDialogId":"16804380","startTime":"2024-03-05 09:33:40","fromAddress":"2003","toAddress":"2005","callVariables":{"callVariable1":"золото"},"participants":[{"mediaAddress":"2003","state":"INITIATED"},{"mediaAddress":"2005","state":"ALERTING"}],"agentId":"1083"}',
      text: '1083#ConsultCall#INITIATED#AssDialogID:16804380#2003#callVariable1=золото#2024-03-05 09:33:40#عائشہ خان',
      textLeavesOut: ['toAddress', 'participants'],
      old: '1083#ConsultCall#INITIATED#AssDialogID:16804380',
      oldLeavesOut: ['startTime', 'fromAddress', 'toAddress', 'callVariables', 'participants'],
    },
    {
      json: '{"type":"ConsultCall","state":"FAILED","assDialogId":"16804381","agentId":"1083","cause":"BAD_DESTINATION"}',
      text: '1083#ConsultCall#FAILED#AssDialogID:16804381#BAD_DESTINATION#عائشہ خان',
    },
  ],
  DialogState: [
    {
      json: '{"type":"DialogState","dialogId":"16804377","state":"HELD","agentId":"1083"}',
      text: '1083#DialogState#HELD#16804377#عائشہ خان######',
    },
    {
      json: '{"type":"DialogState","dialogId":"16804377","state":"ACTIVE","agentId":"1083","dialogType":"InboundCall"}',
      text: '1083#InboundCall#DialogState#ACTIVE#16804377#عائشہ خان',
    },
  ],
  DialogStatus: [
    {
      json: '{"type":"DialogStatus","dialogId":"16804377","state":"HELD","fromAddress":"02079460123","callVariables":{"callVariable1":"золото"},"assDialogId":"16804380","assDialogState":"ACTIVE","assFromAddress":"2003","assCallVariables":{"callVariable1":"золото"},"agentId":"1083"}',
      text: '1083#DialogStatus#16804377#HELD#02079460123#callVariable1=золото#16804380#ACTIVE#2003#callVariable1=золото',
    },
  ],
  ReasonCodes: [
    {
      json: '{"type":"ReasonCodes","category":"NOT_READY","reasonCodes":[{"1":"Kaffeepause"},{"2":"दोपहर का भोजन"},{"3":"会議"}],"agentId":"1085"}',
      text: '1085#ReasonCodes#Category:NOT_READY#Codes:1,2,3 #Labels:Kaffeepause,दोपहर का भोजन,会議#美咲 佐藤',
    },
  ],
  Error: [
    {
      json: '{"type":"Error","error":"CF_RESOURCE_BUSY","agentId":"1085"}',
      text: '1085#Error#CF_RESOURCE_BUSY',
    },
  ],
  Control: [
    {
      json: '{"type":"Control","control":"PrintStatusBar","message":"Participant 2003 was dropped","agentId":"1086"}',
      text: '1086#Control#PrintStatusBar#Participant 2003 was dropped',
    },
    {
      json: '{"type":"Control","controls":[{"control":"1","visible":"true"},{"control":"7","visible":"false"}],"agentId":"1081"}',
      text: '1081#Control#1,true|7, false',
    },
  ],
  Agents: [
    {
      json: '{"type":"Agents","users":[{"firstName":"Дмитрий","lastName":"Орлов","extension":"2002","loginId":"1082","state":"READY","stateChangeTime":"2024-03-05 09:30:00"},{"firstName":"美咲","lastName":"佐藤","extension":2005,"loginId":1085,"state":"NOT_READY","stateChangeTime":""}],"agentId":"1081"}',
      text: '1081#Agents#FirstName:Дмитрий,LastName:Орлов,Extension:2002,1082,READY,,,StateChangeTime:2024-03-05 09:30:00#FirstName:美咲,LastName:佐藤,Extension:2005,1085,NOT_READY,,,StateChangeTime:',
    },
  ],
  TeamUsersList: [
    {
      json: '{"type":"TeamUsersList","users":[{"firstName":"Anna","lastName":"Becker","extension":"2001","loginId":"1081","state":"TALKING","stateChangeTime":"2024-03-05 09:28:54"},{"firstName":"عائشہ","lastName":"خان","extension":"","loginId":"1083","state":"LOGOUT"}],"agentId":"1086"}',
      text: '1086#TeamUsersList#FirstName:Anna,LastName:Becker,Extension:2001,1081,TALKING,,,StateChangeTime:2024-03-05 09:28:54#FirstName:عائشہ,LastName:خان,Extension:,1083,LOGOUT',
    },
  ],
  TeamMemberStateChanged: [
    {
      json: '{"type":"TeamMemberStateChanged","teamId":"1","state":"READY","agentId":"1086"}',
      text: '1086#TeamMemberStateChanged#1#READY',
    },
  ],
  TeamInfoIDs: [
    {
      json: '{"type":"TeamInfoIDs","teamIds":["1","2"],"agentId":"1086"}',
      text: '1086#TeamInfoIDs#TeamID#1,2 #Ελένη Παπαδάκη',
    },
  ],
  TeamInfoNames: [
    {
      json: '{"type":"TeamInfoNames","teamNames":["Sales","Υποστήριξη"],"agentId":"1086"}',
      text: '1086#TeamInfoNames#TeamName#Sales,Υποστήριξη #Ελένη Παπαδάκη',
    },
  ],
  QueueList: [
    {
      json: '{"type":"QueueList","queues":[{"queueName":"Verkauf","agentsNotReady":"1","agentsReady":"2","agentsTalkingInbound":"3","agentsTalkingInternal":"0","agentsTalkingOutbound":"1","agentsWrapUpNotReady":"0","agentsWrapUpReady":"1","callsInQueue":"4","startTimeOfLongestCallInQueue":"2024-03-05 09:29:30"},{"queueName":"サポート","agentsReady":"5","callsInQueue":"0","startTimeOfLongestCallInQueue":""}],"agentId":"1086"}',
      text: '1086#QueueList# QueueName:Verkauf,AgentsNotReady:1,AgentsReady:2, AgentsTalkingInbound:3,AgentsTalkingInternal:0, AgentsTalkingOutbound:1,AgentsWrapUpNotReady:0, AgentsWrapUpReady:1,CallsInQueue:4, StartTimeOfLongestCallInQueue:2024-03-05 09:29:30# QueueName:サポート,AgentsReady:5,CallsInQueue:0, StartTimeOfLongestCallInQueue:',
    },
  ],
  ConferenceParticipants: [
    {
      json: '{"type":"ConferenceParticipants","extensions":["2001","2003","02079460123"],"agentId":"1086"}',
      text: '1086#ConferenceParticipants#2001,2003,02079460123',
    },
  ],
  Phonebooks: [
    {
      json: '{"type":"Phonebooks","phonebooks":[{"name":"Company","type":"GLOBAL","id":"1"},{"name":"बिक्री","type":"TEAM","id":"7"}],"agentId":"1081"}',
      text: '1081#Phonebooks#name:Company,type:GLOBAL,id:1 #name:बिक्री,type:TEAM,id:7',
    },
  ],
  TeamPhoneBooks: [
    {
      json: '{"type":"TeamPhoneBooks","phonebooks":[{"name":"बिक्री","type":"TEAM","id":"7"}],"agentId":"1086"}',
      text: '1086#TeamPhoneBooks#name:बिक्री,type:TEAM,id:7',
    },
    {
      json: '{"type":"TeamPhoneBooks","phonebooks":[],"agentId":"1086"}',
      text: '1086#TeamPhoneBooks#NoTeamPhoneBookFound',
    },
  ],
  PhonebookContacts: [
    {
      json: '{"type":"PhonebookContacts","contacts":[{"description":"Reception","firstName":"Zoë","lastName":"Núñez","phoneNumber":"02079460125","id":"11"},{"description":"","firstName":"פקס","lastName":"","phoneNumber":"02079460126","id":"12"}],"agentId":"1081"}',
      text: '1081#PhonebookContacts#description:Reception,firstName:Zoë,lastName:Núñez,phoneNumber:02079460125,id:11 #description:,firstName:פקס,lastName:,phoneNumber:02079460126,id:12',
    },
    {
      json: '{"type":"PhonebookContacts","contacts":[],"agentId":"1081"}',
      text: '1081#PhonebookContacts#NoContactFound',
    },
  ],
  AgentState: [
    {
      json: '{"type":"AgentState","agentId":"1082","extension":"2002","subscriptionTime":"2024-03-05 08:59:03"}',
      text: 'AgentState#1082#secret#2002#2024-03-05 08:59:03',
    },
  ],
};

type KnownEvent = Exclude<GcEvent, { type: 'Unknown' }>;

const examples = (Object.keys(events) as EventType[]).flatMap((type) =>
  eventExamples[type].map((event: KnownEvent, index) => {
    const form = forms[type][index] ?? assert.fail(`${type} has an example without its forms`);
    return { event, old: form.text, oldLeavesOut: form.textLeavesOut, ...form };
  }),
);

function without(event: KnownEvent, names: readonly string[] = []): object {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));
}

describe('the formats of GC', () => {
  it('are written down for every example', () => {
    for (const type of Object.keys(events) as EventType[]) {
      assert.equal(forms[type].length, eventExamples[type].length, type);
    }
  });

  for (const { event, json, text, old, textLeavesOut, oldLeavesOut } of examples) {
    it(`are one ${event.type} for us: ${text}`, () => {
      assert.deepEqual(parseEvent(json), event);
      assert.deepEqual(parseEvent(text), without(event, textLeavesOut));
      assert.deepEqual(parseEvent(old), without(event, oldLeavesOut));
    });
  }
});

describe('the state of a team member', () => {
  const [, , event] = eventExamples.State;

  it('goes out under the id of the supervisor, and names the member behind', () => {
    assert.ok(event);
    const text = '1086#State#READY####2024-03-05 09:32:40#Дмитрий Орлов#1082#2002';
    assert.equal(formatEvent(event, 'text'), text);
    assert.equal(formatEvent(event, 'text-old'), text, 'the short form would be the state of the supervisor');
    assert.equal(
      formatEvent({ ...event, state: 'NOT_READY', reasonCode: '2', pendingState: 'READY' }, 'text'),
      '1086#State#NOT_READY#2##READY#2024-03-05 09:32:40#Дмитрий Орлов#1082#2002',
    );
    assert.equal(
      formatEvent(event, 'json'),
      '{"type":"State","agentId":"1082","state":"READY","reasonCode":"","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2024-03-05 09:32:40","supervisorId":"1086","agentName":"Дмитрий Орлов","extension":"2002"}',
    );
  });
});

/** On these depends which fields a text has. */
const steering = ['type', 'state', 'control'];

/** The same event with other values. */
function varied(event: KnownEvent): fc.Arbitrary<KnownEvent> {
  const events = record(event, (name, value) =>
    steering.includes(name) ? fc.constant(value) : other(value),
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<KnownEvent>;
  // Nobody is told about oneself as about a member of the team.
  return events.filter((given) => !('supervisorId' in given) || given.supervisorId !== given.agentId);
}

function other(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'boolean') {
    return fc.boolean();
  }
  if (Array.isArray(value)) {
    return fc.tuple(...value.map(other));
  }
  return typeof value === 'object' && value !== null ? record(value, (_, part) => other(part)) : texts;
}

function record(
  model: object,
  arbitrary: (name: string, value: unknown) => fc.Arbitrary<unknown>,
): fc.Arbitrary<object> {
  const properties = Object.entries(model).map(([name, value]) => [name, arbitrary(name, value)] as const);
  return fc.record(Object.fromEntries(properties), { noNullPrototype: true });
}

describe('formatEvent and parseEvent', () => {
  for (const { event, text, textLeavesOut, oldLeavesOut } of examples) {
    it(`carry any values of ${event.type} there and back: ${text}`, () => {
      fc.assert(
        fc.property(varied(event), texts, (given, fullName) => {
          const carry = (format: 'json' | 'text' | 'text-old') =>
            parseEvent(formatEvent(given, format, { fullName }));
          assert.deepEqual(carry('json'), given);
          assert.deepEqual(carry('text'), without(given, textLeavesOut));
          assert.deepEqual(carry('text-old'), without(given, oldLeavesOut));
        }),
        { numRuns: 50 },
      );
    });
  }
});
