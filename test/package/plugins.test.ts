import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { offeredAgentActions, offeredCallActions } from '../../plugins/gc-sidebar/runtime/rows';
import { root } from '../../scripts/run.mjs';
import { readPackageJson } from '../support/node-red';

const { plugins } = readPackageJson()['node-red'];

it('package.json names every plugin there is', () => {
  assert.deepEqual(Object.keys(plugins).sort(), readdirSync(path.join(root, 'plugins')).sort());
});

for (const [name, file] of Object.entries(plugins)) {
  describe(`the plugin ${name} as shipped`, () => {
    const folder = path.join(root, path.dirname(file));
    const read = (...names: string[]) => readFileSync(path.join(folder, ...names), 'utf8');
    const labels = (language: string) => JSON.parse(read('locales', language, `${name}.json`)) as object;

    it('has its runtime and its part of the editor where Node-RED looks for them', () => {
      assert.equal(file, `dist/plugins/${name}/${name}.js`);
      assert.ok(existsSync(path.join(root, file)));
      assert.match(read(`${name}.html`), new RegExp(`RED.plugins.registerPlugin\\("${name}"`));
    });

    it('has the same labels in every language', () => {
      for (const language of readdirSync(path.join(folder, 'locales'))) {
        assert.deepEqual(keysOf(labels(language)), keysOf(labels('en-US')), language);
      }
    });
  });
}

it('the sidebar has a label for everything that people can have done', () => {
  const file = path.join(root, 'plugins/gc-sidebar/locales/en-US/gc-sidebar.json');
  const labels = JSON.parse(readFileSync(file, 'utf8')) as { 'gc-sidebar': { action: object } };
  assert.deepEqual(Object.keys(labels['gc-sidebar'].action), [...offeredAgentActions, ...offeredCallActions]);
});

function keysOf(labels: object): string[] {
  return Object.entries(labels).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value).map((inner) => `${key}.${inner}`) : [key],
  );
}
