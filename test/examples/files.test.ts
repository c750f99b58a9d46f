import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDefinition } from '../../scripts/node-definition.mjs';
import { root } from '../../scripts/run.mjs';
import { readPackageJson } from '../support/node-red';
import { paletteModules } from '../support/palette';
import { exampleFiles, type ExampleFile, type ExampleNode } from './example-files';

const ownTypes = Object.keys(readPackageJson()['node-red'].nodes);
const languages = ['en-US', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-CN'];
const cookbook = path.join(root, 'docs', 'cookbook');

/** '1 First steps' is told of in 1-first-steps.md. */
const pageOf = (group: string) => `${group.toLowerCase().replaceAll(' ', '-')}.md`;

const commentsOf = (nodes: readonly ExampleNode[]) =>
  nodes.filter(({ type }) => type === 'comment').map(({ name, info }) => `${name}\n${String(info)}`);

describe('the examples', () => {
  const all = exampleFiles.flatMap((file) => file.nodes());

  it('are numbered through, folder by folder', () => {
    const numbers = exampleFiles.map(({ number }) => Number(number));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    );
    const groups = [...new Set(exampleFiles.map(({ group }) => group))];
    assert.deepEqual(
      groups.map((group) => Number(/^(\d+) [A-Z]/.exec(group)?.[1])),
      groups.map((_, index) => index + 1),
    );
  });

  it('have ids that no other node has, so that all can be imported beside each other', () => {
    const ids = all.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it('show every node that is not a configuration', () => {
    const shown = new Set(all.map(({ type }) => type));
    const hidden = ownTypes.filter((type) => {
      const html = readFileSync(path.join(root, 'dist', 'nodes', type, `${type}.html`), 'utf8');
      return readDefinition(html).category !== 'config' && !shown.has(type);
    });
    assert.deepEqual(hidden, []);
  });

  it('ask the database in the same way everywhere, and have no other function nodes', () => {
    const functions = all.filter(({ type }) => type === 'function');
    const texts = functions.map(({ name, func, initialize, finalize, libs }) =>
      JSON.stringify({ name, func, initialize, finalize, libs }),
    );
    assert.equal(functions[0]?.name, 'PostgreSQL');
    assert.equal(new Set(texts).size, 1);
  });

  it('are all told of in the table of contents', () => {
    const contents = readFileSync(path.join(cookbook, 'README.md'), 'utf8');
    const missing = exampleFiles.filter(({ number, title, group }) => {
      const anchor = `${number}-${title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-')}`;
      return !contents.includes(`(${pageOf(group)}#${anchor})`);
    });
    assert.deepEqual(
      missing.map(({ number }) => number),
      [],
    );
  });

  for (const file of exampleFiles) {
    describe(`${file.number} ${file.title}`, () => checks(file));
  }
});

function checks({ number, title, group, nodes: read }: ExampleFile): void {
  const nodes = read();
  const text = JSON.stringify(nodes);

  it('is one flow, named as the file', () => {
    const tabs = nodes.filter(({ type }) => type === 'tab');
    assert.deepEqual(
      tabs.map(({ label }) => label),
      [title],
    );
  });

  it('is wired to nodes that are in it', () => {
    const ids = new Set(nodes.map(({ id }) => id));
    const targets = nodes.flatMap(({ wires = [], links, scope }) => {
      const others = [links, scope].flatMap((list) => (Array.isArray(list) ? (list as string[]) : []));
      return [...wires.flat(), ...others];
    });
    assert.deepEqual(
      targets.filter((id) => !ids.has(id)),
      [],
    );
  });

  it('names its connections, and keeps them and its agents to its flow', () => {
    const flow = nodes.find(({ type }) => type === 'tab')?.id;
    for (const { type, name, z } of nodes.filter(({ type }) =>
      ['gc-connection', 'gc-agent', 'gc-calendar'].includes(type),
    )) {
      assert.equal(z, flow, `${type} ${name ?? ''}`);
      assert.ok(type !== 'gc-connection' || name, 'A connection has no name.');
    }
  });

  it('says in a comment what it does, and what to change', () => {
    assert.ok(commentsOf(nodes).some((comment) => comment.length > 300));
  });

  it('shows what fails', () => {
    const catches = nodes.filter(({ type }) => type === 'catch');
    const seen = ({ wires }: ExampleNode) => (wires?.flat() ?? []).length > 0;
    assert.ok(catches.length > 0 && catches.every(seen));
    const rest = ({ scope, uncaught }: ExampleNode) => scope === null || uncaught === true;
    assert.ok(catches.some(rest), 'A Catch for what no other one gets.');
  });

  it('holds no password', () => {
    for (const node of nodes) {
      for (const name of ['credentials', 'user', 'password', 'passphrase', 'token', 'authType']) {
        assert.ok(!node[name], `${node.type} has ${name}.`);
      }
    }
    assert.doesNotMatch(text, /\bsecret\b/);
  });

  it('names no host but this machine', () => {
    const withoutOurs = text.replaceAll('https://github.com/contact-flows/', '');
    const hosts = [
      ...withoutOurs.matchAll(/(?:https?|wss?|stomp|tcp|postgres(?:ql)?):\/\/([^/:\s"'`\\)]+)/g),
    ].map(([, host]) => host);
    const fields = nodes.flatMap(({ host, broker, server }) => [host, broker, server]);
    const foreign = [...hosts, ...fields].filter(
      (host) => host && !['localhost', '127.0.0.1'].includes(host as string),
    );
    assert.deepEqual(foreign, []);
  });

  it('names what it needs besides this package, in a comment and for the import', () => {
    const needed = modulesOf(nodes);
    const comments = commentsOf(nodes).join('\n');
    for (const name of Object.keys(needed)) {
      assert.ok(comments.includes(name), `The comment does not name ${name}.`);
    }
    const listed = nodes.find(({ type }) => type === 'global-config')?.['modules'] ?? {};
    const { pg, ...palette } = needed;
    void pg; // stands in the function node itself
    assert.deepEqual(listed, palette);
  });

  it('gives its subflows help, icon, colour and category, and their properties labels in every language', () => {
    for (const subflow of nodes.filter(({ type }) => type === 'subflow')) {
      const { info, icon, color, category, env } = subflow as unknown as Subflow;
      assert.ok(info.includes('### Properties') && info.includes(`/cookbook/${pageOf(group)}#${number}-`));
      assert.match(icon, /\.svg$/);
      assert.match(color, /^#/);
      assert.equal(category, 'contact centre');
      for (const { ui } of env) {
        const labels = [ui.label, ...(ui.opts?.opts ?? []).map(({ l }) => l)];
        assert.deepEqual(
          labels.map((label) => Object.keys(label)),
          labels.map(() => languages),
        );
      }
    }
  });

  it('has its section and its picture in the cookbook', () => {
    const page = readFileSync(path.join(cookbook, pageOf(group)), 'utf8');
    assert.match(page, new RegExp(`^## ${number} ${title}$`, 'm'));
    assert.ok(page.includes(`](../screenshots/flows/${number}.png)`), 'The page does not show the picture.');
    const picture = path.join(root, 'docs', 'screenshots', 'flows', `${number}.png`);
    assert.ok(existsSync(picture), `npm run screenshots -- flows ${number}`);
  });
}

type Label = Readonly<Record<string, string>>;

interface Subflow {
  readonly info: string;
  readonly icon: string;
  readonly color: string;
  readonly category: string;
  readonly env: readonly {
    readonly ui: {
      readonly label: Label;
      readonly opts?: { readonly opts?: readonly { readonly l: Label }[] };
    };
  }[];
}

/** Modules from elsewhere, with the version that is tested. */
function modulesOf(nodes: readonly ExampleNode[]): Record<string, string> {
  const versions = paletteModules();
  const libs = nodes
    .flatMap((node) => (node['libs'] ?? []) as { module: string }[])
    .map(({ module }) => module);
  const names = nodes.some(({ type }) => type.startsWith('ui-')) ? ['@flowfuse/node-red-dashboard'] : [];
  return Object.fromEntries(
    [...new Set([...libs, ...names])].map((name) => [name, versions[name] ?? 'not tested']),
  );
}
