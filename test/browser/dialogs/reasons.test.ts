import type { Page } from 'playwright-core';
import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { showsLabel } from '../../support/gestures';

const node = { z: 'flow', connection: 'centre', agent: 'agent', x: 300, wires: [], actionType: 'action' };
const flows = [
  { id: 'flow', type: 'tab', label: 'Reasons' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator', version: 1 },
  {
    id: 'away',
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: '1',
    destination: 'x',
    version: 1,
  },
  { id: 'agent', type: 'gc-agent', agentId: '1081', extension: '2001', version: 1 },
  { id: 'break', type: 'agent-state', ...node, action: 'not-ready', y: 40, version: 1 },
  { id: 'end', type: 'agent-state', ...node, action: 'logout', y: 100, version: 1 },
  { id: 'wrap-up', type: 'gc-call-control', ...node, action: 'wrap-up', y: 160, version: 1 },
];

const fieldOf = { break: 'reasonCode', end: 'reasonCode', 'wrap-up': 'wrapUpReason' } as const;
const offered = { break: 'Lunch', end: 'End of shift', 'wrap-up': 'Sale' } as const;

// Nobody is logged in.
describe('the reasons in a dialog', () => {
  inEachEditor(flows, (session) => {
    for (const id of ['break', 'end', 'wrap-up'] as const) {
      it(`are those of the simulator: ${id}`, async () => {
        const { page } = session();
        const dialog = await Dialog.of(page, id);
        await openList(dialog, fieldOf[id]);
        await listIn(page)
          .getByText(new RegExp(`${offered[id]}$`))
          .click();
        assert.equal(await dialog.typedText(fieldOf[id]), offered[id]);
        await dialog.done();
      });
    }

    it('are named on the node', async () => {
      const { page } = session();
      await showsLabel(page.locator('[id="break"]'), 'not ready: Lunch → 1081');
    });

    it('are those of a simulator that is not deployed', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'break');
      await (await dialog.add('connection')).done();
      await openList(dialog, 'reasonCode');
      await listIn(page)
        .getByText(/Lunch$/)
        .waitFor();
      await page.keyboard.press('Escape');
      await dialog.cancel();
    });

    it('come with a login, the list says where there are none', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'break');
      await dialog.field('connection').selectOption('away');
      await openList(dialog, 'reasonCode');
      await listIn(page).getByText('Deploy and log in an agent to see the reasons.').waitFor();
      await page.keyboard.press('Escape');
      await dialog.cancel();
    });

    it('leave nothing of the property that the field has named', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'end');
      await dialog.chooseType('reasonCode', 'msg.');
      await dialog.type('reasonCode', 'reasonCode');
      await dialog.chooseType('reasonCode', 'string');
      assert.equal(await dialog.typedText('reasonCode'), '');
      await dialog.cancel();
    });
  });
});

/** Chooses the type for a reason, and clicks into the empty field. */
async function openList(dialog: Dialog, property: string): Promise<void> {
  await dialog.chooseType(property, 'reason');
  await dialog.type(property, '');
  await dialog.row(property).locator('.red-ui-typedInput-input').click();
}

function listIn(page: Page) {
  return page.locator('.red-ui-autoComplete-container');
}
