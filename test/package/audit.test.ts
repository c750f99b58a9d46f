import assert from 'node:assert/strict';
import type { CommandEnded } from '../../lib/protocol';
import { startNodeRed, type NodeRed, type NodeRedOptions } from '../support/node-red';
import { NodeRedWithUsers } from '../support/users';
import { until } from '../support/wait';

const place = { z: 'tab', x: 0, y: 0 };
const flows = [
  { id: 'tab', type: 'tab', label: 'Log in' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator' },
  { id: 'agent', type: 'gc-agent', agentId: '1081', extension: '2001' },
  {
    ...place,
    id: 'audit',
    type: 'gc-event-in',
    connection: 'centre',
    types: ['CommandEnded'],
    wires: [['keep']],
  },
  {
    ...place,
    id: 'keep',
    type: 'function',
    func: "flow.set('ended', [...(flow.get('ended') ?? []), msg.payload]);",
    wires: [],
  },
  { ...place, id: 'in', type: 'http in', url: '/ended', method: 'get', wires: [['list']] },
  {
    ...place,
    id: 'list',
    type: 'function',
    func: "msg.payload = flow.get('ended') ?? []; return msg;",
    wires: [['out']],
  },
  { ...place, id: 'out', type: 'http response', wires: [] },
  { ...place, id: 'inject', type: 'inject', once: true, props: [], wires: [['login']] },
  {
    ...place,
    id: 'login',
    type: 'agent-state',
    name: 'Log in',
    connection: 'centre',
    agent: 'agent',
    action: 'login',
    actionType: 'action',
    wires: [],
  },
];
const password = 'secret';
const credentials = { agent: { password } };
const makeReady = { connection: 'centre', command: 'MakeReady', agentId: '1081' };

describe('the report of commands', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      const options: NodeRedOptions = { version, flows, credentials };

      async function endOf(nodeRed: NodeRed, name: string): Promise<CommandEnded> {
        return until(
          async () => {
            const response = await fetch(new URL('/ended', nodeRed.url));
            const text = await response.text();
            assert.doesNotMatch(text, new RegExp(password));
            return (JSON.parse(text) as CommandEnded[]).find(({ command }) => command === name);
          },
          { what: `the end of ${name}` },
        );
      }

      it('names the user of the sidebar, whatever the request says', async () => {
        const nodeRed = await NodeRedWithUsers.start(options, { ann: '*', bob: '*' });
        try {
          const { by, outcome } = await endOf(nodeRed.nodeRed, 'Login');
          assert.deepEqual(
            [by.kind, by.nodeName, by.flowName, outcome],
            ['node', 'Log in', 'Log in', 'confirmed'],
          );
          const claims = { user: 'bob', by: { kind: 'sidebar', user: 'bob' } };
          const response = await nodeRed.ask('gc-sidebar/commands', 'ann', { ...makeReady, ...claims });
          assert.equal(response.status, 200);
          assert.deepEqual((await endOf(nodeRed.nodeRed, 'MakeReady')).by, { kind: 'sidebar', user: 'ann' });
        } finally {
          await nodeRed.stop();
        }
      });

      it('says that the user is anonymous where nobody has to log in', async () => {
        const nodeRed = await startNodeRed(options);
        try {
          await endOf(nodeRed, 'Login');
          const response = await fetch(new URL('gc-sidebar/commands', nodeRed.url), {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(makeReady),
          });
          assert.equal(response.status, 200);
          assert.deepEqual((await endOf(nodeRed, 'MakeReady')).by, { kind: 'sidebar', user: 'anonymous' });
        } finally {
          await nodeRed.stop();
        }
      });
    });
  }
});
