import type { Page } from 'playwright-core';

/** A dialog as a user may have it open. */
export interface Sample {
  readonly type: string;
  /** The label of the tab that is open, where there are tabs. */
  readonly tab?: string;
  /** What the node has instead of its defaults. */
  readonly properties: Readonly<Record<string, unknown>>;
}

const broker = {
  name: 'GC Frankfurt',
  mode: 'gc',
  host: 'mq1.example.com',
  standbys: [{ host: 'mq2.example.com', port: '61613' }],
  destination: 'VirtualTopic.node-red',
  delivery: 'queue',
  encryptPasswords: true,
  privacy: 'mask',
  confirmations: [{ command: 'makeworkready', event: 'State', states: 'WORK_READY' }],
  callingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  callingFrom: '08:00',
  callingTo: '20:00',
  dialPlan: true,
  dialCountry: 'GB',
  dialOutsideLine: '9',
  dialExtensions: '4',
  store: 'postgres',
  storeHost: 'db.example.com',
  storeDatabase: 'node_red',
  record: true,
};

/** By name: a dialog of every type, and of gc-connection every tab. */
export const samples: Readonly<Record<string, Sample>> = {
  'gc-connection': { type: 'gc-connection', properties: { destination: 'node-red' } },
  ...Object.fromEntries(
    ['Broker', 'GC', 'Delivery', 'Recovery', 'Safety', 'Numbers', 'Memory', 'Trace', 'Privacy'].map((tab) => [
      `gc-connection-${tab.toLowerCase()}`,
      { type: 'gc-connection', tab, properties: broker },
    ]),
  ),
  'gc-agent': {
    type: 'gc-agent',
    properties: { agentId: '1082', extension: '2002', mobilePhone: '02079460123' },
  },
  'gc-calendar': {
    type: 'gc-calendar',
    properties: {
      name: 'Support',
      timeZone: 'Europe/Berlin',
      week: {
        mon: '8:00-12:00, 13:00-17:30',
        tue: '8:00-12:00, 13:00-17:30',
        wed: '8:00-12:00, 13:00-17:30',
        thu: '8:00-12:00, 13:00-17:30',
        fri: '8:00-15:00',
        sat: '',
        sun: '',
      },
      exceptions: [{ date: '2026-12-24', until: '', hours: '8:00-12:00', name: 'Christmas Eve' }],
      holidays: 'none',
    },
  },
  'agent-state': sample('agent-state', action('not-ready'), typed('reasonCode', '2')),
  'make-call': sample('make-call', typed('number', '2002')),
  'gc-call-control': sample('gc-call-control', action('wrap-up'), typed('wrapUpReason', 'Sale')),
  transfer: sample('transfer', action('consult-and-transfer'), typed('number', '2002')),
  'reason-codes': sample('reason-codes', action('not-ready'), typed('reason', 'Lunch')),
  'gc-phonebook': sample('gc-phonebook', action('search'), typed('search', 'ravi')),
  'gc-supervisor': sample('gc-supervisor', action('team-users'), typed('teamId', '1')),
  'gc-command': sample('gc-command', {
    command: 'ConsultCall',
    commandType: 'command',
    parameters: { number: { value: '2002', type: 'str' }, dialogId: { value: 'dialogId', type: 'msg' } },
  }),
  'gc-event-in': sample('gc-event-in', { types: ['CallMissed', 'CallEnded'], teams: 'Sales' }),
  'gc-done': sample('gc-done', { action: 'again' }, typed('pause', '30')),
  'gc-snapshot': sample('gc-snapshot', { about: 'team', refresh: true }, typed('team', 'Sales')),
  'gc-wait': sample('gc-wait', {}),
  'gc-later': sample('gc-later', { outlivesRestart: true }),
  'gc-figures': sample('gc-figures', { period: 'rolling' }),
  'gc-hours': sample('gc-hours', { calendar: 'calendar', sendChanges: true }),
  'gc-trigger': sample('gc-trigger', { reasonCodes: '2' }),
  'gc-trigger-queues': sample('gc-trigger', { watch: 'queues', queues: 'Sales', lasts: '30', outputs: 2 }),
  'gc-simulator': sample(
    'gc-simulator',
    action('incoming-call'),
    typed('to', '1081'),
    typed('from', '03001234567'),
  ),
};

/** A flow in which the samples can stand. */
export const flowForSamples = [
  { id: 'flow', type: 'tab', label: 'Every dialog' },
  { id: 'simulator', type: 'gc-connection', name: 'Contact centre', mode: 'simulator', version: 1 },
  { id: 'calendar', type: 'gc-calendar', name: 'Support', holidays: 'none', week: {}, version: 1 },
  { id: 'agent', type: 'gc-agent', agentId: '1081', extension: '2001', mobilePhone: '', version: 1 },
] as const;

declare const RED: {
  nodes: {
    import(nodes: readonly object[]): void;
    getType(type: string): { category: string; defaults: Readonly<Record<string, { value: unknown }>> };
  };
};

/** Puts the samples into the open flow, with ids like their names. */
export async function addSamples(page: Page): Promise<void> {
  await page.evaluate((all) => {
    const nodes = Object.entries(all).map(([id, { type, properties }], index) => {
      const { category, defaults } = RED.nodes.getType(type);
      const values = Object.entries(defaults).map(([name, { value }]) => [name, value]);
      const place = { z: 'flow', x: 150 + 250 * (index % 3), y: 60 + 60 * Math.floor(index / 3), wires: [] };
      return {
        ...(Object.fromEntries(values) as object),
        ...(category === 'config' ? {} : { ...place, connection: 'simulator', agent: 'agent' }),
        ...properties,
        id,
        type,
      };
    });
    RED.nodes.import(nodes);
  }, samples);
}

function sample(type: string, ...properties: object[]): Sample {
  return { type, properties: Object.assign({}, ...properties) as Sample['properties'] };
}

function action(name: string) {
  return { action: name, actionType: 'action' };
}

function typed(property: string, value: string) {
  return { [property]: value, [`${property}Type`]: 'str' };
}
