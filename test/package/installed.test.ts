import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/run.mjs';
import { subflowIcons } from '../../scripts/subflow-icons.mjs';
import { Child } from '../support/child';
import { createUserDir, readPackageJson, startNodeRed, type NodeRed } from '../support/node-red';

const execute = promisify(execFile);
const packageJson = readPackageJson();
const types = Object.keys(packageJson['node-red'].nodes);

describe('the package, installed from its tarball', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let nodeRed: NodeRed;

      before(async () => {
        nodeRed = await startNodeRed({ version, flows: [] });
      });

      after(() => nodeRed.stop());

      it('runs on the Node-RED that is meant', () => {
        assert.ok(nodeRed.version.startsWith(`${version}.`), nodeRed.version);
      });

      it('loads, with every node type', async () => {
        const sets = ((await getJson(`${nodeRed.url}nodes`)) as NodeSet[]).filter(isOurs);
        const failed = sets.filter((set) => set.err || !set.enabled);
        assert.deepEqual(failed, []);
        assert.deepEqual(sets.flatMap((set) => set.types).sort(), types.sort());
      });

      it('offers an icon for every node type, and for every subflow in the examples', async () => {
        const icons = (await getJson(`${nodeRed.url}icons`)) as Record<string, string[]>;
        const ofSubflows = subflowIcons(path.join(root, 'examples'));
        const expected = [...types.map((type) => `${type}.svg`), ...ofSubflows];
        assert.deepEqual(icons[packageJson.name]?.sort(), expected.sort());
      });
    });
  }

  it('exports the library from its main entry', async () => {
    const script = `const gc = require(${JSON.stringify(packageJson.name)});
      console.log(JSON.stringify(Object.entries(gc).map(([name, value]) => [name, typeof value])));`;
    const { stdout } = await execute(process.execPath, ['-e', script], { cwd: await createUserDir() });
    const exported = Object.fromEntries(JSON.parse(stdout) as [string, string][]);
    for (const name of ['encodeCommand', 'parseEvent', 'GcClient', 'startSimulator']) {
      assert.equal(exported[name], 'function', name);
    }
    for (const name of ['commands', 'events', 'errors', 'userMessages']) {
      assert.equal(exported[name], 'object', name);
    }
  });

  it("loads of stompit what it needs, and not stompit's qs, which has CVE-2025-15284", async () => {
    const script = `require(${JSON.stringify(packageJson.name)});
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const { stdout } = await execute(process.execPath, ['-e', script], { cwd: await createUserDir() });
    const loaded = JSON.parse(stdout) as string[];
    const filesOf = (name: string) => loaded.filter((file) => file.includes(`/node_modules/${name}/`));
    assert.ok(filesOf('stompit').some((file) => file.endsWith('/lib/Client.js')));
    assert.deepEqual(filesOf('qs'), []);
  });

  it('brings the command gc-simulator', async () => {
    const command = path.join(await createUserDir(), 'node_modules', '.bin', 'gc-simulator');
    const child = new Child(command, ['--port', '0', '--load', '50']);
    try {
      const bound = { what: 'its port' };
      await child.until(() => /listens on stomp:\/\/127\.0\.0\.1:\d+,/.test(child.log()), bound);
    } finally {
      await child.end();
    }
    assert.equal(child.process.exitCode, 0);
  });

  it('can be used from TypeScript', async () => {
    const userDir = await createUserDir();
    await writeFile(
      path.join(userDir, 'user.ts'),
      `import { encodeCommand, GcClient, parseEvent, startSimulator } from '${packageJson.name}';
       export const used: unknown[] = [encodeCommand, GcClient, parseEvent, startSimulator];`,
    );
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const typeRoots = path.join(root, 'node_modules/@types');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'Node16',
      '--typeRoots',
      typeRoots,
      '--types',
      'node',
    ];
    await execute(process.execPath, [tsc, ...options, 'user.ts'], { cwd: userDir });
  });
});

interface NodeSet {
  module: string;
  types: string[];
  enabled: boolean;
  err?: string;
}

function isOurs(set: NodeSet): boolean {
  return set.module === packageJson.name;
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  assert.equal(response.status, 200, url);
  return response.json();
}
