import type { EventOf, EventType } from './events';

/** Realistic events of every type, for documentation and for tests of what handles events. */
export const eventExamples: { readonly [T in EventType]: readonly [EventOf<T>, ...EventOf<T>[]] } = {
  System: [
    { type: 'System', status: 'IN_SERVICE' },
    { type: 'System', status: 'OUT_OF_SERVICE' },
  ],
  Destination: [{ type: 'Destination', destination: 'my-client', action: 'RECONNECT' }],
  AgentInfo: [
    {
      type: 'AgentInfo',
      firstName: 'Anna',
      lastName: 'Becker',
      supervisor: false,
      wrapUpOnIncoming: 'OPTIONAL',
      team: { id: '1', name: 'Sales' },
      agentId: '1081',
    },
    {
      type: 'AgentInfo',
      firstName: 'Ελένη',
      lastName: 'Παπαδάκη',
      supervisor: true,
      wrapUpOnIncoming: 'NOT_ALLOWED',
      teams: [
        { id: '1', name: 'Sales' },
        { id: '2', name: 'Support' },
      ],
      team: { id: '2', name: 'Support' },
      agentId: '1086',
    },
  ],
  State: [
    {
      type: 'State',
      agentId: '1082',
      state: 'NOT_READY',
      reasonCode: '2',
      stateChangeTime: '2024-03-05 09:30:00',
    },
    {
      type: 'State',
      agentId: '1083',
      state: 'TALKING',
      pendingState: 'NOT_READY',
      stateChangeTime: '2024-03-05 09:31:12',
    },
    {
      type: 'State',
      agentId: '1082',
      state: 'READY',
      stateChangeTime: '2024-03-05 09:32:40',
      supervisorId: '1086',
      agentName: 'Дмитрий Орлов',
      extension: '2002',
    },
  ],
  NewInboundCall: [
    {
      type: 'NewInboundCall',
      dialogId: '16804377',
      fromAddress: '02079460123',
      callVariables: { ani: '02079460123', callVariable1: 'золото', callVariable2: '4711' },
      agentId: '1083',
    },
  ],
  NewOutboundCall: [
    {
      type: 'NewOutboundCall',
      dialogId: '16804378',
      fromAddress: '02079460124',
      callVariables: {
        ani: '02079460124',
        BACampaign: 'Frühling',
        BAStatus: 'PREVIEW_OUTBOUND',
        BACustomerNumber: '42',
      },
      agentId: '1084',
    },
  ],
  InboundCall: [
    {
      type: 'InboundCall',
      dialogId: '16804377',
      state: 'ACTIVE',
      startTime: '2024-03-05 09:31:12',
      fromAddress: '02079460123',
      callVariables: { callVariable1: 'золото', callVariable2: '4711' },
      participants: [
        { extension: '2003', state: 'ACTIVE' },
        { extension: '02079460123', state: 'ACTIVE' },
      ],
      agentId: '1083',
    },
    { type: 'InboundCall', dialogId: '16804379', state: 'FAILED', agentId: '1081', cause: 'BUSY' },
    { type: 'InboundCall', dialogId: '16804377', state: 'DROP', agentId: '1083' },
  ],
  ConsultCall: [
    {
      type: 'ConsultCall',
      state: 'INITIATED',
      dialogId: '16804380',
      startTime: '2024-03-05 09:33:40',
      fromAddress: '2003',
      toAddress: '2005',
      callVariables: { callVariable1: 'золото' },
      participants: [
        { extension: '2003', state: 'INITIATED' },
        { extension: '2005', state: 'ALERTING' },
      ],
      agentId: '1083',
    },
    { type: 'ConsultCall', state: 'FAILED', dialogId: '16804381', agentId: '1083', cause: 'BAD_DESTINATION' },
  ],
  DialogState: [
    { type: 'DialogState', dialogId: '16804377', state: 'HELD', agentId: '1083' },
    {
      type: 'DialogState',
      dialogId: '16804377',
      state: 'ACTIVE',
      agentId: '1083',
      dialogType: 'InboundCall',
    },
  ],
  DialogStatus: [
    {
      type: 'DialogStatus',
      dialogId: '16804377',
      state: 'HELD',
      fromAddress: '02079460123',
      callVariables: { callVariable1: 'золото' },
      assDialogId: '16804380',
      assDialogState: 'ACTIVE',
      assFromAddress: '2003',
      assCallVariables: { callVariable1: 'золото' },
      agentId: '1083',
    },
  ],
  ReasonCodes: [
    {
      type: 'ReasonCodes',
      category: 'NOT_READY',
      reasonCodes: [
        { code: '1', label: 'Kaffeepause' },
        { code: '2', label: 'दोपहर का भोजन' },
        { code: '3', label: '会議' },
      ],
      agentId: '1085',
    },
  ],
  Error: [{ type: 'Error', code: 'CF_RESOURCE_BUSY', agentId: '1085' }],
  Control: [
    { type: 'Control', control: 'PrintStatusBar', message: 'Participant 2003 was dropped', agentId: '1086' },
    {
      type: 'Control',
      controls: [
        { control: '1', visible: true },
        { control: '7', visible: false },
      ],
      agentId: '1081',
    },
  ],
  Agents: [
    {
      type: 'Agents',
      users: [
        {
          firstName: 'Дмитрий',
          lastName: 'Орлов',
          extension: '2002',
          agentId: '1082',
          state: 'READY',
          stateChangeTime: '2024-03-05 09:30:00',
        },
        { firstName: '美咲', lastName: '佐藤', extension: '2005', agentId: '1085', state: 'NOT_READY' },
      ],
      agentId: '1081',
    },
  ],
  TeamUsersList: [
    {
      type: 'TeamUsersList',
      users: [
        {
          firstName: 'Anna',
          lastName: 'Becker',
          extension: '2001',
          agentId: '1081',
          state: 'TALKING',
          stateChangeTime: '2024-03-05 09:28:54',
        },
        { firstName: 'عائشہ', lastName: 'خان', agentId: '1083', state: 'LOGOUT' },
      ],
      agentId: '1086',
    },
  ],
  TeamMemberStateChanged: [{ type: 'TeamMemberStateChanged', teamId: '1', state: 'READY', agentId: '1086' }],
  TeamInfoIDs: [{ type: 'TeamInfoIDs', teamIds: ['1', '2'], agentId: '1086' }],
  TeamInfoNames: [{ type: 'TeamInfoNames', teamNames: ['Sales', 'Υποστήριξη'], agentId: '1086' }],
  QueueList: [
    {
      type: 'QueueList',
      queues: [
        {
          queueName: 'Verkauf',
          agentsNotReady: '1',
          agentsReady: '2',
          agentsTalkingInbound: '3',
          agentsTalkingInternal: '0',
          agentsTalkingOutbound: '1',
          agentsWrapUpNotReady: '0',
          agentsWrapUpReady: '1',
          callsInQueue: '4',
          startTimeOfLongestCallInQueue: '2024-03-05 09:29:30',
        },
        { queueName: 'サポート', agentsReady: '5', callsInQueue: '0' },
      ],
      agentId: '1086',
    },
  ],
  ConferenceParticipants: [
    { type: 'ConferenceParticipants', extensions: ['2001', '2003', '02079460123'], agentId: '1086' },
  ],
  Phonebooks: [
    {
      type: 'Phonebooks',
      phonebooks: [
        { name: 'Company', type: 'GLOBAL', id: '1' },
        { name: 'बिक्री', type: 'TEAM', id: '7' },
      ],
      agentId: '1081',
    },
  ],
  TeamPhoneBooks: [
    { type: 'TeamPhoneBooks', phonebooks: [{ name: 'बिक्री', type: 'TEAM', id: '7' }], agentId: '1086' },
    { type: 'TeamPhoneBooks', phonebooks: [], agentId: '1086' },
  ],
  PhonebookContacts: [
    {
      type: 'PhonebookContacts',
      contacts: [
        {
          description: 'Reception',
          firstName: 'Zoë',
          lastName: 'Núñez',
          phoneNumber: '02079460125',
          id: '11',
        },
        { firstName: 'פקס', phoneNumber: '02079460126', id: '12' },
      ],
      agentId: '1081',
    },
    { type: 'PhonebookContacts', contacts: [], agentId: '1081' },
  ],
  AgentState: [
    { type: 'AgentState', agentId: '1082', extension: '2002', subscriptionTime: '2024-03-05 08:59:03' },
  ],
};
