import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { npm, root } from '../../scripts/run.mjs';

const execute = promisify(execFile);

describe('what npm publishes', () => {
  let files: string[];

  before(async () => {
    const [command, args] = npm(['pack', '--dry-run', '--json', '--ignore-scripts']);
    const { stdout } = await execute(command, args, { cwd: root });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    files = packed.files.map((file) => file.path);
  });

  it('holds only the build, the examples and the documents', () => {
    const documents = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md'];
    const others = files.filter((file) => !/^(dist|examples)\//.test(file));
    assert.deepEqual(others.sort(), documents.sort());
  });

  it('holds no sources, and of the build only kinds of file that a user needs', () => {
    const wanted = /\.(js|js\.map|d\.ts|json|html|svg)$/;
    const unwanted = files.filter((file) => file.startsWith('dist/') && !wanted.test(file));
    assert.deepEqual(unwanted, []);
    assert.deepEqual(
      files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
      [],
    );
    assert.deepEqual(
      files.filter((file) => /editor\.(js|d\.ts)|^dist\/(test|scripts|lib\/editor)\//.test(file)),
      [],
    );
  });

  it('names no folder of the machine it was built on', async () => {
    for (const file of files) {
      const text = await readFile(path.join(root, file), 'utf8');
      assert.ok(!text.includes(path.resolve(root)), `${file} names ${root}`);
    }
    for (const file of files.filter((name) => name.endsWith('.map'))) {
      const { sources } = JSON.parse(await readFile(path.join(root, file), 'utf8')) as { sources: string[] };
      assert.deepEqual(
        sources.filter((source) => path.isAbsolute(source)),
        [],
        file,
      );
    }
  });

  for (const file of ['dist/lib/simulator/cli.js', 'dist/lib/check/cli.js']) {
    it(`holds the command ${file}`, async () => {
      const cli = await readFile(path.join(root, file), 'utf8');
      assert.match(cli, /^#!\/usr\/bin\/env node\n/);
      assert.ok(files.includes(file));
    });
  }
});
