import assert from 'node:assert/strict';
import { readPackageJson } from '../support/node-red';
import { paletteModules } from '../support/palette';
import { exampleFiles } from './example-files';
import { onStage } from './stage';

interface NodeSet {
  module: string;
  types: string[];
}

describe('every example', () => {
  onStage((stage) => {
    let known: Set<string>;

    before(async () => {
      const response = await fetch(`${stage().url}nodes`, { headers: { accept: 'application/json' } });
      const sets = (await response.json()) as NodeSet[];
      const modules = ['node-red', readPackageJson().name, ...Object.keys(paletteModules())];
      const types = sets.filter(({ module }) => modules.includes(module)).flatMap((set) => set.types);
      known = new Set([...types, 'tab', 'group', 'subflow']);
    });

    it('is offered by the import dialog, in its group', async () => {
      const list = async (folder: string): Promise<unknown> =>
        (await fetch(`${stage().url}library/examples/flows/${readPackageJson().name}/${folder}`)).json();
      const groups = [...new Set(exampleFiles.map(({ group }) => group))];
      assert.deepEqual(await list(''), groups);
      for (const group of groups) {
        const files = exampleFiles.filter((file) => file.group === group);
        const expected = files.map(({ number, title }) => ({ fn: `${number} - ${title}` }));
        assert.deepEqual(await list(group), expected);
      }
    });

    for (const { number, title, nodes } of exampleFiles) {
      it(`${number} ${title} needs no types but known ones, and is deployed without complaint`, async () => {
        const own = nodes().map(({ id }) => `subflow:${id}`);
        assert.deepEqual(
          nodes().filter(({ type }) => !known.has(type) && !own.includes(type)),
          [],
        );
        const example = await stage().deploy(number);
        assert.deepEqual(complaintsIn(example.log()), []);
      });
    }
  });
});

/** On a busy machine, PostgreSQL may need more than the two seconds that a connection waits for it at the start. */
function complaintsIn(log: string): string[] {
  const lines = log.split('\n').filter((line) => /\[(warn|error|fatal)\]/.test(line));
  return lines.filter((line) => !line.includes('the store did not answer in time'));
}
