import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readDefinition } from '../../scripts/node-definition.mjs';
import { root } from '../../scripts/run.mjs';

interface FlowNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  credentials?: unknown;
}

const folder = path.join(root, 'examples');
const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));
const nodesOf = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as FlowNode[];
const ownTypes = readdirSync(path.join(root, 'nodes'));
const coreTypes = [
  'tab',
  'group',
  'comment',
  'inject',
  'debug',
  'catch',
  'status',
  'complete',
  'change',
  'switch',
];

describe('the examples', () => {
  it('show every node that is not a configuration', () => {
    const shown = new Set(examples.flatMap(nodesOf).map((node) => node.type));
    const hidden = ownTypes.filter((type) => {
      const html = readFileSync(path.join(root, 'dist', 'nodes', type, `${type}.html`), 'utf8');
      return readDefinition(html).category !== 'config' && !shown.has(type);
    });
    assert.deepEqual(hidden, []);
  });

  for (const name of examples) {
    describe(name, () => {
      it('is named with a number and a title', () => {
        assert.match(name, /^\d\d - \S.*\.json$/);
      });

      it('is an array of nodes, each with an id of its own', () => {
        const nodes = nodesOf(name);
        assert.ok(Array.isArray(nodes) && nodes.length > 0);
        assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
      });

      it('needs no other package', () => {
        const foreign = nodesOf(name).filter((node) => ![...ownTypes, ...coreTypes].includes(node.type));
        assert.deepEqual(foreign, []);
      });

      it('is wired to nodes that are in it', () => {
        const nodes = nodesOf(name);
        const ids = new Set(nodes.map((node) => node.id));
        const targets = nodes.flatMap((node) => (node.wires ?? []).flat());
        assert.deepEqual(
          targets.filter((id) => !ids.has(id)),
          [],
        );
      });

      it('holds no credentials', () => {
        assert.deepEqual(
          nodesOf(name).filter((node) => node.credentials !== undefined),
          [],
        );
      });
    });
  }
});
