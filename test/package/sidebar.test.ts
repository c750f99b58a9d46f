import assert from 'node:assert/strict';
import type { News } from '../../plugins/gc-sidebar/news';
import { NodeRedWithUsers } from '../support/users';
import { until } from '../support/wait';

const flows = [
  { id: 'tab', type: 'tab' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator', name: 'Front desk' },
  { id: 'unused', type: 'gc-connection', mode: 'simulator' },
  { id: 'lost', type: 'gc-connection', mode: 'simulator', simulatorSite: '/nowhere/site.yaml' },
  { id: 'events', type: 'gc-event-in', z: 'tab', connection: 'lost', x: 0, y: 0, wires: [] },
  { id: 'broken', type: 'gc-connection', mode: 'gc', host: '127.0.0.1', port: 'x', destination: 'a,b' },
  { id: 'agent', type: 'gc-agent', agentId: '1081', extension: '2001' },
  { id: 'inject', type: 'inject', z: 'tab', once: true, props: [], x: 0, y: 0, wires: [['login']] },
  {
    id: 'login',
    type: 'agent-state',
    z: 'tab',
    connection: 'centre',
    agent: 'agent',
    action: 'login',
    actionType: 'action',
    x: 0,
    y: 0,
    wires: [],
  },
];
const password = 'secret';
const permissions = {
  reader: 'gc.read',
  actor: ['gc.read', 'gc.write'],
  painter: ['flows.read', 'status.read'],
};

describe("the sidebar's routes", () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let nodeRed: NodeRedWithUsers;

      before(async () => {
        nodeRed = await NodeRedWithUsers.start(
          { version, flows, credentials: { agent: { password } } },
          permissions,
        );
      });

      after(() => nodeRed.stop());

      async function news(since = 0): Promise<News> {
        const response = await nodeRed.ask(`gc-sidebar/news?since=${since}`, 'reader');
        assert.equal(response.status, 200);
        return (await response.json()) as News;
      }

      async function refused(status: number, path: string, user?: string, body?: unknown): Promise<string> {
        const response = await nodeRed.ask(path, user, body);
        assert.equal(response.status, status, path);
        const text = await response.text();
        return text.startsWith('{') ? (JSON.parse(text) as { error: string }).error : text;
      }

      const makeReady = { connection: 'centre', command: 'MakeReady', agentId: '1081' };

      it('tell who may read what there is, and no secret', async () => {
        const { rows } = await until(
          async () => {
            const found = await news();
            return found.rows.some(({ kind }) => kind === 'agent') ? found : undefined;
          },
          { what: 'the agent to be logged in' },
        );
        const connections = rows.filter(({ kind }) => kind === 'connection').map(({ key }) => key);
        assert.deepEqual(connections.sort(), ['broken', 'centre', 'lost', 'unused']);
        assert.doesNotMatch(JSON.stringify(await news()), new RegExp(password));
      });

      it('tell why a connection is not open', async () => {
        const { rows } = await news();
        const broker = (id: string) => {
          const row = rows.find(({ key }) => key === id);
          return row?.kind === 'connection' ? `${row.broker.condition}: ${row.broker.reason}` : undefined;
        };
        assert.match(String(broker('unused')), /^closed: no node uses/);
        assert.match(String(broker('broken')), /^invalid: .*the port of the broker/);
        assert.match(String(broker('lost')), /^invalid: .*site\.yaml/);
      });

      it('have an agent do something for who may write', async () => {
        const { revision } = await news();
        assert.equal((await nodeRed.ask('gc-sidebar/commands', 'actor', makeReady)).status, 200);
        const { isWhole, rows, events } = await until(async () => {
          const found = await news(revision);
          return found.events.length > 0 ? found : undefined;
        });
        assert.equal(isWhole, false);
        const states = rows.map((row) => row.kind === 'agent' && [row.agentId, row.state]);
        assert.deepEqual(states, [['1081', 'READY']]);
        assert.deepEqual(
          events.map(({ type }) => type),
          ['State', 'AgentStateChanged'],
        );
      });

      it('take the reason of a command', async () => {
        const { revision } = await news();
        const notReady = { ...makeReady, command: 'MakeNotReady', reason: 'lunch' };
        assert.equal((await nodeRed.ask('gc-sidebar/commands', 'actor', notReady)).status, 200);
        const { rows } = await until(async () => {
          const found = await news(revision);
          return found.rows.length > 0 ? found : undefined;
        });
        const states = rows.map((row) => row.kind === 'agent' && [row.state, row.reason]);
        assert.deepEqual(states, [['NOT_READY', 'Lunch']]);
      });

      it('say which reasons there are', async () => {
        const logout = { ...makeReady, command: 'Logout', reason: 'Holiday' };
        assert.match(await refused(409, 'gc-sidebar/commands', 'actor', logout), /End of shift/);
      });

      it('ask for gc.read and gc.write', async () => {
        await refused(401, 'gc-sidebar/news');
        await refused(403, 'gc-sidebar/news', 'painter');
        await refused(401, 'gc-sidebar/commands', undefined, makeReady);
        await refused(403, 'gc-sidebar/commands', 'painter', makeReady);
        await refused(403, 'gc-sidebar/commands', 'reader', makeReady);
      });

      it('say what is wrong with rubbish', async () => {
        for (const since of ['x', '-1', '1.5', '', '9'.repeat(40)]) {
          assert.match(await refused(400, `gc-sidebar/news?since=${since}`, 'reader'), /since/);
        }
        const wrong: readonly [unknown, RegExp][] = [
          [{}, /"command" is missing/],
          [[], /"command" is missing/],
          [{ ...makeReady, command: 'MakeCall' }, /must be one of: MakeReady/],
          [{ ...makeReady, agentId: 1081 }, /"agentId" is missing/],
          [{ ...makeReady, agentId: '10#81' }, /agentId/],
          [{ ...makeReady, command: 'AnswerCall' }, /"dialogId" is missing/],
          [{ ...makeReady, command: 'MakeNotReady', reason: 2 }, /"reason" is missing/],
          [{ ...makeReady, connection: '' }, /"connection" is missing/],
        ];
        for (const [body, reason] of wrong) {
          assert.match(await refused(400, 'gc-sidebar/commands', 'actor', body), reason);
        }
        assert.match(
          await refused(404, 'gc-sidebar/commands', 'actor', { ...makeReady, connection: 'agent' }),
          /no gc-connection/,
        );
      });

      it('say why GC or a rule does not let an agent do it', async () => {
        const hold = { ...makeReady, command: 'HoldCall', dialogId: '1' };
        assert.match(await refused(409, 'gc-sidebar/commands', 'actor', hold), /1081/);
      });
    });
  }
});
