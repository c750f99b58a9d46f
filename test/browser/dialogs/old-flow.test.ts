import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { currentVersion, migrate } from '../../../lib/migration';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { deploy, inject, nodeLabelled, showsStatus } from '../../support/gestures';

interface FlowNode {
  id: string;
  type: string;
  version?: number | string;
  [property: string]: unknown;
}

declare const RED: {
  nodes: {
    node(id: string): { readonly valid: boolean };
    createCompleteNodeSet(options: object): FlowNode[];
  };
};

const file = path.join(__dirname, '..', '..', 'fixtures', 'flow-of-version-1.json');
const flow = JSON.parse(readFileSync(file, 'utf8')) as FlowNode[];
const ours = flow.filter(({ version }) => version !== undefined);

describe('a flow that the first version has saved', () => {
  inEachEditor(flow, (session) => {
    it('has nothing to complain about', async () => {
      const invalid = await session().page.evaluate(
        (ids) => ids.filter((id) => !RED.nodes.node(id).valid),
        ours.map(({ id }) => id),
      );
      assert.deepEqual(invalid, []);
    });

    it('does what it did', async () => {
      const { page } = session();
      await inject(nodeLabelled(page, '1 Log in'));
      await showsStatus(nodeLabelled(page, 'ready'), 'READY');
    });

    it('is saved by its dialogs as one of this version, which differs in nothing else', async () => {
      const { page } = session();
      for (const { id } of ours) {
        await (await Dialog.of(page, id)).done();
      }
      const saved = await nodesIn(page);
      for (const before of ours) {
        const after = saved.find(({ id }) => id === before.id) ?? assert.fail(`${before.type} is gone`);
        const expected = { ...migrate(before.type, before), version: currentVersion(before.type) };
        assert.deepEqual(comparable({ ...after, version: Number(after.version) }), comparable(expected));
      }
    });

    it('still does it then', async () => {
      const { page } = session();
      await deploy(page);
      await inject(nodeLabelled(page, '1 Log in'));
      await showsStatus(nodeLabelled(page, 'ready'), 'READY');
    });
  });
});

function nodesIn(page: Page): Promise<FlowNode[]> {
  return page.evaluate(() => RED.nodes.createCompleteNodeSet({ credentials: false }));
}

/** Where it has none, the connection's dialog makes up a destination; the editor adds what is undefined. */
function comparable(node: FlowNode): object {
  const known = Object.entries(node).filter(([name, value]) => name !== 'destination' && value);
  return Object.fromEntries(known);
}
