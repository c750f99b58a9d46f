import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Child } from '../support/child';
import { freePort } from '../support/ports';
import { createUserDir } from '../support/node-red';
import { once } from '../support/wait';

const secret = 'secret';
/** Small, and made by hand: a command that was confirmed, and one that GC did not answer. */
const good = [
  {
    kind: 'trace',
    version: 1,
    standIns: true,
    destination: 'desk',
    commandQueue: 'Connector1',
    package: '0.1.0',
  },
  { kind: 'command', id: 1, name: 'Hello', body: '', jmsType: 'Hello#desk', broker: 'b:1' },
  { kind: 'event', body: '{"type":"System","status":"IN_SERVICE"}', broker: 'b:1' },
  { kind: 'outcome', id: 1, name: 'Hello', outcome: 'confirmed', tookMs: 40 },
];
const bad = [...good, { kind: 'event', body: '{"type":"Surprise","agentId":"1081"}', broker: 'b:1' }];

interface JsonReport {
  ok: boolean;
  parts: { id: string; findings: { id: string; severity: string }[] }[];
  profile: { siteProfile: number };
}

describe('gc-check, from the package', () => {
  let folder: string;
  let simulator: Child;
  let port: string;

  before(async () => {
    folder = await createUserDir();
    await writeTrace('good.jsonl', good);
    await writeTrace('bad.jsonl', bad);
    const command = path.join(folder, 'node_modules', '.bin', 'gc-simulator');
    simulator = new Child(command, ['--port', '0']);
    const find = () => /listens on stomp:\/\/127\.0\.0\.1:(\d+)/.exec(simulator.log())?.[1];
    port = await simulator.until(find, { what: 'the port of gc-simulator' });
  });

  after(() => simulator.end());

  function writeTrace(name: string, lines: readonly object[]): Promise<void> {
    const entries = lines.map((line, index) => {
      return JSON.stringify({ ...line, at: new Date(Date.UTC(2026, 0, 1, 12, 0, index)).toISOString() });
    });
    return writeFile(path.join(folder, name), `${entries.join('\n')}\n`);
  }

  /** Runs it as npx does in this folder. What it shows holds no password. */
  async function gcCheck(...args: string[]) {
    const env = { ...process.env, GC_CHECK_PASSWORD: secret };
    const command = path.join('node_modules', '.bin', 'gc-check');
    const child = new Child(command, args, { cwd: folder, env });
    let printed = '';
    child.process.stdout?.on('data', (text: string) => (printed += text));
    const [code] = await once(child.process, 'close');
    assert.doesNotMatch(child.log(), new RegExp(`\\b${secret}\\b`));
    return { code, printed, shown: child.log() };
  }

  async function page(name: string): Promise<string> {
    const html = await readFile(path.join(folder, name), 'utf8');
    assert.match(html, /^<!doctype html>/);
    assert.doesNotMatch(html, /<script|https?:/);
    return html;
  }

  it('finds nothing wrong in a small trace, and ends with 0', async () => {
    const { code, printed } = await gcCheck('good.jsonl', '--json', '--html', 'good.html');
    const report = JSON.parse(printed) as JsonReport;
    assert.deepEqual([code, report.ok, report.profile.siteProfile], [0, true, 1]);
    assert.match(await page('good.html'), /No problem was found\./);
  });

  it('finds what could not be read, and ends with 1', async () => {
    const { code, printed } = await gcCheck('bad.jsonl', '--json', '--html', 'bad.html');
    const report = JSON.parse(printed) as JsonReport;
    assert.deepEqual([code, report.ok], [1, false]);
    const problems = report.parts.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'problem'),
    );
    assert.ok(problems.length > 0);
    assert.match(await page('bad.html'), /Surprise/);
  });

  it('says why it could not be done, and ends with 2', async () => {
    for (const args of [['nothing.jsonl'], [], ['--agent', '1081'], ['good.jsonl', '--nonsense']]) {
      const { code, printed, shown } = await gcCheck(...args);
      assert.deepEqual([code, printed], [2, ''], shown);
      assert.match(shown, /\.\ngc-check --help says what there is\.\n$/);
    }
  });

  it('checks a GC that runs, and ends with 0', async () => {
    const broker = ['--broker', `stomp://127.0.0.1:${port}`, '--agent', '1081', '--extension', '2001'];
    const { code, printed } = await gcCheck(...broker, '--json', '--html', 'live.html');
    const report = JSON.parse(printed) as JsonReport;
    assert.deepEqual([code, report.ok], [0, true]);
    assert.deepEqual(
      report.parts.slice(0, 3).map(({ id }) => id),
      ['broker-1', 'agent', 'afterwards'],
    );
    assert.match(await page('live.html'), /All is as it was/);
  });

  it('says what is wrong with a GC, and ends with 1', async () => {
    const nobody = `stomp://127.0.0.1:${await freePort()}`;
    const { code, shown } = await gcCheck('--broker', nobody);
    assert.equal(code, 1);
    assert.match(shown, /\n\nPROBLEM {2}1 problem was found\. It is:/);
  });
});
