import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readDialect, readDialectFile } from '../../../lib/simulator';
import { dialects } from '../../../lib/simulator/dialects';
import { temporaryFolder } from '../../support/child';

const noProfile =
  'p.json cannot be read: it is not a site profile of version 1: the property siteProfile is not 1';

describe('a dialect from outside', () => {
  const folder = temporaryFolder('dialects');

  function write(content: unknown): string {
    const file = path.join(folder, 'site-profile.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  it('is that of a site profile', async () => {
    const dialect = { base: 'observed', onHold: 'HOLD' };
    const file = write({ siteProfile: 1, dialect, settings: {}, assumptions: {} });
    assert.deepEqual(await readDialectFile(file), { ...dialects.observed, onHold: 'HOLD' });
  });

  it('may stand behind a byte order mark, which editors of Windows write', async () => {
    const file = write(`\uFEFF${JSON.stringify({ siteProfile: 1, dialect: { base: 'observed' } })}`);
    assert.deepEqual(await readDialectFile(file), dialects.observed);
  });

  it('is based on the specification in the format that was seen', async () => {
    const file = write({ siteProfile: 1, dialect: { format: 'text', onHold: 'HOLD' } });
    assert.deepEqual(await readDialectFile(file), { ...dialects['specified-new'], onHold: 'HOLD' });
  });

  it('can be complete, and stand alone', async () => {
    assert.deepEqual(await readDialectFile(write(dialects['specified-old'])), dialects['specified-old']);
  });

  const wrong: [what: string, content: unknown, problem: string][] = [
    ['nothing of JSON', 'format: json', 'p.json cannot be read: it is not JSON'],
    ['a list', [], noProfile],
    ['null', null, noProfile],
    ['a later version', { siteProfile: 2, dialect: 'observed' }, noProfile],
    ['no dialect', { siteProfile: 1 }, 'p.json is a site profile without a dialect'],
    [
      'a word that is none',
      { siteProfile: 1, dialect: { onHold: 'PARKED' } },
      'p.json: dialect.onHold must be one of HELD, HOLD',
    ],
    [
      'another base',
      { siteProfile: 1, dialect: { base: '__proto__' } },
      'p.json: dialect.base must be one of specified-json, specified-new, specified-old, observed',
    ],
    [
      'a number',
      { siteProfile: 1, dialect: 7 },
      'p.json: dialect must be one of specified-json, specified-new, specified-old, observed',
    ],
    [
      'a flag as a text',
      { siteProfile: 1, dialect: { blanks: 'yes' } },
      'p.json: dialect.blanks must be true or false',
    ],
  ];
  for (const [what, content, problem] of wrong) {
    it(`says what is wrong: ${what}`, async () => {
      await assert.rejects(readDialectFile(write(content), 'p.json'), {
        code: 'GC_INVALID_CONFIGURATION',
        detail: problem,
      });
    });
  }

  it('names what it does not know, in short', () => {
    const surplus = JSON.parse(`{"__proto__": 1}`) as unknown;
    assert.throws(
      () => readDialect(surplus),
      /^GcError: dialect\.__proto__ is not known here; there are format, /,
    );
    const long = { ['x'.repeat(1000)]: 1 };
    assert.throws(() => readDialect(long), /^GcError: dialect\.x{40}… is not known here/);
  });

  it('is not read from what is no file, and not without end', async () => {
    const none = path.join(folder, 'none.json');
    await assert.rejects(readDialectFile(none), /none\.json cannot be read: ENOENT/);
    const directory = path.join(folder, 'folder.json');
    mkdirSync(directory, { recursive: true });
    await assert.rejects(readDialectFile(directory), /folder\.json cannot be read: it is not a regular file/);
    const large = write(`{"base": "observed"${' '.repeat(1_000_000)}}`);
    await assert.rejects(readDialectFile(large), /cannot be read: it has more than 1 MB/);
  });
});
