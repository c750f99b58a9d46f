import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { GcError } from '../../../lib/protocol';
import { dialects } from '../../../lib/simulator/dialects';
import { readSite, readSiteFile, readSiteText } from '../../../lib/simulator/site';
import { temporaryFolder } from '../../support/child';

const root = path.join(__dirname, '../../..');

const small = `# Two people
teams:
  - { id: 1, name: Sales }
agents:
  - agentId: 0071
    password: "07"
    extension: 0081
    firstName: Zoë
    lastName: Núñez
    team: 1
    supervisor: true
  - agentId: 72
    password: p
    extension: 82
    firstName: 美咲
    lastName: 佐藤
    team: 1
licences: 1
timers:
  ringing: 50
`;

/** The message of the error that a file gives, up to its code. */
function problemOf(text: string): string {
  let message = '';
  assert.throws(
    () => readSiteText(text, 'site.yaml'),
    (error: Error & { code?: string }) => {
      assert.equal(error.code, 'GC_INVALID_CONFIGURATION');
      message = error.message;
      return true;
    },
  );
  return message.slice(0, message.indexOf(' (GC_INVALID_CONFIGURATION)'));
}

describe('a site file', () => {
  it('can be YAML, and numbers are what is written', () => {
    const site = readSiteText(small, 'site.yaml');
    assert.deepEqual(
      site.agents.map(({ agentId, password, extension, supervisor }) => [
        agentId,
        password,
        extension,
        supervisor,
      ]),
      [
        ['0071', '07', '0081', true],
        ['72', 'p', '82', false],
      ],
    );
    assert.equal(site.licences, 1);
    assert.deepEqual(site.timers, { ...readSite().timers, ringing: 50 });
  });

  it('can be JSON', () => {
    const content = {
      agents: readSite().agents.slice(0, 2),
      licences: 2,
      dialect: { ...dialects.observed, callOver: 'DELETED' },
    };
    for (const text of [JSON.stringify(content), JSON.stringify(content, null, '\t')]) {
      assert.deepEqual(readSiteText(text, 'site.json'), readSite(content));
    }
  });

  it('can be empty', () => {
    assert.deepEqual(readSiteText('# nothing yet\n', 'site.yaml'), readSite());
  });

  it('can have an empty value where something can be left out', () => {
    assert.deepEqual(readSiteText('licences:\ntimers: ~\n', 'site.yaml'), readSite());
  });

  const edits: [string, string, string][] = [
    [
      'team: 1\nlicences',
      'team: 9\nlicences',
      'site.yaml:17: agents[1].team is "9", which is none of the teams',
    ],
    [
      'firstName: 美咲',
      'first: 美咲',
      'site.yaml:15: agents[1].first is not known here; there are agentId, password, extension, firstName, lastName, supervisor, team, teams, wrapUpOnIncoming',
    ],
    ['    password: p\n', '', 'site.yaml:12: agents[1].password is missing'],
    ['password: p', 'password: "p#q"', 'site.yaml:13: agents[1].password must not contain "#"'],
    [
      'ringing: 50',
      'ringing: soon',
      'site.yaml:20: timers.ringing must be a number of milliseconds from 0 to 3600000',
    ],
    ['supervisor: true', 'supervisor: yes', 'site.yaml:11: agents[0].supervisor must be true or false'],
    ['  - { id: 1, name: Sales }', '  id: 1', 'site.yaml:2: teams must be a list'],
    ['licences: 1', 'licences: -1', 'site.yaml:18: licences must be a number of agents from 0 to 100000'],
    ['licences: 1', '\tlicences: 1', 'site.yaml:18: this is neither YAML nor JSON: tab as indent'],
    ['licences: 1', 'licences: [1', 'site.yaml:19: this is neither YAML nor JSON: bad indent'],
    ['licences: 1', 'teams: []', 'site.yaml:18: this is neither YAML nor JSON: duplicate key'],
    ['licences: 1', '---\nlicences: 1', 'site.yaml:18: this is neither YAML nor JSON: multiple docs'],
  ];
  for (const [part, other, problem] of edits) {
    it(`is refused: ${problem}`, () => {
      const text = small.replace(part, other);
      assert.notEqual(text, small);
      assert.equal(problemOf(text), problem);
    });
  }

  it('is refused where its content is no object', () => {
    assert.equal(problemOf('\n- 1\n'), 'site.yaml:2: the content must be an object');
  });

  for (const password of [
    '*hunter2',
    '@hunter2',
    '!hunter2',
    '"hunter2',
    '"hunter2\\q"',
    'hunter2: x',
    '{hunter2',
    '|hunter2',
    '%hunter2',
    '&a &b hunter2',
  ]) {
    it(`never shows a password: ${password}`, () => {
      const problem = problemOf(small.replace('password: p\n', `password: ${password}\n`));
      assert.match(problem, /^site\.yaml:\d+: /);
      assert.doesNotMatch(problem, /hunter2/);
    });
  }

  it('names the line in JSON, too', () => {
    const text = JSON.stringify({ numbers: { busy: ['486', 'engaged'] } }, null, 2);
    assert.match(problemOf(text), /^site\.yaml:5: numbers\.busy\[1\] must be a number of digits/);
  });

  it('may hold anything: nothing but a GcError comes of it', function () {
    this.timeout(120_000);
    const pieces = fc.constantFrom(
      ...small.split(/(?<=\n)/),
      ...[
        '- ',
        '{',
        ']',
        '? ',
        ': ',
        '&a ',
        '*a ',
        '!!set ',
        '!!binary x',
        '"',
        '|',
        '>',
        '#',
        '\t',
        '\0',
        '__proto__: 1\n',
      ],
      ...['<<: ', '[1]: 2\n', 'agents: &a [*a]\n', 'agents: {}\n', '...', '---\n', '%TAG ! x\n', 'teams:\n'],
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          readSiteText(given, 'site.yaml');
        } catch (error) {
          assert.ok(error instanceof GcError, String(error));
          assert.match(error.message, /^site\.yaml:\d+: /);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is read from where it is', async () => {
    const file = path.join(temporaryFolder('site'), 'site.yml');
    writeFileSync(file, small);
    assert.deepEqual(await readSiteFile(file), readSiteText(small, file));
    writeFileSync(file, 'licences: x');
    await assert.rejects(readSiteFile(file), (error: Error) =>
      error.message.startsWith(`${file}:1: licences must be`),
    );
    await assert.rejects(readSiteFile('/no/site.yaml'), /^GcError: \/no\/site\.yaml cannot be read: ENOENT/);
  });

  it('is a regular file of at most 10 MB, or a link to one', async () => {
    const folder = temporaryFolder('site');
    const at = (name: string) => path.join(folder, name);
    const refused = (file: string, reason: string) =>
      assert.rejects(readSiteFile(file), (error: Error) =>
        error.message.startsWith(`${file} cannot be read: ${reason}`),
      );
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync('/dev/zero', at('link-to-device'));
    symlinkSync(at('pipe'), at('link-to-pipe'));
    for (const file of [
      '/dev/zero',
      '/dev/tty',
      folder,
      ...['pipe', 'link-to-device', 'link-to-pipe'].map(at),
    ]) {
      await refused(file, 'it is not a regular file');
    }
    writeFileSync(at('large'), '');
    truncateSync(at('large'), 10_000_001);
    await refused(at('large'), 'it has more than 10 MB');
    await refused(`${at('large')}\0`, 'ERR_INVALID_ARG_VALUE');
    writeFileSync(at('small'), small);
    symlinkSync(at('small'), at('link'));
    assert.deepEqual(await readSiteFile(at('link')), readSiteText(small, 'link'));
  });

  it('may not be nested without end, and has each name once', () => {
    const steps = Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    for (const text of [
      steps,
      ...['[', '{a: ', '- ', '? ', 'a: '].map((opening) => opening.repeat(100_000)),
    ]) {
      assert.equal(problemOf(text), 'site.yaml:1: this is nested too deeply');
    }
    assert.equal(
      problemOf('licences: 1\nlicences: 2'),
      'site.yaml:2: this is neither YAML nor JSON: duplicate key',
    );
    assert.equal(
      problemOf('timers: { "1": 1, 1: 2 }'),
      'site.yaml:1: this is neither YAML nor JSON: duplicate key',
    );
  });

  it('takes ten times as long where it has ten times as many names', function () {
    this.timeout(120_000);
    const timeFor = (names: number) => {
      const text = Array.from({ length: names }, (_, index) => `n${index}: 1`).join('\n');
      const begun = performance.now();
      problemOf(text);
      return performance.now() - begun;
    };
    timeFor(500);
    const [few, many] = [timeFor(500), timeFor(5000)];
    assert.ok(many < 40 * few, `${many} ms after ${few} ms`);
  });

  it('is shown in the documentation as it can be used', () => {
    const page = readFileSync(path.join(root, 'docs/reference/site-file.md'), 'utf8');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const { agents, queues, phonebooks, licences } = readSiteText(example, 'site-file.md');
    assert.ok(agents.length > 0 && queues.length > 0 && phonebooks.length > 0);
    assert.notEqual(licences, undefined);
  });
});
