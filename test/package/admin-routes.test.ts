import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { authorityPath, keyStore } from '../support/certificates';
import { freePort } from '../support/ports';
import { NodeRedWithUsers } from '../support/users';
import { until } from '../support/wait';
import { ScriptedBroker } from '../unit/stomp/scripted-broker';

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
  { id: 'certificates', type: 'tls-config', cert: '', key: '', ca: authorityPath, verifyservercert: true },
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

describe('the admin routes of the dialogs', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}, with users and another httpAdminRoot`, () => {
      let nodeRed: NodeRedWithUsers;
      let port: number;

      before(async () => {
        port = await freePort();
        const env = { GC_HOST: '127.0.0.1', GC_PORT: String(port), EMPTY: '', OUTSIDE: '9' };
        const options = { version, flows: flowsAt(port), credentials, env };
        nodeRed = await NodeRedWithUsers.start(options, permissions);
      });

      after(() => nodeRed.stop());

      /** Both agents are logged in once both connections are well. */
      before(async () => {
        for (const id of ['centre', 'beside']) {
          const health = () => nodeRed.ask(`gc-connection/${id}/health`, 'reader');
          await until(async () => (await health()).status === 200, { what: id });
        }
        await nodeRed.ask('inject/start', 'owner', {});
      });

      /** What it answers, which has to be of this status, and must not tell a secret. */
      async function answer<T>(status: number, path: string, user?: string, body?: unknown): Promise<T> {
        return answered<T>(status, path, await nodeRed.ask(path, user, body));
      }

      async function answered<T>(status: number, path: string, response: Response): Promise<T> {
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

      it('try a number with the dial plan of a dialog', async () => {
        const route = 'gc-connection/number';
        const ask = (number: unknown, config: object = {}) => ({
          id: 'centre',
          config: { dialCountry: 'GB', dialOutsideLine: '${OUTSIDE}', ...config },
          number,
        });
        const tried = (body: object) => answer<Record<string, string>>(200, route, 'owner', body);
        for (const user of ['reader', 'actor', 'painter']) {
          await answer(403, route, user, ask('2002'));
        }
        assert.deepEqual(await tried(ask('+44 (0)20 7946-0123')), {
          kind: 'national',
          dialled: '902079460123',
          e164: '+442079460123',
        });
        const emergency = await tried(ask('999'));
        assert.equal(emergency['dialled'], undefined);
        assert.match(String(emergency['problem']), /^999 is an emergency number/);
        assert.equal((await tried(ask('1'.repeat(60_000))))['kind'], 'invalid');
        const refused = (body: object) => answer<{ error: string }>(400, route, 'owner', body);
        assert.match((await refused(ask(42))).error, /must be texts/);
        assert.match((await refused({ number: '2002' })).error, /must be an object/);
        const wrongWith = async (config: object) => {
          const { kind, problem = '' } = await tried(ask('2002', config));
          assert.equal(kind, 'plan');
          return problem;
        };
        assert.match(await wrongWith({ dialOutsideLine: '', dialCountry: 'XX' }), /"XX"/);
        assert.doesNotMatch(await wrongWith({ dialCountry: '${GC_HOST}' }), /127\.0\.0\.1/);
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
        for (const id of ['broker', 'nothing', 'anna', '%00', '__proto__', 'constructor']) {
          const body = await answer<Choices>(200, `gc-connection/${id}/choices/teams`, 'reader');
          assert.deepEqual(body.choices, [], id);
        }
      });

      it('answer 400 to rubbish, in words', async () => {
        const look = 'gc-connection/centre/choices';
        for (const path of [
          'agent',
          'toString',
          '__proto__',
          'calls?agentId=a%20b',
          'calls?agentId=1&agentId=2',
        ]) {
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
          { config: { ...gcAt(1), destination: 'here', standbys: 'none' } },
          { config: { ...gcAt(1), destination: ['here'] } },
          { config: { ...gcAt(1), destination: 'here', commandQueue: { a: 1 } } },
          { config: { ...gcAt(1), destination: 'here', tls: 'anna' } },
          {
            config: { ...gcAt(1), destination: 'here', encryptPasswords: true },
            credentials: { passwordKey: 1 },
          },
          {
            config: { ...gcAt(1), destination: 'here' },
            credentials: { user: [password], password: { password } },
          },
          { config: { ...gcAt(1), destination: 'here' }, credentials: { password: { password } } },
          { config: { mode: 'simulator', simulatorSite: '/nowhere/site.yaml' } },
          { config: { mode: 'simulator', simulatorSite: '/dev/zero' } },
        ];
        for (const body of bodies) {
          const { error } = await answer<{ error: string }>(400, 'gc-connection/test', 'owner', body);
          assert.match(error, /\w+ .*\./, JSON.stringify(body));
        }
      });

      it('take no body but JSON, and none that is too large', async () => {
        const post = (body: string, type?: string) => nodeRed.post('gc-connection/test', 'owner', body, type);
        const form = 'application/x-www-form-urlencoded';
        await answered(400, 'a form', await post('config[mode]=simulator', form));
        await answered(400, 'text', await post(JSON.stringify(simulator), 'text/plain'));
        await answered(400, 'broken', await post(`{"password":"${password}`));
        await answered(413, 'large', await post(JSON.stringify({ config: 'x'.repeat(6_000_000) })));
        await answered(
          400,
          'deep',
          await post(`{"config":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
        );
        const wide = {
          ...simulator,
          ...Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`n${at}`, 0])),
        };
        await answered(413, 'wide', await post(JSON.stringify(wide)));
        const standbys = Array.from({ length: 1500 }, () => ({ host: '', port: '${GC_PORT}' }));
        const many = { config: { ...simulator.config, standbys } };
        await answered(413, 'many values', await post(JSON.stringify(many)));
      });

      type Report = {
        brokers: { broker: string; outcome: string; detail?: string }[];
        gc: { outcome: string };
        login: { outcome: string };
      };
      const test = (config: object, given?: object) =>
        answer<Report>(200, 'gc-connection/test', 'owner', {
          config: { mode: 'gc', destination: 'test', ...config },
          ...given,
        });

      it('read environment variables, as a deploy does', async () => {
        const { brokers, gc } = await test(
          { host: '${GC_HOST}', port: '${GC_PORT}' },
          { credentials: { user: '${EMPTY}' } },
        );
        assert.equal(brokers[0]?.broker, '${GC_HOST}:${GC_PORT}', 'The values of variables are not told.');
        assert.deepEqual([brokers[0]?.outcome, gc.outcome], ['well', 'well']);
      });

      it('use TLS, and say what is wrong with a certificate', async () => {
        const [right, wrong] = [
          await ScriptedBroker.start({}, { tls: keyStore('valid') }),
          await ScriptedBroker.start({}, { tls: keyStore('self-signed') }),
        ];
        try {
          const standbys = [{ host: '127.0.0.1', port: String(right.address.port) }];
          const { brokers } = await test({ ...gcAt(wrong.address.port), standbys, tls: 'certificates' });
          assert.deepEqual(
            brokers.map(({ outcome }) => outcome),
            ['unreachable', 'well'],
          );
          assert.match(String(brokers[0]?.detail), /certificate/);
        } finally {
          await right.close();
          await wrong.close();
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
          brokers: [{ broker: `127.0.0.1:${port}`, outcome: 'well' }],
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
        for (const id of ['new', 'broker', '__proto__', 'constructor']) {
          assert.equal(await outcomeWith(id), 'not-deployed', id);
        }
        assert.equal(await outcomeWith('chris'), 'no-password');
        assert.equal(await outcomeWith(''), 'no-agent');
      });

      it('log nobody in at the built-in simulator unless an agent is chosen', async () => {
        const loginWith = async (agent: string) => {
          const body = { ...simulator, agent };
          return (await answer<Report>(200, 'gc-connection/test', 'owner', body)).login;
        };
        assert.deepEqual(await loginWith(''), { outcome: 'no-agent' });
        assert.deepEqual(await loginWith('new'), { outcome: 'not-deployed' });
        assert.deepEqual(await loginWith('ben'), { outcome: 'well', agentId: '1082' });
      });

      describe('keep what only Node-RED knows', () => {
        let stranger: ScriptedBroker;
        const kept = { user: 'node-red', password: '__PWRD__' };

        before(async () => {
          stranger = await ScriptedBroker.start();
        });

        after(() => stranger.close());

        /** All that the stranger has got, after this test of a connection to it. */
        async function toldStranger(
          config: object,
          typed: object,
          given: object = {},
        ): Promise<[Report, string]> {
          const before = stranger.peers.length;
          const there = { ...gcAt(stranger.address.port), ...config };
          const report = await test(there, { id: 'broker', credentials: typed, ...given });
          const frames = stranger.peers.slice(before).map((peer) => peer.frames.map(({ raw }) => raw));
          return [report, JSON.stringify(frames)];
        }

        it('from a broker for which the connection is not deployed', async () => {
          for (const [config, typed] of [
            [{}, kept],
            [{}, { ...kept, user: '${GC_HOST}', password: 'typed' }],
            [{}, { user: 'me', password: '$(GC_PORT)' }],
            [{ commandQueue: '${GC_HOST}' }, {}],
            [{ destination: '${GC_HOST}' }, { user: 'me', password: 'typed' }],
            [{ host: 'LOCALHOST' }, kept],
          ] as const) {
            const [{ brokers, gc, login }, told] = await toldStranger(config, typed);
            const outcomes = [brokers[0]?.outcome, gc.outcome, login.outcome];
            assert.deepEqual(outcomes, ['withheld', 'skipped', 'skipped'], JSON.stringify([config, typed]));
            assert.equal(told, '[]');
          }
        });

        it('and give it what was typed', async () => {
          const [{ brokers }, told] = await toldStranger({}, { user: 'me', password: 'typed-anew' });
          assert.equal(brokers[0]?.outcome, 'well');
          assert.match(told, /typed-anew/);
          assert.doesNotMatch(told, new RegExp(password));
        });

        it('also of an agent', async () => {
          const config = { ...gcAt(port), host: 'localhost' };
          for (const id of ['', 'beside', 'broker']) {
            const { gc, login } = await test(config, { id, agent: 'anna' });
            assert.deepEqual([gc.outcome, login.outcome], ['well', 'withheld']);
          }
        });

        it('and each broker is told for itself', async () => {
          const standbys = [{ host: '127.0.0.1', port: '1' }];
          const [{ brokers }, told] = await toldStranger({ standbys }, kept);
          assert.deepEqual(
            brokers.map(({ outcome }) => outcome),
            ['withheld', 'unreachable'],
          );
          assert.equal(told, '[]');
        });
      });

      it('try ten brokers at once, and five times at once', async () => {
        const standbys = (count: number) => Array.from({ length: count }, () => gcAt(1));
        const body = (count: number) => ({
          config: { ...gcAt(1), destination: 'here', standbys: standbys(count) },
        });
        await answer(400, 'gc-connection/test', 'owner', body(10));
        const { brokers } = await answer<Report>(200, 'gc-connection/test', 'owner', body(9));
        assert.equal(brokers.length, 10);

        const silent = createServer();
        await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
        try {
          const there = gcAt((silent.address() as AddressInfo).port);
          const asked = { config: { ...there, destination: 'here' } };
          const token = await nodeRed.token('owner');
          const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
          const question = { method: 'POST', headers, body: JSON.stringify(asked) };
          const all = Array.from({ length: 7 }, () => fetch(nodeRed.at('gc-connection/test'), question));
          const statuses = (await Promise.all(all)).map(({ status }) => status).sort((a, b) => a - b);
          assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
        } finally {
          silent.close();
        }
      });

      it('log each test with its user and its brokers', async () => {
        const asked = { mode: 'gc', commandQueue: 'Connector1', destination: 'here' };
        await test({ host: 'b.invalid', port: '1' }, { credentials: { user: 'u', password } });
        const forged = { config: { ...asked, host: 'a\u202e\nb.invalid', port: '1' } };
        await answer(400, 'gc-connection/test', 'owner', forged);
        await answer(200, 'gc-connection/test', 'owner', simulator);
        const log = nodeRed.nodeRed.log();
        assert.match(log, /The user "owner" tests the connection to b\.invalid:1\./);
        assert.doesNotMatch(log, /\u202e/);
        assert.match(log, /The user "owner" tests the connection to the built-in simulator\./);
      });

      it('leave no secret in the log, and no question without a reason', () => {
        assert.doesNotMatch(nodeRed.nodeRed.log(), new RegExp(`${password}|secret|gc-connection/test`));
      });
    });
  }
});
