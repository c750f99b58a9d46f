import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startActiveMq } from '../support/activemq';
import { Child, temporaryFolder } from '../support/child';
import { once } from '../support/wait';

const root = path.join(__dirname, '..', '..');
const script = path.join(root, 'test', 'support', 'stomp-agent.py');
/** What GC tells an agent who takes a call from a queue; times, dialog ids and callers' numbers aside. */
const expected = readFileSync(path.join(root, 'test', 'fixtures', 'stomp-agent.txt'), 'utf8')
  .trim()
  .split('\n');

/** stomp.py, which knows nothing of this package, with the simulator started as a user starts it. */
describe('a foreign client', () => {
  const closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) {
      await close();
    }
  });

  /** A busy contact centre, ten times as fast, that leaves slow machines the time to answer. */
  function startSimulator(...args: string[]): Child {
    const site = path.join(temporaryFolder('site'), 'site.yaml');
    writeFileSync(site, 'timers: { noAnswer: 600000 }\n');
    const cli = path.join(root, 'dist', 'lib', 'simulator', 'cli.js');
    const options = ['--load', '50', '--speed', '10', '--site', site, ...args];
    const child = new Child(process.execPath, [cli, ...options]);
    closing.push(() => child.end());
    return child;
  }

  /** What the script heard. */
  async function work(port: number): Promise<string[]> {
    const agent = new Child('/usr/bin/python3', [script, String(port)]);
    closing.push(() => agent.end('SIGKILL'));
    await once(agent.process, 'close', { timeoutMs: 90_000, what: 'the end of the agent’s day' });
    assert.equal(agent.process.exitCode, 0, agent.log());
    return agent.log().trim().split('\n').map(anonymous);
  }

  it('works with the simulator on its own broker', async () => {
    const simulator = startSimulator('--port', '0');
    const [, port] = await simulator.until(
      () => /listens on stomp:\/\/127\.0\.0\.1:(\d+),/.exec(simulator.log()),
      {},
    );
    assert.deepEqual(await work(Number(port)), expected);
  });

  it('hears the same from the simulator beside ActiveMQ', async () => {
    const broker = await startActiveMq();
    closing.push(() => broker.stop());
    const simulator = startSimulator('--broker', `stomp://127.0.0.1:${broker.port}`);
    await simulator.until(() => simulator.log().includes('connected to the broker'));
    assert.deepEqual(await work(broker.port), expected);
  });
});

function anonymous(line: string): string {
  return line
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/"dialogID":"\d+"/g, '"dialogID":"DIALOG"')
    .replaceAll(/"0300\d+"/g, '"NUMBER"');
}
