import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addedIn } from '../../../scripts/site/pages/added-in';
import { nodeTypes, type Content } from '../../../scripts/site/content';
import { deadLinks } from '../../../scripts/site/dead-links';
import { rewriteLinks } from '../../../scripts/site/text/links';
import { drawFlow } from '../../../scripts/site/flows/drawing';
import { versionMenu, type Version } from '../../../scripts/site/versions';
import { root } from '../../../scripts/run.mjs';
import { temporaryFolder } from '../../support/child';

const content: Content = { root, version: '0.1.0', ref: 'main' };

describe('the links of the site', () => {
  const rewritten = (text: string, document: string) => rewriteLinks(text, document, content);

  it('lead to pages, and to the page of a node', () => {
    assert.equal(rewritten('[a](../README.md#the-nodes)', 'docs/faq.md'), '[a](/overview.md#the-nodes)');
    assert.equal(rewritten('[a](#gc-agent)', 'docs/nodes.md'), '[a](/nodes/gc-agent.md)');
    assert.equal(rewritten('[a](cookbook/README.md)', 'docs/faq.md'), '[a](/cookbook/index.md)');
  });

  it('lead to GitHub where the site has no page', () => {
    const address = 'https://github.com/contact-flows/node-red-contrib-generic-connector/blob/main/';
    assert.equal(rewritten('[a](LICENSE)', 'README.md'), `[a](${address}LICENSE)`);
    assert.equal(rewritten(`[a](${address}docs/store.md)`, 'help'), '[a](/store.md)');
  });

  it('stay as they are in code', () => {
    assert.equal(rewritten('`[a](b)`', 'README.md'), '`[a](b)`');
    assert.equal(rewritten('```\n[a](b)\n```', 'README.md'), '```\n[a](b)\n```');
  });

  it('that lead nowhere stop the build', () => {
    assert.throws(() => rewritten('[a](missing.md)', 'README.md'), /README\.md links to missing\.md/);
  });
});

describe('the search for dead links in the built site', () => {
  it('finds missing pages, places and pictures, under any base', () => {
    const folder = temporaryFolder('site');
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'index.html'), '<h2 id="here"></h2><a href="/docs/sub/a#there">a</a>');
    writeFileSync(
      path.join(folder, 'sub/a.html'),
      '<a href="../#here">a</a><a href="#gone">b</a><img src="/docs/no.png"><a href="https://example.com/">c</a>',
    );
    assert.deepEqual(deadLinks(folder, '/docs/').sort(), [
      'index.html: /docs/sub/a#there',
      'sub/a.html: #gone',
      'sub/a.html: /docs/no.png',
    ]);
  });
});

describe('the drawing of a flow', () => {
  const nodes = [
    { id: 'a', type: 'inject', name: 'go', x: 100, y: 40, wires: [['b', 'c']] },
    { id: 'b', type: 'link out', name: 'a long name that is not shown', x: 300, y: 40, wires: [] },
    { id: 'c', type: 'transfer', x: 300, y: 100, wires: [[], []] },
    { id: 'd', type: 'gc-connection', name: 'not on the canvas' },
  ];
  const {
    nodes: drawn,
    wires,
    flow,
  } = drawFlow({ number: '01', title: 'A', page: 'a', nodes }, () => new Map());

  it('has the nodes of the canvas in their places, and the whole flow to copy', () => {
    assert.deepEqual(
      drawn.map(({ id, label, x, width }) => [id, label, x + width / 2]),
      [
        ['a', 'go', 100],
        ['b', 'a long name that is not shown', 300],
        ['c', 'transfer', 300],
      ],
    );
    assert.deepEqual(flow, nodes);
  });

  it('has a wire for each connection, from the output to the middle of the left side', () => {
    assert.deepEqual(
      wires.map(({ from, to }) => [from, to]),
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
    );
    assert.match(wires[0]?.path ?? '', /^M 150 40 C .* 285 40$/);
  });

  it('draws link nodes without their labels, and an output for each list of wires', () => {
    assert.equal(drawn[1]?.width, 30);
    assert.deepEqual(drawn[2]?.outputs, [93.5, 106.5]);
  });

  it('draws an instance of a subflow as the subflow says, and not what is in the subflow', () => {
    const subflow = { type: 'subflow', name: 'Dial', color: '#123456', icon: 'package/dial.svg' };
    const withSubflow = [
      { id: 's', ...subflow },
      { id: 'inner', type: 'debug', z: 's', x: 0, y: 0 },
      { id: 'instance', type: 'subflow:s', name: '', x: 100, y: 40, wires: [[]] },
    ];
    const file = { number: '01', title: 'A', page: 'a', nodes: withSubflow };
    assert.deepEqual(
      drawFlow(file, () => new Map()).nodes.map(({ id, label, color, icon }) => [id, label, color, icon]),
      [['instance', 'Dial', '#123456', 'dial.svg']],
    );
  });
});

describe('the menu of versions', () => {
  it('leads from each version to the others', () => {
    const current = { ...content, version: 'after 0.2.0', folder: '' };
    const older = { ...content, version: '0.2.0', folder: '0.2.0/' };
    const links = (shown: Version) =>
      versionMenu([current, older], shown).items?.map(({ text, link }) => [text, link]);
    assert.deepEqual(links(current), [
      ['after 0.2.0', '/'],
      ['0.2.0', '/0.2.0/'],
    ]);
    assert.deepEqual(links(older), [
      ['after 0.2.0', '/../'],
      ['0.2.0', '/../0.2.0/'],
    ]);
  });
});

describe('the version that added a node', () => {
  it('is known of every node', () => {
    assert.deepEqual([...addedIn(content, nodeTypes(content)).keys()], nodeTypes(content));
  });

  it('is the first that names it as new', () => {
    const folder = temporaryFolder('changelog');
    writeFileSync(path.join(folder, 'package.json'), '{ "version": "0.2.0" }');
    const changelog = [
      '## [Unreleased]',
      '- A node gc-c.',
      '## [0.2.0] - 2027-01-01',
      '- gc-a says more. A node gc-b\n  beside it.',
      '## [0.1.0] - 2026-12-01',
      '- Nodes gc-x and gc-a.',
    ];
    writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog.join('\n'));
    assert.deepEqual(
      [...addedIn({ ...content, root: folder }, ['gc-a', 'gc-b', 'gc-c'])],
      [
        ['gc-a', '0.1.0'],
        ['gc-b', '0.2.0'],
        ['gc-c', 'the next version'],
      ],
    );
  });
});
