import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/run.mjs';
import { Dialog } from '../support/dialog';
import { inEachEditor } from '../support/editor-session';
import { nodeLabelled } from '../support/gestures';

const example = path.join(root, 'examples', '04 - Hand calls on.json');
const flows = JSON.parse(readFileSync(example, 'utf8')) as object[];

/** A node of each type in the example, by the type's name in the help. */
const labels = {
  transfer: 'consult, then transfer → 2002',
  'reason codes': 'not-ready reason: Lunch → 1081',
  phonebook: 'search → ravi',
  supervisor: 'queues → 1086',
  command: 'getallagents → 1081',
} as const;

// Errors in the page are noticed when the session ends.
describe('the dialogs of nodes that hand calls on and look things up', () => {
  inEachEditor(flows, (session) => {
    for (const [title, label] of Object.entries(labels)) {
      it(`open, with their help: ${title}`, async () => {
        const { page } = session();
        await inDialog(page, label, async (dialog) => {
          const shown = await dialog.tray.locator('.form-row label:visible').allInnerTexts();
          assert.ok(shown.length >= 3, shown.join());
          assert.deepEqual(
            shown.filter((text) => /^\s*$|\w\.\w/.test(text)),
            [],
          );
          await dialog.tray.locator('.red-ui-tray-footer .fa-book').click();
          await page.locator('.red-ui-help-title').getByText(title, { exact: true }).waitFor();
          await page.locator('.red-ui-help:visible .message-properties > dt').first().waitFor();
        });
      });
    }

    it('show only the fields that an action of transfer needs', async () => {
      await inDialog(session().page, labels.transfer, async (dialog) => {
        const shown = () => dialog.shown('number', 'dialogId', 'extension', 'answerWithin');
        assert.deepEqual(await shown(), ['number', 'dialogId', 'extension', 'answerWithin']);
        await dialog.chooseOption('action', 'blind transfer');
        assert.deepEqual(await shown(), ['number', 'dialogId']);
        await dialog.chooseOption('action', 'complete conference');
        assert.deepEqual(await shown(), ['dialogId', 'extension']);
      });
    });

    it('show only the fields that an action of a supervisor needs', async () => {
      await inDialog(session().page, labels.supervisor, async (dialog) => {
        const shown = () => dialog.shown('teamId', 'subscribe', 'memberId', 'extension', 'dialogId');
        assert.deepEqual(await shown(), []);
        await dialog.chooseOption('action', 'team users');
        assert.deepEqual(await shown(), ['teamId', 'subscribe']);
        await dialog.chooseOption('action', 'monitor');
        assert.deepEqual(await shown(), ['memberId', 'extension']);
        await dialog.chooseOption('action', 'make ready');
        assert.deepEqual(await shown(), ['memberId']);
      });
    });

    it('show only the fields that an action of a phonebook needs', async () => {
      await inDialog(session().page, labels.phonebook, async (dialog) => {
        const shown = () => dialog.shown('teamId', 'phonebook', 'search', 'keepFor');
        assert.deepEqual(await shown(), ['search', 'keepFor']);
        await dialog.chooseOption('action', 'contacts');
        assert.deepEqual(await shown(), ['phonebook', 'keepFor']);
      });
    });

    it('find a command by what it does, and ask for its parameters', async () => {
      const { page } = session();
      const dialog = await Dialog.open(nodeLabelled(page, labels.command));
      const shown = () => dialog.shown('parameter-number', 'parameter-dialogId', 'agent');
      assert.deepEqual(await shown(), ['agent']);
      await search(page, dialog, 'another party', 'ConsultCall');
      assert.deepEqual(await shown(), ['parameter-number', 'parameter-dialogId', 'agent']);
      await dialog.chooseType('parameter-number', 'string');
      await dialog.type('parameter-number', '2002');
      await search(page, dialog, 'heartbeat logged', 'Hello');
      assert.deepEqual(await shown(), []);
      await search(page, dialog, 'dial a', 'MakeCall');
      assert.equal(await dialog.typedText('parameter-number'), '2002');
      await dialog.done();

      const again = await Dialog.open(nodeLabelled(page, 'MakeCall → 1081'));
      assert.equal(await again.typedText('parameter-number'), '2002');
      await again.cancel();
    });

    it('mark a node whose command lacks a parameter', async () => {
      const node = nodeLabelled(session().page, 'MakeCall → 1081');
      const mark = node.locator('.red-ui-flow-node-error');
      await mark.waitFor({ state: 'hidden' });
      const dialog = await Dialog.open(node);
      await dialog.type('parameter-number', 'two');
      await dialog.done();
      await mark.waitFor();
    });
  });
});

/** Types part of what a command does, and takes it from the list. */
async function search(page: Page, dialog: Dialog, typed: string, command: string): Promise<void> {
  const field = dialog.row('command').locator('.red-ui-typedInput-input');
  await field.fill('');
  await field.pressSequentially(typed);
  await page
    .locator('.red-ui-autoComplete-container')
    .getByText(new RegExp(`^${command} – `))
    .click();
}

async function inDialog(page: Page, label: string, look: (dialog: Dialog) => Promise<void>): Promise<void> {
  const dialog = await Dialog.open(nodeLabelled(page, label));
  await look(dialog);
  await dialog.cancel();
}
