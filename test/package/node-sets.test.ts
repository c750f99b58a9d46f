import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { statuses } from '../../lib/nodered/runtime/status';
import { helpLanguages } from '../../scripts/docs/help';
import { allLanguages, allParts } from '../../scripts/languages/catalogues';
import { readDefinition } from '../../scripts/node-definition.mjs';
import { root } from '../../scripts/run.mjs';
import { registrationOf } from '../support/fake-red';
import { readPackageJson } from '../support/node-red';

const nodes = Object.entries(readPackageJson()['node-red'].nodes);

it('package.json names every node there is', () => {
  assert.deepEqual(nodes.map(([type]) => type).sort(), readdirSync(path.join(root, 'nodes')).sort());
});

for (const [type, file] of nodes) {
  describe(`the node ${type} as shipped`, () => {
    const folder = path.join(root, path.dirname(file));
    const read = (...names: string[]) => readFileSync(path.join(folder, ...names), 'utf8');
    const html = () => read(`${type}.html`);
    const definition = () => readDefinition(html());

    it('has its runtime where package.json says', () => {
      assert.equal(file, `dist/nodes/${type}/${type}.js`);
      assert.ok(existsSync(path.join(root, file)));
    });

    it('has a definition that the flow library can read, and an edit form', () => {
      assert.equal(definition().type, type);
      assert.match(html(), new RegExp(`<script type="text/html" data-template-name="${type}"`));
    });

    it('has no colours of its own in its form, so that it follows every theme', () => {
      const [, form = ''] = html().split('<script type="text/html"');
      assert.doesNotMatch(form, /style="[^"]*(color|background|border)/);
    });

    it('has an icon of its own', () => {
      const { icon } = definition();
      assert.ok(icon, 'no icon');
      assert.match(read('icons', icon), /<svg/);
    });

    it('has help in English and German at least', () => {
      const languages = helpLanguages(type);
      assert.deepEqual(
        ['de', 'en-US'].filter((language) => !languages.includes(language)),
        [],
      );
      for (const language of languages) {
        const help = read('locales', language, `${type}.html`);
        assert.match(
          help,
          new RegExp(`<script type="text/(markdown|html)" data-help-name="${type}"`),
          language,
        );
      }
    });

    it('has its texts in every language of the package', () => {
      const languages = ['en-US', ...allLanguages(root, allParts(root))].sort();
      assert.deepEqual(readdirSync(path.join(folder, 'locales')).sort(), languages);
    });

    it('tells in every language of the same properties of a message', () => {
      const english = propertiesIn(read('locales', 'en-US', `${type}.html`));
      assert.equal(english.length === 0, definition().category === 'config', 'Which properties are there?');
      assert.equal(english.length, read('locales', 'en-US', `${type}.html`).match(/^: /gm)?.length ?? 0);
      for (const language of helpLanguages(type)) {
        assert.deepEqual(propertiesIn(read('locales', language, `${type}.html`)), english, language);
      }
    });

    it('has a text for every key that its dialog uses', () => {
      assert.deepEqual(
        textsUsed(type, html()).filter((key) => !isInCatalogue(key)),
        [],
      );
    });

    it('has the same labels in every language', () => {
      const labelsIn = (language: string) => labelsOf(type, read('locales', language, `${type}.json`));
      const english = keysOf(labelsIn('en-US'));
      for (const language of readdirSync(path.join(folder, 'locales'))) {
        assert.deepEqual(keysOf(labelsIn(language)), english, language);
      }
    });

    it('registers this type, with the same credentials in the editor and at run time', async () => {
      const { types, credentials } = await registrationOf(path.join(root, file));
      assert.deepEqual(types, [type]);
      assert.deepEqual(definition().credentials.sort(), Object.keys(credentials).sort());
    });

    it('has a field in its form for every credential', () => {
      const prefix = definition().category === 'config' ? 'node-config-input-' : 'node-input-';
      for (const name of definition().credentials) {
        assert.ok(html().includes(`id="${prefix}${name}"`), name);
      }
    });
  });
}

it('every status has a text', () => {
  const texts = Object.values(statuses).map(({ text }) => text.replace(/^.*\//, ''));
  assert.deepEqual(
    texts.filter((key) => !isInCatalogue(key)),
    [],
  );
});

/**
 * The keys written down in a node's shipped html, each as `<catalogue>:<key>`. Keys of Node-RED's own catalogues
 * (`RED._` without a catalogue, `data-i18n="node-red:…"`) are left out.
 */
function textsUsed(type: string, html: string): string[] {
  const inMarkup = [...html.matchAll(/data-i18n="([^"]+)"/g)]
    .flatMap(([, value = '']) => value.split(';'))
    .map((key) => key.replace(/^\[[^\]]+\]/, ''))
    .filter((key) => !/^(node-red|editor):/.test(key));
  const ofNode = [...html.matchAll(/\bthis\._\("([^"]+)"/g)].map(([, key = '']) => key);
  const byType = [...html.matchAll(/\btext\("([\w-]+)", "([^"]+)"/g)].map(
    ([, of, key]) => `${of}:${of}.${key}`,
  );
  return [...inMarkup, ...ofNode].map((key) => `${type}:${key}`).concat(byType);
}

/** Those described in a help, in their order: `: agentId (string) : …` */
function propertiesIn(help: string): string[] {
  // A description with a colon in it would not be shown: Node-RED 4.1 ends the list there.
  return [...help.matchAll(/^: ([^(:\n]+) \([^:\n]*:[^:\n]*$/gm)].map(([, name = '']) => name);
}

function isInCatalogue(key: string): boolean {
  const [type = '', keyInType = ''] = key.split(':');
  const file = path.join(root, 'dist', 'nodes', type, 'locales', 'en-US', `${type}.json`);
  return keysOf(JSON.parse(readFileSync(file, 'utf8'))).includes(keyInType);
}

/** The labels of a node, without the phrases of the runtime, which are in the code in English. */
/** The texts of the editor. English has no texts of the runtime in its catalogue: they are in the code. */
function labelsOf(type: string, catalogue: string): object {
  const texts = (JSON.parse(catalogue) as Record<string, object>)[type] ?? {};
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name !== 'runtime'));
}

function keysOf(labels: object, prefix = ''): string[] {
  return Object.entries(labels)
    .flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? keysOf(value as object, `${prefix}${name}.`)
        : [`${prefix}${name}`],
    )
    .sort();
}
