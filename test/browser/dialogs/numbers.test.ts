import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriersIn } from '../../support/accessibility';
import { untilReady } from '../../support/browser';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';

const flow = [
  { id: 'flow', type: 'tab', label: 'Numbers' },
  { id: 'centre', type: 'gc-connection', name: 'Contact centre', mode: 'simulator' },
  {
    id: 'call',
    type: 'make-call',
    z: 'flow',
    connection: 'centre',
    agentId: '1081',
    agentIdType: 'str',
    number: '2002',
    numberType: 'str',
    x: 200,
    y: 100,
    wires: [],
  },
];

const written = '+44 (0)20 7946-0123';

// Errors in the page are noticed when the session ends.
describe('the dial plan of a connection', () => {
  inEachEditor(flow, (session) => {
    async function open(): Promise<Dialog> {
      const dialog = await Dialog.of(session().page, 'centre');
      await dialog.openTab('Numbers');
      return dialog;
    }

    /** Types a number into the row that tries it, and waits until these words are said of it. */
    async function says(dialog: Dialog, number: string, words: string | RegExp): Promise<void> {
      await dialog.tray.locator('#gc-connection-number').fill(number);
      await dialog.tray.locator('#gc-connection-number-result').getByText(words).waitFor();
    }

    it('is off at first, and its fields are hidden', async () => {
      const dialog = await open();
      assert.deepEqual(await dialog.shown('dialPlan', 'dialCountry', 'dialForm'), ['dialPlan']);
      await dialog.cancel();
      assert.equal(await isMarked(session().page), false);
    });

    it('shows at once what would be dialled', async () => {
      const dialog = await open();
      await dialog.field('dialPlan').check();
      assert.ok(await dialog.isMarked('dialCountry'));
      await says(dialog, written, /country of the dial plan is missing/);
      await dialog.field('dialCountry').selectOption({ label: 'United Kingdom' });
      await says(dialog, written, '02079460123 – the national number +442079460123');
      await dialog.field('dialOutsideLine').fill('9');
      await says(dialog, written, '902079460123 – the national number +442079460123');
      await says(dialog, '2002', /^2002 – as written/);
      await dialog.field('dialExtensions').fill('4');
      await says(dialog, '2002', '2002 – an extension');
      await says(dialog, '+49 30 901820', '9004930901820 – the foreign number +4930901820');
      await says(dialog, '9-999', /^Not dialled: 9999? is an emergency number/);
      await dialog.field('dialEmergency').selectOption('allowed');
      await says(dialog, '999', '999 – an emergency number');
      await says(dialog, 'tel:+442079460123;ext=12', /leave the extension out/);
      await says(dialog, '<img src=x onerror=alert(1)>', /^Not dialled: it has other signs/);
      await dialog.field('dialForm').selectOption('e164');
      await says(dialog, '٠٢٠ ٧٩٤٦ ٠١٢٣', '+442079460123 – the national number');
      await dialog.cancel();
    });

    it('shows only the rows that count', async () => {
      const dialog = await open();
      await dialog.field('dialPlan').check();
      const rows = ['dialOutsideLine', 'dialNationalPrefix', 'dialInternationalPrefix'];
      for (const [form, shown] of [
        ['country', ['dialOutsideLine']],
        ['e164', []],
        ['own', rows],
      ] as const) {
        await dialog.field('dialForm').selectOption(form);
        assert.deepEqual(await dialog.shown(...rows), shown, form);
      }
      assert.deepEqual(await barriersIn(session().page, '#gc-connection-tab-numbers'), []);
      await dialog.cancel();
    });

    it('lets nodes on it take numbers as people write them, once it is on', async () => {
      const { page } = session();
      await typeNumber(page, written);
      assert.equal(await isMarked(page), true);
      const dialog = await open();
      await dialog.field('dialPlan').check();
      await dialog.field('dialCountry').selectOption('GB');
      await dialog.done();
      await page.locator('[id="call"] .red-ui-flow-node-error').waitFor({ state: 'hidden' });
      await typeNumber(page, '020 7946 0123; 2002');
      assert.equal(await isMarked(page), true);
    });

    it('names the countries in the language of the reader', async () => {
      const { page } = session();
      await page.evaluate(() => {
        localStorage.setItem('editor-language', 'de');
      });
      await page.reload();
      await untilReady(page);
      const dialog = await Dialog.of(page, 'centre');
      await dialog.openTab('Nummern');
      await dialog.field('dialPlan').check();
      await dialog.field('dialCountry').selectOption({ label: 'Österreich' });
      assert.equal(await dialog.field('dialCountry').inputValue(), 'AT');
      await dialog.cancel();
      await page.evaluate(() => {
        localStorage.removeItem('editor-language');
      });
    });
  });
});

async function typeNumber(page: Page, number: string): Promise<void> {
  const dialog = await Dialog.of(page, 'call');
  await dialog.type('number', number);
  await dialog.done();
}

function isMarked(page: Page): Promise<boolean> {
  return page.locator('[id="call"] .red-ui-flow-node-error').isVisible();
}
