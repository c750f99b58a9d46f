import assert from 'node:assert/strict';
import { startNodeRed, type NodeRed } from '../support/node-red';
import { until } from '../support/wait';

/** With the passwords in the form in which Node-RED's settings have them (bcrypt). */
const users = [
  {
    username: 'monitor',
    password: '$2b$04$cPrNMTM2w0wspisXKdofNugoDcueG2rWMpkxrgyLpJsBtOqrhMZpG',
    permissions: 'gc.read',
  },
  {
    username: 'painter',
    password: '$2b$04$c29uAecL.ww6GOowAsaHNu0l4iYOn1y.teXgUKeyb.8sMPAL9qmYK',
    permissions: 'flows.read',
  },
];
const passwords = { monitor: 'periscope', painter: 'watercolour' } as const;

const flows = [
  { id: 'tab', type: 'tab' },
  { id: 'connection', type: 'gc-connection', mode: 'simulator', name: 'Front "desk"' },
  { id: 'unused', type: 'gc-connection', mode: 'simulator' },
  { id: 'in', type: 'gc-event-in', z: 'tab', connection: 'connection', x: 0, y: 0, wires: [] },
];

describe('monitoring', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}, with users and another httpAdminRoot`, () => {
      let nodeRed: NodeRed;
      let tokens: Record<keyof typeof passwords, string>;

      before(async () => {
        const adminAuth = { type: 'credentials', users };
        nodeRed = await startNodeRed({ version, flows, settings: { adminAuth, httpAdminRoot: '/red' } });
        tokens = { monitor: await logIn('monitor'), painter: await logIn('painter') };
      });

      after(() => nodeRed.stop());

      async function logIn(username: keyof typeof passwords): Promise<string> {
        const response = await fetch(at('auth/token'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            client_id: 'node-red-admin',
            grant_type: 'password',
            scope: '',
            username,
            password: passwords[username],
          }),
        });
        return ((await response.json()) as { access_token: string }).access_token;
      }

      /** The address that the log names has the root in it, or not, by version. */
      function at(path: string): string {
        return new URL(`/red/${path}`, nodeRed.url).href;
      }

      function get(path: string, user?: keyof typeof passwords): Promise<Response> {
        const headers = user === undefined ? {} : { authorization: `Bearer ${tokens[user]}` };
        return fetch(at(path), { headers });
      }

      it('answers 200 with the health of broker and GC', async () => {
        await until(async () => (await get('gc-connection/connection/health', 'monitor')).status === 200, {
          what: 'the connection to be well',
        });
        const health = await (await get('gc-connection/connection/health', 'monitor')).json();
        const { broker, gc } = health as Record<string, { condition: string; since: number }>;
        assert.equal(broker?.condition, 'connected');
        assert.equal(gc?.condition, 'in-service');
        assert.equal(typeof broker.since, 'number');
      });

      it('answers 503 for a connection that is closed', async () => {
        const response = await get('gc-connection/unused/health', 'monitor');
        assert.equal(response.status, 503);
        assert.match(await response.text(), /no node uses the connection/);
      });

      it('answers 404 for what is no connection', async () => {
        for (const id of ['in', 'nothing', '%00', '..%2f..']) {
          assert.equal((await get(`gc-connection/${id}/health`, 'monitor')).status, 404, id);
        }
      });

      it('gives the counters in the format of Prometheus', async () => {
        const response = await get('gc-connection/metrics', 'monitor');
        assert.equal(response.status, 200);
        assert.match(response.headers.get('content-type') ?? '', /^text\/plain;.*version=0\.0\.4/);
        assert.match(await response.text(), /^gc_[a-z_]+\{connection="Front \\"desk\\""/m);
      });

      it('asks for the permission gc.read', async () => {
        for (const path of ['gc-connection/connection/health', 'gc-connection/metrics']) {
          assert.equal((await get(path)).status, 401, path);
          assert.equal((await get(path, 'painter')).status, 403, path);
        }
      });
    });
  }
});
