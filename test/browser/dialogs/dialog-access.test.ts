import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriersIn } from '../../support/accessibility';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addSamples, flowForSamples, samples } from '../../support/every-dialog';
import { chooseTheme } from '../../support/gestures';
import { readPackageJson } from '../../support/node-red';

declare const RED: { nodes: { node(id: string): Record<string, unknown> } };

const operable = ['input', 'select', 'textarea', 'button', 'a[href]'].map((tag) => `${tag}:visible`).join();

const longName = 'Kundenzufriedenheitsbefragungsbeauftragte '.repeat(4);
const fromRightToLeft = 'محمد عبد الرحمن الشريف – שירות לקוחות '.repeat(4);

describe('every dialog', () => {
  it('is looked at', () => {
    const looked = Object.values(samples).map(({ type }) => type);
    const types = Object.keys(readPackageJson()['node-red'].nodes);
    assert.deepEqual(
      types.filter((type) => !looked.includes(type)),
      [],
    );
  });

  inEachEditor(flowForSamples, (session, version) => {
    before(() => addSamples(session().page));

    for (const name of Object.keys(samples)) {
      it(`has no barriers, and the keyboard gets to every row: ${name}`, async () => {
        const { page } = session();
        await inDialog(page, name, async (dialog) => {
          assert.deepEqual(await barriersIn(page, dialog.formSelector), []);
          assert.deepEqual(await rowsOutOfReach(page, dialog), []);
        });
      });
    }

    it('lets the keyboard take an action from the list', async () => {
      const { page } = session();
      await inDialog(page, 'agent-state', async (dialog) => {
        assert.equal(await dialog.option('action'), 'not ready');
        await dialog.row('action').locator('.red-ui-typedInput-option-trigger').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        assert.equal(await dialog.option('action'), 'wrap-up, then ready');
      });
    });

    /** Only Node-RED 5 has a dark theme of its own; the dialogs have no colours of their own. */
    describe('with long names, in the dark theme where there is one', () => {
      before(() => rename(session().page, longName));
      if (version === '5') {
        before(() => chooseTheme(session().page, 'dark'));
        // Node-RED keeps it for its user, so also for the files after this one.
        after(() => chooseTheme(session().page, 'light'));
      }

      for (const name of Object.keys(samples)) {
        it(`keeps its width, and has no barriers: ${name}`, async () => {
          const { page } = session();
          await inDialog(page, name, async (dialog) => {
            assert.deepEqual(await rowsTooWide(dialog), []);
            if (version === '5') {
              assert.deepEqual(await barriersIn(page, dialog.formSelector), []);
            }
          });
        });
      }
    });

    describe('with names from right to left', () => {
      before(() => rename(session().page, fromRightToLeft));

      for (const name of Object.keys(samples)) {
        it(`keeps its width: ${name}`, async () => {
          await inDialog(session().page, name, async (dialog) => {
            assert.deepEqual(await rowsTooWide(dialog), []);
          });
        });
      }
    });
  });
});

async function inDialog(page: Page, name: string, look: (dialog: Dialog) => Promise<void>): Promise<void> {
  const dialog = await Dialog.of(page, name);
  const { tab } = samples[name] ?? {};
  if (tab !== undefined) {
    await dialog.openTab(tab);
  }
  try {
    await look(dialog);
  } finally {
    await dialog.cancel();
  }
}

/** The labels of the rows with something to operate that Tab passes by. */
async function rowsOutOfReach(page: Page, dialog: Dialog): Promise<string[]> {
  const rows = dialog.form.locator('.form-row:visible', { has: page.locator(operable) });
  const isInForm = () => dialog.form.evaluate((form) => form.contains(document.activeElement));
  const focusedRow = () =>
    rows.evaluateAll((all) => all.findIndex((row) => row.contains(document.activeElement)));
  const visited = new Set<number>();
  await rows.first().locator('input').first().focus();
  while (await isInForm()) {
    visited.add(await focusedRow());
    await page.keyboard.press('Tab');
  }
  const labels = await rows.evaluateAll((all) => all.map((row) => row.textContent.trim()));
  return labels.filter((_, index) => !visited.has(index));
}

/** The labels of the rows in which something reaches beyond the form. */
function rowsTooWide(dialog: Dialog): Promise<string[]> {
  return dialog.form.evaluate((form) => {
    const edge = form.getBoundingClientRect().right + 1;
    const isTooWide = (element: Element) => element.getBoundingClientRect().right > edge;
    return [...form.querySelectorAll('.form-row, .form-tips')]
      .filter((row) => [row, ...row.querySelectorAll('*')].some(isTooWide))
      .map((row) => row.textContent.trim());
  });
}

/** Gives all nodes, and what their fields hold, this name. */
async function rename(page: Page, text: string): Promise<void> {
  await page.evaluate(
    ({ ids, name }) => {
      for (const id of ids) {
        const node = RED.nodes.node(id);
        node['name'] = name;
        const fixed = Object.keys(node).filter((property) => node[`${property}Type`] === 'str');
        for (const property of fixed) {
          node[property] = name;
        }
      }
    },
    { ids: [...Object.keys(samples), 'simulator', 'agent'], name: text },
  );
}
