import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { exampleFile } from '../../examples/example-files';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';

const flows = exampleFile('24').nodes();
const subflow = flows.find(({ type }) => type === 'subflow')?.id ?? '';
const tab = flows.find(({ type }) => type === 'tab')?.id ?? '';
const dial = flows.find(({ type, z }) => type === 'make-call' && z === subflow)?.id ?? '';
const instance = flows.find(({ type }) => type === `subflow:${subflow}`)?.id ?? '';

/** Opens a flow, or the template of a subflow. */
function show(page: Page, id: string): Promise<void> {
  return page.evaluate((flow) => {
    RED.workspaces.show(flow);
  }, id);
}

declare const RED: {
  nodes: { node(id: string): { readonly stage: string; readonly changed?: boolean } };
  workspaces: { show(id: string): void };
};

describe('the properties of a subflow', () => {
  inEachEditor(flows, (session) => {
    it('are shown in the dialogs of its nodes, and stay', async () => {
      const { page } = session();
      await show(page, subflow);
      const dialog = await Dialog.of(page, dial);
      assert.equal(await dialog.selected('stage'), '${WAIT_UNTIL}');
      assert.equal(await dialog.selected('connection'), '[env] Connection');
      assert.equal(await dialog.selected('agent'), '[env] Agent');
      await dialog.done();
      const { stage, changed } = await page.evaluate((id) => {
        const node = RED.nodes.node(id);
        return { stage: node.stage, changed: node.changed };
      }, dial);
      assert.deepEqual([stage, changed ?? false], ['${WAIT_UNTIL}', false]);
    });

    it('are labelled in its own dialog', async () => {
      const { page } = session();
      await show(page, tab);
      const dialog = await Dialog.of(page, instance);
      assert.deepEqual(
        (await dialog.form.locator('#subflow-input-ui label').allInnerTexts()).map((label) => label.trim()),
        ['Connection', 'Agent', 'or login id', 'Fixed number', 'Wait until', 'Time limit (s)'],
      );
      assert.equal(await dialog.selected('subflow-env-CONNECTION'), 'Dial and report');
      assert.equal(await dialog.selected('subflow-env-AGENT'), '1081');
      assert.equal(await dialog.selected('subflow-env-WAIT_UNTIL'), 'somebody answers');
      await dialog.cancel();
    });
  });
});
