import { connectionTo, type FlowNode } from '../flow';
import type { Customer } from './personal-data';

/** Key of the hashes. */
export const key = 'the key of the tests';

/** Agents who work with the nodes of the flow. */
export const desks = ['1081', '1082', '1083', '1084'] as const;
export const supervisor = '1086';
/** The events of this agent are put aside by the flow. */
export const putAside = '1084';

const connection = { connection: 'connection' };
const fixed = (action: string) => ({ action, actionType: 'action' });

/** Somebody presses Test with this agent. */
const tester: FlowNode = { id: 'tester', type: 'gc-agent', agentId: '1085', extension: '2005' };

/** A flow in which each node that tells something of calls does so. All that is sent comes to helper nodes. */
export function privateFlow(port: number, settings: Record<string, unknown>): FlowNode[] {
  return [
    connectionTo(port, {
      destination: 'VirtualTopic.test-client',
      delivery: 'queue',
      dialDeny: '+442079*',
      record: true,
      recordStandIns: false,
      store: 'file',
      timeout: '3',
      ...settings,
    }),
    tester,
    ...commands,
    ...reports,
    ...['told', 'audit', 'aside', 'done', 'figures', 'book-out'].map((id) => ({ id, type: 'helper' })),
  ];
}

const commands: FlowNode[] = [
  { id: 'dial', type: 'make-call', ...connection, wires: [['done']] },
  { id: 'control', type: 'gc-call-control', ...connection, wires: [['done']] },
  { id: 'transfer', type: 'transfer', ...connection, wires: [['done']] },
  {
    id: 'command',
    type: 'gc-command',
    ...connection,
    commandType: 'msg',
    command: 'payload',
    wires: [['done']],
  },
  { id: 'book', type: 'gc-phonebook', ...connection, ...fixed('search'), wires: [['book-out']] },
  {
    id: 'ringing',
    type: 'gc-event-in',
    ...connection,
    types: ['NewInboundCall'],
    agents: desks.join(),
    wires: [['answer']],
  },
  { id: 'answer', type: 'gc-call-control', ...connection, ...fixed('answer'), wires: [['done']] },
];

const reports: FlowNode[] = [
  { id: 'events', type: 'gc-event-in', ...connection, sendCurrent: true, wires: [['told']] },
  { id: 'ends', type: 'gc-event-in', ...connection, types: ['CommandEnded'], wires: [['audit']] },
  {
    id: 'work',
    type: 'gc-event-in',
    ...connection,
    types: ['NewInboundCall'],
    agents: putAside,
    acknowledge: 'flow-says-so',
    wires: [['aside', 'put-aside']],
  },
  {
    id: 'put-aside',
    type: 'gc-done',
    ...fixed('put-aside'),
    reason: 'payload.fromAddress',
    reasonType: 'msg',
    wires: [[]],
  },
  { id: 'look', type: 'gc-snapshot', ...connection, about: 'all', wires: [['done']] },
  {
    id: 'talks',
    type: 'gc-trigger',
    ...connection,
    watch: 'states',
    states: ['TALKING'],
    seconds: '1',
    wires: [['done']],
  },
  {
    id: 'queues',
    type: 'gc-trigger',
    ...connection,
    watch: 'queues',
    measure: 'calls-waiting',
    from: '1',
    every: '2',
    wires: [['done'], ['done']],
  },
  {
    id: 'wait',
    type: 'gc-wait',
    ...connection,
    about: 'call',
    callStates: 'ACTIVE',
    callStatesType: 'states',
    seconds: '60',
    secondsType: 'str',
    outlivesRestart: true,
    wires: [['done'], ['done']],
  },
  {
    id: 'later',
    type: 'gc-later',
    ...connection,
    sameState: false,
    seconds: '1',
    secondsType: 'str',
    outlivesRestart: true,
    wires: [['done'], ['done']],
  },
  {
    id: 'count',
    type: 'gc-figures',
    ...connection,
    level: 'agent',
    period: 'rolling',
    window: '60',
    wires: [['figures']],
  },
];

/** In the phonebook of the simulated company. */
export function phonebookOf({ name, number: phoneNumber, account: description }: Customer) {
  const [firstName = '', lastName = ''] = name.split(' ');
  return {
    id: '1',
    name: 'Company',
    type: 'GLOBAL',
    contacts: [{ firstName, lastName, phoneNumber, description }],
  } as const;
}
