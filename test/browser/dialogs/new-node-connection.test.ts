import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { inEachEditor } from '../../support/editor-session';
import { addNode, openFlow } from '../../support/gestures';

const simulator = { type: 'gc-connection', mode: 'simulator', version: 1 };
const flows = [
  { id: 'sales', type: 'tab', label: 'Sales' },
  { id: 'service', type: 'tab', label: 'Service' },
  { id: 'new', type: 'tab', label: 'New' },
  { id: 'one', ...simulator, name: 'one' },
  { id: 'two', ...simulator, name: 'two' },
  { id: 'own', ...simulator, name: 'own', z: 'sales' },
  eventIn('first', 'service', 'two', 60),
  eventIn('last', 'service', 'one', 120),
];

function eventIn(id: string, z: string, connection: string, y: number): object {
  return { id, type: 'gc-event-in', z, connection, version: 1, x: 600, y, wires: [[]] };
}

describe('a new node with several connections', () => {
  inEachEditor(flows, (session) => {
    /** The connection of a node that is dragged from the palette. */
    async function connectionOfNew(page: Page, type: string, y: number): Promise<unknown> {
      const node = await addNode(page, type, 200, y);
      const id = String(await node.getAttribute('id'));
      return page.evaluate((of) => RED.nodes.node(of)?.['connection'], id);
    }

    it('takes the one that is scoped to its flow', async () => {
      const { page } = session();
      await openFlow(page, 'Sales');
      assert.equal(await connectionOfNew(page, 'agent-state', 60), 'own');
    });

    it('takes the one that was used last in its flow', async () => {
      const { page } = session();
      await openFlow(page, 'Service');
      assert.equal(await connectionOfNew(page, 'make-call', 60), 'one');
    });

    it('takes the one that was used last in any flow, for want of one in its own', async () => {
      const { page } = session();
      await openFlow(page, 'New');
      assert.equal(await connectionOfNew(page, 'gc-event-in', 60), 'one');
    });
  });
});

declare const RED: { nodes: { node(id: string): Record<string, unknown> | undefined } };
