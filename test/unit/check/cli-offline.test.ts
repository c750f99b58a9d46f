import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parseSiteProfile } from '../../../lib/protocol';
import { readDialectFile } from '../../../lib/simulator';
import { temporaryFolder } from '../../support/child';

const root = path.join(__dirname, '../../..');
const folder = temporaryFolder('gc-check');
const script = path.join(folder, 'cli.js');

const header =
  '{"kind":"trace","version":1,"at":"2026-11-29T10:00:00.000Z","standIns":false,"destination":"desk","commandQueue":"Connector1","package":"1.0.0"}';
const event = (body: string) =>
  JSON.stringify({ kind: 'event', at: '2026-11-29T10:00:01.000Z', broker: 'gc:61613', body });

function file(name: string, ...lines: string[]): string {
  const place = path.join(folder, name);
  writeFileSync(place, `${lines.join('\n')}\n`);
  return place;
}

/** What was printed, and the exit status. */
function run(...args: string[]): Promise<{ status: unknown; out: string; err: string }> {
  const env = { ...process.env, NODE_PATH: path.join(root, 'node_modules') };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ status: error === null ? 0 : error.code, out, err });
    });
  });
}

describe('gc-check on the command line, with a trace', () => {
  const good = file('good.jsonl', header, event('System#IN_SERVICE'), event('1081#State#READY##Anna'));
  const bad = file('bad.jsonl', header, event('1081#Weather#SUNNY'), 'rubbish');

  before(() =>
    build({
      entryPoints: [path.join(root, 'lib/check/cli.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      logLevel: 'error',
      external: ['pg', 'pg-native', 'protobufjs'],
    }),
  );

  it('ends with 0 where all is well', async () => {
    const { status, out } = await run(good);
    assert.equal(status, 0);
    assert.match(out, /^Check of good\.jsonl\n/);
    assert.ok(!out.includes('\u001B'));
  });

  it('ends with 1 where something was found', async () => {
    const { status, out } = await run(bad);
    assert.equal(status, 1);
    assert.match(out, /^PROBLEM {2}A line of the file could not be used: the line is not JSON\.$/m);
    assert.match(out, /^PROBLEM {2}An event could not be read: /m);
  });

  it('writes the profile, the page and JSON', async () => {
    const { status, out } = await run(good, '--json', '--profile', 'site.json', '--html', 'report.html');
    assert.equal(status, 0);
    assert.equal((JSON.parse(out) as { ok: boolean }).ok, true);
    const profile = path.join(folder, 'site.json');
    assert.equal(parseSiteProfile(readFileSync(profile, 'utf8'))['siteProfile'], 1);
    assert.equal((await readDialectFile(profile)).format, 'text');
    assert.match(readFileSync(path.join(folder, 'report.html'), 'utf8'), /^<!doctype html>/);
  });

  for (const [what, args, words] of [
    ['a file that does not exist', ['none.jsonl'], /none\.jsonl cannot be read: no such file or directory\./],
    ['a folder', ['.'], /\. is a folder\./],
    ['two files', ['a.jsonl', 'b.jsonl'], /Name one trace at a time\./],
    ['an option that does not exist', ['--colour'], /--colour/],
    ['an option of a live check', ['x.jsonl', '--queue', 'Q'], /--queue is for a check with --broker/],
    ['a profile that cannot be written', [good, '--profile', 'no/such/folder.json'], /cannot be written/],
  ] as const) {
    it(`ends with 2 and says why, for ${what}`, async () => {
      const { status, err } = await run(...args);
      assert.equal(status, 2);
      assert.match(err, words);
      assert.match(err, /gc-check --help/);
    });
  }

  it('shows its help in 80 columns', async () => {
    const { status, out } = await run('--help');
    assert.equal(status, 0);
    assert.match(out, /--profile FILE/);
    assert.deepEqual(
      out.split('\n').filter((line) => line.length > 80),
      [],
    );
  });
});
