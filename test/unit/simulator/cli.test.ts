import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { startBroker } from '../../../lib/simulator/broker';
import { StompConnection } from '../../../lib/stomp';
import { Child, temporaryFolder } from '../../support/child';
import { once } from '../../support/wait';
import { event, traceOf } from './replay/trace-lines';

const root = path.join(__dirname, '../../..');
const source = path.join(root, 'lib/simulator/cli.ts');
const script = path.join(temporaryFolder('cli'), 'cli.js');

describe('gc-simulator on the command line', () => {
  const children: Child[] = [];

  // Compiled once, and not by each of the processes.
  before(() => build({ entryPoints: [source], outfile: script, bundle: true, platform: 'node' }));

  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.end('SIGKILL')));
  });

  function run(...args: string[]): Child {
    // From the temporary folder, packages are found by this.
    const env = { ...process.env, NODE_PATH: path.join(root, 'node_modules') };
    const child = new Child(process.execPath, [script, ...args], { cwd: root, env });
    children.push(child);
    return child;
  }

  /** What it printed when it has ended by itself, and its exit code. */
  async function outcome(...args: string[]): Promise<{ code: unknown; printed: string }> {
    const child = run(...args);
    const [code] = await once(child.process, 'close');
    return { code, printed: child.log() };
  }

  function printed(child: Child, pattern: RegExp): Promise<RegExpExecArray> {
    const bound = { what: String(pattern) };
    return child.until(() => pattern.exec(child.log()), bound);
  }

  it('runs, shows what happens without passwords, and stops when told to', async () => {
    const child = run('--port', '0', '--dialect', 'specified-new');
    const [, port] = await printed(child, /listens on stomp:\/\/127\.0\.0\.1:(\d+),/);
    const connection = new StompConnection({ brokers: [{ host: '127.0.0.1', port: Number(port) }] });
    await connection.connect();
    const send = (type: string, body: string) =>
      connection.send({ destination: '/queue/Connector1', type, body });
    await send('Connect#1081', 'desk,secret');
    await send('Login#1081', 'secret,2001');
    await printed(child, /^\d\d:\d\d:\d\d > Login +1081 Anna Becker +\*\*\*$/m);
    await printed(child, /^\d\d:\d\d:\d\d < State +1081 Anna Becker +NOT_READY$/m);
    await connection.close();
    await child.end('SIGTERM');
    assert.equal(child.process.exitCode, 0);
    assert.doesNotMatch(child.log(), /secret/);
  });

  it('stops at Ctrl+C too', async () => {
    const child = run('--port', '0');
    await printed(child, /Stop it with Ctrl\+C\./);
    await child.end('SIGINT');
    assert.equal(child.process.exitCode, 0);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = run('--port', '0');
    await printed(child, /Stop it with Ctrl\+C\./);
    const before = child.log();
    child.process.stdout?.destroy();
    child.process.stdin?.write('help\n');
    const [code] = await once(child.process, 'close');
    assert.equal(code, 0);
    assert.equal(child.log(), before);
  });

  it('ends quietly when nobody reads from the beginning', async () => {
    for (const args of [['--port', '0'], ['--help']]) {
      const child = run(...args);
      child.process.stdout?.destroy();
      const [code] = await once(child.process, 'close');
      assert.equal(code, 0);
      assert.equal(child.log(), '');
    }
  });

  it('sits beside a broker, and waits for it', async () => {
    const broker = await startBroker();
    const { port } = broker;
    await broker.close();
    const child = run('--broker', `stomp://127.0.0.1:${port}`, '--queue', 'GC2');
    await printed(child, /! The broker 127\.0\.0\.1:\d+ refuses connections/);
    await printed(child, /uses the broker 127\.0\.0\.1:\d+, takes commands from the queue GC2/);
    const late = await startBroker({ port });
    try {
      await printed(child, /connected to the broker/);
      await child.end('SIGTERM');
      assert.equal(child.process.exitCode, 0);
    } finally {
      await late.close();
    }
  });

  it('logs in to a broker with users, with the password from the environment', async () => {
    const broker = await startBroker({ user: 'gc', password: 'hunter2' });
    const args = ['--broker', `stomp://127.0.0.1:${broker.port}`, '--user', 'gc'];
    try {
      const { code, printed: usage } = await outcome(...args);
      assert.equal(code, 1);
      assert.match(usage, /--user needs its password in the environment variable GC_BROKER_PASSWORD/);
      process.env['GC_BROKER_PASSWORD'] = 'hunter2';
      const child = run(...args);
      await printed(child, /connected to the broker/);
      assert.doesNotMatch(child.log(), /hunter2/);
    } finally {
      delete process.env['GC_BROKER_PASSWORD'];
      await broker.close();
    }
  });

  it('takes agents from a file', async () => {
    const file = path.join(temporaryFolder('site'), 'site.yaml');
    const agent = '{ agentId: 7, password: p, extension: 8, firstName: Zoë, lastName: Ünal, team: 1 }';
    writeFileSync(file, `agents:\n  - ${agent}\n`);
    const child = run('--port', '0', '--site', file);
    await printed(child, /Its agents:\n {2}7 on 8: Zoë Ünal\nType "help"/);
    await child.end('SIGTERM');
  });

  it('speaks like the site of a profile', async () => {
    const file = path.join(temporaryFolder('profile'), 'site-profile.json');
    const profile = { siteProfile: 1, dialect: { base: 'observed', onHold: 'HOLD' }, settings: {} };
    writeFileSync(file, JSON.stringify(profile));
    const child = run('--port', '0', '--dialect', file);
    await printed(child, /and speaks text as with ucce\.$/m);
    await child.end('SIGTERM');
  });

  it('replays a trace', async () => {
    const file = path.join(temporaryFolder('replay'), 'trace.jsonl');
    writeFileSync(file, traceOf(event(100, '1081#State#READY##Anna')).join('\n'));
    const child = run('--port', '0', '--replay', file, '--speed', '10');
    const [, port] = await printed(child, /listens on stomp:\/\/127\.0\.0\.1:(\d+), and replays a trace\./);
    await printed(child, /= trace\.jsonl of 2026-11-29T10:00:00\.000Z is replayed\./);
    const connection = new StompConnection({ brokers: [{ host: '127.0.0.1', port: Number(port) }] });
    await connection.connect();
    await connection.send({ destination: '/queue/Connector1', type: 'Hello#desk', body: '' });
    await printed(child, /^\d\d:\d\d:\d\d < State +1081 +READY/m);
    await printed(child, /^\d\d:\d\d:\d\d = The trace is over\.$/m);
    child.process.stdin?.write('call 1081 from 0300\n');
    await printed(child, /a trace is replayed: nothing happens but what is in it/);
    await connection.close();
    await child.end('SIGTERM');
    assert.equal(child.process.exitCode, 0);
  });

  it('counts what load brings, and shows what else happens', async () => {
    const child = run(
      '--port',
      '0',
      '--load',
      '50',
      '--speed',
      '20',
      '--seed',
      '3',
      '--dialect',
      'specified-new',
    );
    await printed(child, /^50 more agents take calls; their events go to \/topic\/gc-load\.$/m);
    await printed(child, /^\d\d:\d\d:\d\d ~ load: .*\d+ State/m);
    assert.doesNotMatch(child.log(), / < /);
    await child.end('SIGTERM');
    assert.equal(child.process.exitCode, 0);
  });

  it('does what is typed', async () => {
    const child = run('--port', '0', '--fault', 'gc-silent');
    await printed(child, /Stop it with Ctrl\+C\./);
    child.process.stdin?.write('faults\nend gc-silent\n\ncall 1081 from 0300\ndance\ncall Sales from 0300\n');
    await printed(child, /^ {2}gc-silent +ON: GC takes and carries out commands/m);
    await printed(child, /^no fault lasts$/m);
    await printed(child, /^Agent 1081: the agent is not logged in/m);
    await printed(child, /^Nobody knows what "dance" means\. Type "help" for what there is\.$/m);
    await printed(child, /^call \d+$/m);
    child.process.stdin?.end();
    await child.end('SIGINT');
    assert.equal(child.process.exitCode, 0);
  });

  it('tells how to use it', async () => {
    const { code, printed } = await outcome('--help');
    assert.equal(code, 0);
    const texts = ['--port', '--broker', '--user', '--queue', '--site', '--dialect', '--flavour'];
    for (const option of [...texts, '--replay', '--load', '--speed', '--seed', '--fault']) {
      assert.match(printed, new RegExp(`^ +${option} [A-Z]+ `, 'm'));
    }
  });

  it('explains what is wrong with the command line', async () => {
    const file = path.join(temporaryFolder('site'), 'site.json');
    writeFileSync(file, '{"password": secret}');
    const wrong: [string[], RegExp][] = [
      [['--prot', '1'], /^Unknown option '--prot'/],
      [['--port', 'high'], /^--port must be a number from 0 to 65535, not "high"\./],
      [['--port', '65536'], /^--port must be a number/],
      [['--dialect', 'xml'], /^--dialect must be one of specified-json, .*, observed, not "xml"\./],
      [['--dialect', '/no/profile.json'], /\/no\/profile\.json cannot be read: ENOENT/],
      [['--replay', '/no/trace.jsonl'], /\/no\/trace\.jsonl cannot be read: ENOENT/],
      [['--replay', file], /site\.json is no trace: line 1: the line is cut off/],
      [
        ['--replay', file, '--load', '5'],
        /^--load is for a simulated contact centre: leave it out with --replay\./,
      ],
      [['--replay', file, '--fault', 're-login'], /^--fault is for a simulated contact centre/],
      [['--flavour', 'uccs'], /^--flavour must be one of ucce, uccx, not "uccs"\./],
      [['--load', 'much'], /^--load must be a number, not "much"\./],
      [['--port', '0', '--load', '5000'], /agents must be a whole number from 1 to 2000/],
      [['--port', '0', '--speed', '0'], /speed must be a number from 0.01 to 1000/],
      [['--fault', 'rain'], /^--fault must be one of broker-gone, .*, not "rain"\./],
      [['--port', '0', '--fault', 're-login'], /no agent is logged in/],
      [['--broker', 'http://here'], /^"http:\/\/here" is no broker address\./],
      [['--broker', 'stomp://127.0.0.1', '--port', '1'], /^--port is for the embedded broker/],
      [['--site', '/no/site.json'], /\/no\/site\.json cannot be read: ENOENT/],
      [['--site', file], /site\.json:1: password is not known here/],
    ];
    const outcomes = await Promise.all(wrong.map(([args]) => outcome(...args)));
    outcomes.forEach(({ code, printed }, index) => {
      assert.equal(code, 1);
      assert.match(printed, wrong[index]?.[1] ?? /^$/);
      assert.doesNotMatch(printed, /^ +at /m);
    });
  });

  it('explains that its port is taken', async () => {
    const broker = await startBroker();
    try {
      const { code, printed } = await outcome('--port', String(broker.port));
      assert.equal(code, 1);
      assert.match(printed, /cannot listen on 127\.0\.0\.1:\d+ \(.*EADDRINUSE.*\)\. Choose another port/);
    } finally {
      await broker.close();
    }
  });
});
