import assert from 'node:assert/strict';
import { freePort } from '../support/ports';
import { NodeRedWithUsers } from '../support/users';
import { until } from '../support/wait';

const password = 'only-the-server-knows';
const gcAt = (port: number) => ({ mode: 'gc', host: '127.0.0.1', port: String(port) });
const loginOf = (agent: string, connection: string) => ({
  id: `login-${agent}`,
  type: 'agent-state',
  z: 'tab',
  connection,
  agent,
  action: 'login',
  actionType: 'action',
  x: 0,
  y: 0,
  wires: [],
});
/** Two connections to the simulator: its own, and one that takes it for a real GC. */
const flowsAt = (simulatorPort: number) => [
  { id: 'tab', type: 'tab' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator', simulatorPort },
  { id: 'beside', type: 'gc-connection', ...gcAt(simulatorPort), destination: 'next-door' },
  { id: 'broker', type: 'gc-connection', mode: 'gc', host: '127.0.0.1', port: '1', destination: 'here' },
  { id: 'anna', type: 'gc-agent', agentId: '1081', extension: '2001', name: 'Anna' },
  { id: 'chris', type: 'gc-agent', agentId: '1083', extension: '2003' },
  { id: 'ben', type: 'gc-agent', agentId: '1082', extension: '2002' },
  {
    id: 'start',
    type: 'inject',
    z: 'tab',
    props: [],
    x: 0,
    y: 0,
    wires: [['login-anna', 'login-ben']],
  },
  loginOf('anna', 'centre'),
  loginOf('ben', 'beside'),
];
const credentials = {
  broker: { user: 'node-red', password },
  anna: { password: 'secret' },
  ben: { password: 'secret' },
};
const permissions = {
  reader: 'gc.read',
  actor: ['gc.read', 'gc.write'],
  painter: ['flows.read', 'flows.write'],
  owner: '*',
};
const simulator = { config: { mode: 'simulator' } };

describe('the admin routes of the dialogs', function () {
  this.timeout(120_000);

  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}, with users and another httpAdminRoot`, () => {
      let nodeRed: NodeRedWithUsers;
      let port: number;

      before(async () => {
        port = await freePort();
        nodeRed = await NodeRedWithUsers.start({ version, flows: flowsAt(port), credentials }, permissions);
      });

      after(() => nodeRed.stop());

      /** Both agents are logged in once both connections are well. */
      before(async () => {
        for (const id of ['centre', 'beside']) {
          const health = () => nodeRed.ask(`gc-connection/${id}/health`, 'reader');
          await until(async () => (await health()).status === 200, { what: id, timeoutMs: 20_000 });
        }
        await nodeRed.ask('inject/start', 'owner', {});
      });

      /** What it answers, which has to be of this status, and must not tell a secret. */
      async function answer<T>(status: number, path: string, user?: string, body?: unknown): Promise<T> {
        const response = await nodeRed.ask(path, user, body);
        const text = await response.text();
        assert.equal(response.status, status, `${path}: ${text}`);
        assert.doesNotMatch(text, new RegExp(`${password}|secret|"password"`), path);
        return (text.startsWith('{') ? JSON.parse(text) : text) as T;
      }

      type Choices = { choices: { id: string; name?: string }[] };
      const choices = (kind: string) =>
        answer<Choices>(200, `gc-connection/centre/choices/${kind}`, 'reader').then((body) => body.choices);

      it('ask for a login, and for permissions', async () => {
        const look = 'gc-connection/centre/choices/agents';
        const test = 'gc-connection/test';
        await answer(401, look);
        await answer(403, look, 'painter');
        await answer(200, look, 'reader');
        await answer(401, test, undefined, simulator);
        for (const user of ['reader', 'actor', 'painter']) {
          await answer(403, test, user, simulator);
        }
        await answer(200, test, 'owner', simulator);
      });

      it('offer what the connection knows', async () => {
        await until(async () => (await choices('not-ready-reasons')).length > 0, { what: 'the login' });
        assert.deepEqual((await choices('agents')).find(({ id }) => id === '1081')?.name, 'Anna Becker');
        for (const kind of ['extensions', 'numbers', 'logout-reasons', 'wrap-up-reasons']) {
          assert.notDeepEqual(await choices(kind), [], kind);
        }
        for (const kind of ['phonebooks', 'teams', 'queues', 'simulated-goals']) {
          assert.notDeepEqual(await choices(kind), [], kind);
        }
        assert.deepEqual(await choices('calls'), []);
      });

      it('offer nothing where the connection is closed, or not deployed', async () => {
        for (const id of ['broker', 'nothing', 'anna', '%00']) {
          const body = await answer<Choices>(200, `gc-connection/${id}/choices/teams`, 'reader');
          assert.deepEqual(body.choices, [], id);
        }
      });

      it('answer 400 to rubbish, in words', async () => {
        const look = 'gc-connection/centre/choices';
        for (const path of ['agent', 'toString', 'calls?agentId=a%20b', 'calls?agentId=1&agentId=2']) {
          assert.match((await answer<{ error: string }>(400, `${look}/${path}`, 'reader')).error, /\w+ .*\./);
        }
        const bodies = [
          [],
          {},
          { config: 'gc' },
          { config: { mode: 'gc', host: { a: 1 } } },
          { config: { mode: 'gc', host: '', destination: 'here' } },
          { config: { mode: 'gc', host: '127.0.0.1', port: 'x' } },
          { config: { mode: 'gc', host: '${NO_SUCH_VARIABLE}' } },
          { ...simulator, agent: 7 },
          { ...simulator, credentials: 'all' },
        ];
        for (const body of bodies) {
          const { error } = await answer<{ error: string }>(400, 'gc-connection/test', 'owner', body);
          assert.match(error, /\w+ .*\./, JSON.stringify(body));
        }
      });

      it('leave an agent alone who works here', async () => {
        const agents = async () =>
          (await answer<Choices>(200, 'gc-connection/beside/choices/not-ready-reasons', 'reader')).choices;
        await until(async () => (await agents()).length > 0, { what: 'the login' });
        const config = { ...gcAt(port), destination: 'test' };
        const body = { id: 'beside', config, agent: 'ben' };
        const report = await answer<object>(200, 'gc-connection/test', 'owner', body);
        assert.deepEqual(report, {
          brokers: [{ broker: `127.0.0.1:${String(port)}`, outcome: 'well' }],
          gc: { outcome: 'well' },
          login: { outcome: 'busy', agentId: '1082' },
        });
      });

      it('say why an agent cannot be tried', async () => {
        const outcomeWith = async (agent: string) => {
          const body = { config: { ...gcAt(port), destination: 'test' }, agent };
          const { login } = await answer<{ login: { outcome: string } }>(
            200,
            'gc-connection/test',
            'owner',
            body,
          );
          return login.outcome;
        };
        assert.equal(await outcomeWith('new'), 'not-deployed');
        assert.equal(await outcomeWith('chris'), 'no-password');
        assert.equal(await outcomeWith(''), 'no-agent');
      });
    });
  }
});
