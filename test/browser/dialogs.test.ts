import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/run.mjs';
import { Dialog } from '../support/dialog';
import { inEachEditor } from '../support/editor-session';
import { nodeLabelled } from '../support/gestures';

const example = path.join(root, 'examples', '01 - Quick start.json');
const flows = JSON.parse(readFileSync(example, 'utf8')) as object[];

interface Place {
  /** Label of a node in the example. */
  node: string;
  /** The field of that node in which the configuration node is chosen. */
  field?: string;
}

/** Where to find a dialog of each type, by the type's name in the help. */
const places = {
  'agent state': { node: 'log in → 1081' },
  'make call': { node: '1081 → msg.payload' },
  'call control': { node: 'answer' },
  'event in': { node: 'all events' },
  simulator: { node: 'incoming call → 1081' },
  'GC connection': { node: 'log in → 1081', field: 'connection' },
  'GC agent': { node: 'log in → 1081', field: 'agent' },
} as const satisfies Record<string, Place>;
const all = Object.entries<Place>(places);

// Errors in the page are noticed when the session ends.
describe('the dialogs', () => {
  inEachEditor(flows, (session, version) => {
    for (const [title, place] of all) {
      it(`open, with their help: ${title}`, async () => {
        const { page } = session();
        await inDialog(page, place, async (dialog) => {
          assert.deepEqual(await unreadableLabels(dialog), []);
          await dialog.tray.locator('.red-ui-tray-footer .fa-book').click();
          await page.locator('.red-ui-help-title').getByText(title, { exact: true }).waitFor();
          const described = place.field === undefined ? '.message-properties > dt' : 'p > strong';
          await page.locator('.red-ui-help:visible').locator(described).first().waitFor();
        });
      });
    }

    it('show only the fields that an action of an agent needs', async () => {
      await inDialog(session().page, places['agent state'], async (dialog) => {
        const shown = () => dialog.shown('agentId', 'reasonCode');
        assert.deepEqual(await shown(), []);
        await dialog.chooseOption('action', 'log out');
        assert.deepEqual(await shown(), ['reasonCode']);
        await dialog.chooseType('action', 'msg.');
        await dialog.field('agent').selectOption('none');
        assert.deepEqual(await shown(), ['agentId', 'reasonCode']);
      });
    });

    it('show only the fields that an action of a call needs', async () => {
      await inDialog(session().page, places['call control'], async (dialog) => {
        const shown = () => dialog.shown('dialogId', 'wrapUpReason', 'variableName', 'variableValue');
        assert.deepEqual(await shown(), ['dialogId']);
        await dialog.chooseOption('action', 'set wrap-up reason');
        assert.deepEqual(await shown(), ['dialogId', 'wrapUpReason']);
        await dialog.chooseOption('action', 'set call variable');
        assert.deepEqual(await shown(), ['dialogId', 'variableName', 'variableValue']);
        await dialog.chooseType('action', 'msg.');
        assert.deepEqual(await shown(), ['dialogId', 'wrapUpReason', 'variableName', 'variableValue']);
      });
    });

    it('show only the fields that an action of the simulator needs', async () => {
      await inDialog(session().page, places.simulator, async (dialog) => {
        const shown = () => dialog.shown('to', 'from');
        assert.deepEqual(await shown(), ['to', 'from']);
        await dialog.chooseOption('action', 'customer hangs up');
        assert.deepEqual(await shown(), ['to']);
        await dialog.chooseOption('action', 'GC out of service');
        assert.deepEqual(await shown(), []);
      });
    });

    it('show only the fields for the simulator, or for a broker', async () => {
      await inDialog(session().page, places['GC connection'], async (dialog) => {
        const shown = () => dialog.shown('host', 'password', 'destination', 'simulatorFormat', 'timeout');
        assert.deepEqual(await shown(), ['simulatorFormat', 'timeout']);
        await dialog.field('mode').selectOption('gc');
        assert.deepEqual(await shown(), ['host', 'password', 'destination', 'timeout']);
      });
    });

    it('ask how to call a mobile phone only where there is one', async () => {
      await inDialog(session().page, places['GC agent'], async (dialog) => {
        assert.deepEqual(await dialog.shown('mobilePhone', 'mobileMode'), ['mobilePhone']);
        await dialog.field('mobilePhone').fill('0123456');
        assert.deepEqual(await dialog.shown('mobilePhone', 'mobileMode'), ['mobilePhone', 'mobileMode']);
      });
    });

    if (version === '5') {
      it('open in the dark theme', async () => {
        const { page } = session();
        await chooseDarkTheme(page);
        for (const [, place] of all) {
          await inDialog(page, place, async (dialog) => {
            assert.deepEqual(await unreadableLabels(dialog), []);
          });
        }
      });
    }
  });
});

/** Opens a dialog, looks at it, and cancels it. */
async function inDialog(page: Page, { node, field }: Place, look: (dialog: Dialog) => Promise<void>) {
  const dialog = await Dialog.open(nodeLabelled(page, node));
  if (field === undefined) {
    await look(dialog);
  } else {
    const inner = await dialog.edit(field);
    await look(inner);
    await inner.cancel();
  }
  await dialog.cancel();
}

/** Labels without a text, or with the key of a text that the catalogue does not have. */
async function unreadableLabels(dialog: Dialog): Promise<string[]> {
  const labels = await dialog.tray.locator('.form-row label:visible').allInnerTexts();
  assert.ok(labels.length >= 3, labels.join());
  return labels.filter((label) => /^\s*$|\w\.\w/.test(label));
}

async function chooseDarkTheme(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.locator('#user-settings-view-dark-theme').selectOption('dark');
  await page.locator('#node-dialog-ok').click();
  await page.locator('html.nr-theme-dark').waitFor();
  await page.locator('#node-dialog-ok').waitFor({ state: 'detached' });
}
