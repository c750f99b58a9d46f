import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { startSimulator, type Simulator } from '../../../../lib/simulator';
import { Child, temporaryFolder } from '../../../support/child';
import { freePort } from '../../../support/ports';
import { searched } from '../../../support/traces';
import { once, until } from '../../../support/wait';
import { Cleanup } from '../../stomp/support';

const root = path.join(__dirname, '../../../..');
const folder = temporaryFolder('check');
const script = path.join(folder, 'cli.js');
const agent = ['--agent', '1081', '--extension', '2001'];

describe('gc-check on the command line, with a GC that runs', () => {
  const cleanup = new Cleanup();
  const children: Child[] = [];

  before(() =>
    build({
      entryPoints: [path.join(root, 'lib/check/cli.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      external: ['pg', 'protobufjs'],
    }),
  );

  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.end('SIGKILL')));
    await cleanup.run();
  });

  /** Passwords are in the environment of the child, unless the test says otherwise. */
  function start(args: readonly string[], passwords: object = { GC_CHECK_PASSWORD: 'secret' }): Child {
    // From the temporary folder, packages are found by this.
    const env = { ...process.env, NODE_PATH: path.join(root, 'node_modules'), ...passwords };
    const child = new Child(process.execPath, [script, ...args], { cwd: root, env });
    children.push(child);
    return child;
  }

  async function outcome(args: readonly string[], passwords?: object) {
    const child = start(args, passwords);
    const [code] = await once(child.process, 'close');
    return { code, printed: child.log() };
  }

  async function simulated(): Promise<[Simulator, string[]]> {
    const simulator = cleanup.add(await startSimulator({ port: 0 }));
    return [simulator, ['--broker', `stomp://127.0.0.1:${simulator.port}`]];
  }

  it('shows each step, then the report, and ends with 0', async () => {
    const [simulator, broker] = await simulated();
    const [profile, page, trace] = ['profile.json', 'page.html', 'trace.jsonl'].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    const files = ['--profile', profile, '--html', page, '--record', trace];
    const { code, printed } = await outcome([...broker, ...agent, ...files]);
    assert.match(printed, /^ok +Login of the agent$/m);
    assert.match(printed, /^Check of a GC$/m);
    assert.match(printed, /^Agent +1081 at 2001$/m);
    assert.match(printed, /^ok +All is as it was: agent 1081 has no call, and is logged out\.$/m);
    assert.equal(code, 0);
    const { siteProfile } = JSON.parse(readFileSync(profile, 'utf8')) as { siteProfile: number };
    assert.equal(siteProfile, 1);
    const recorded = readFileSync(trace, 'utf8');
    searched(recorded);
    assert.match(recorded, /^\{"kind":"trace".*\}\n(\{.*\}\n)+$/);
    for (const text of [printed, readFileSync(page, 'utf8'), recorded, readFileSync(profile, 'utf8')]) {
      assert.doesNotMatch(text, /secret/);
    }
    assert.ok(simulator.truth.every(({ state }) => state === 'LOGOUT'));
  });

  it('ends with 1 when something needs to be done, and says it to programs as well', async () => {
    const port = await freePort();
    const child = start(['--broker', `stomp://127.0.0.1:${port}`, '--json']);
    const printed: string[] = [];
    child.process.stdout?.on('data', (text: string) => printed.push(text));
    const [code] = await once(child.process, 'close');
    assert.equal(code, 1);
    const report = JSON.parse(printed.join('')) as { ok: boolean; parts: { findings: { id: string }[] }[] };
    assert.equal(report.ok, false);
    assert.equal(report.parts[0]?.findings[0]?.id, 'tcp-refused');
  });

  it('names a broker with an IPv6 address as it is typed', async () => {
    const broker = `stomp://[::1]:${await freePort()}`;
    const { printed } = await outcome(['--broker', broker]);
    assert.ok(printed.includes(`\nBrokers      ${broker}\n`), printed);
  });

  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    it(`leaves everything as it was after ${signal} in the middle of a call, and ends with 2`, async () => {
      const [simulator, broker] = await simulated();
      const child = start([...broker, ...agent, '--call', '2002']);
      await child.until(() => simulator.truth.some(({ calls }) => calls.length > 0));
      child.process.kill(signal);
      const [code] = await once(child.process, 'close');
      assert.equal(code, 2);
      assert.match(child.log(), /Stopping\. Everything is being left as it was/);
      assert.match(child.log(), /All is as it was: agent 1081 has no call, and is logged out\./);
      assert.ok(simulator.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0));
    });
  }

  it('does so too when nobody reads any more what it shows', async () => {
    const [simulator, broker] = await simulated();
    const child = start([...broker, ...agent, '--call', '2002']);
    await child.until(() => simulator.truth.some(({ calls }) => calls.length > 0));
    child.process.stderr?.destroy();
    child.process.stdout?.destroy();
    await once(child.process, 'exit');
    await until(() => simulator.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0));
  });

  it('wants passwords from the environment where there is no terminal', async () => {
    const { code, printed } = await outcome(['--broker', 'stomp://127.0.0.1', ...agent], {
      GC_CHECK_PASSWORD: undefined,
    });
    assert.equal(code, 2);
    assert.match(printed, /^Put the password into the environment variable GC_CHECK_PASSWORD\./);
  });
});
