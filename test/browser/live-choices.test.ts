import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { temporaryFolder } from '../support/child';
import { Dialog } from '../support/dialog';
import { inEachEditor } from '../support/editor-session';
import { nodeLabelled, showsLabel } from '../support/gestures';
import { until } from '../support/wait';

declare const RED: {
  nodes: {
    node(id: string): { readonly type: string };
    getType(type: string): { oneditprepare: (this: object) => void };
  };
};
declare const $: (field: Element | null) => { val(text: string): { trigger(event: string): void } };

/** Contact 0000 to contact 4999. */
const contacts = Array.from({ length: 5000 }, (_, index) => {
  const number = String(index).padStart(4, '0');
  return { firstName: `Contact ${number}`, lastName: 'Müller', phoneNumber: `0300${number}` };
});
const siteFile = path.join(temporaryFolder('site'), 'site.json');
writeFileSync(
  siteFile,
  JSON.stringify({ phonebooks: [{ id: '1', name: 'Customers', type: 'GLOBAL', contacts }] }),
);

const inFlow = { z: 'flow', agent: 'agent', x: 300, wires: [] };
const flows = [
  { id: 'flow', type: 'tab', label: 'Choices' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator', simulatorSite: siteFile, version: 1 },
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
  { id: 'start', type: 'inject', z: 'flow', once: true, props: [], x: 100, y: 40, wires: [['login']] },
  {
    id: 'login',
    type: 'agent-state',
    ...inFlow,
    y: 40,
    connection: 'centre',
    action: 'login',
    actionType: 'action',
    version: 1,
  },
  {
    id: 'break',
    type: 'agent-state',
    ...inFlow,
    y: 100,
    connection: 'centre',
    action: 'not-ready',
    actionType: 'action',
    reasonCode: '',
    reasonCodeType: 'str',
    version: 1,
  },
  {
    id: 'dial',
    type: 'make-call',
    ...inFlow,
    y: 160,
    connection: 'centre',
    number: '',
    numberType: 'str',
    version: 1,
  },
  { id: 'events', type: 'gc-event-in', ...inFlow, y: 220, connection: 'centre', agents: '', version: 1 },
];

/** How long a search may take in the page, in milliseconds. */
const searchMs = 100;
/** How long the preparation of a dialog may take in the page, in milliseconds. */
const openMs = 300;

// Errors in the page are noticed when the session ends.
describe('what a dialog offers from the running connection', () => {
  inEachEditor(flows, (session, version) => {
    const list = (page: Page) => page.locator('.red-ui-autoComplete-container');

    function fieldOf(dialog: Dialog, property: string): Locator {
      return dialog.row(property).locator('.red-ui-typedInput-input');
    }

    it('is there once the agent is logged in', async () => {
      const { nodeRed, page } = session();
      const url = new URL('gc-connection/centre/choices/numbers?agentId=1081', nodeRed.url);
      const count = async () =>
        ((await (await page.request.get(url.href)).json()) as { choices: object[] }).choices.length;
      await until(async () => (await count()) > 5000, { what: 'the contacts' });
    });

    it('is chosen with the keyboard, and named on the node', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'break');
      await fieldOf(dialog, 'reasonCode').click();
      await list(page)
        .getByText(/ – Lunch$/)
        .waitFor();
      await page.keyboard.type('lun');
      await until(async () => (await list(page).locator('li').count()) === 1, { what: 'the list to shrink' });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await list(page).waitFor({ state: 'detached' });
      const code = await dialog.typedText('reasonCode');
      assert.match(code, /^\d+$/);
      await dialog.done();
      await showsLabel(page.locator('[id="break"]'), 'not ready: Lunch → 1081');

      const again = await Dialog.of(page, 'break');
      await again.type('reasonCode', '99');
      await again.done();
      await showsLabel(page.locator('[id="break"]'), 'not ready (99) → 1081');
    });

    it('leaves what is typed as it is', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'dial');
      for (const key of ['Tab', 'Enter']) {
        await fieldOf(dialog, 'number').fill('');
        await fieldOf(dialog, 'number').pressSequentially('0300');
        await list(page).locator('li').first().waitFor();
        await page.keyboard.press(key);
        await list(page).waitFor({ state: 'detached' });
        assert.equal(await dialog.typedText('number'), '0300');
      }
      await dialog.done();
      await nodeLabelled(page, '1081 → 0300').waitFor();
    });

    it('adds to a list with commas', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'events');
      await dialog.field('agents').click();
      await dialog.field('agents').pressSequentially('1081, 10');
      await list(page)
        .getByText(/^1082 – /)
        .click();
      assert.equal(await dialog.field('agents').inputValue(), '1081, 1082');
      await dialog.done();
    });

    it(`is found in ${searchMs} ms among 5000 contacts`, async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'dial');
      await fieldOf(dialog, 'number').fill('');
      await fieldOf(dialog, 'number').click();
      await list(page).locator('li').first().waitFor();
      const times = await page.evaluate(timesOfSearches);
      const median = [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;
      console.log(`        median of ${String(times.length)} searches: ${median.toFixed(1)} ms (${version})`);
      assert.ok(median < searchMs, `${times.join(', ')} ms`);
      await page.keyboard.press('Escape');
      await dialog.cancel();
    });

    it('is not waited for: no dialog opens later, and in any field something can be typed', async () => {
      const { page } = session();
      await page.route('**/choices/**', () => undefined);
      const dialog = await Dialog.of(page, 'dial');
      await fieldOf(dialog, 'number').click();
      await fieldOf(dialog, 'number').fill('2002');
      await dialog.done();
      await nodeLabelled(page, '1081 → 2002').waitFor();
      await page.unrouteAll();
    });

    it('is nothing while the connection is not there, and nobody is told so', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'dial');
      // Of the deployed one at least the gc-agent is known.
      for (const [connection, choices] of [
        ['away', [{ id: '2001' }]],
        ['new', []],
      ] as const) {
        if (connection === 'away') await dialog.field('connection').selectOption('away');
        else await (await dialog.add('connection')).done();
        await fieldOf(dialog, 'number').fill('');
        const answer = page.waitForResponse(/choices\/numbers/);
        await fieldOf(dialog, 'number').blur();
        await fieldOf(dialog, 'number').click();
        assert.deepEqual(await (await answer).json(), { choices }, connection);
        await fieldOf(dialog, 'number').pressSequentially('0300');
        assert.equal(await list(page).count(), 0);
        assert.equal(await page.locator('.red-ui-notification:visible').count(), 0);
      }
      await dialog.cancel();
    });

    it(`costs less than ${openMs} ms when a dialog opens`, async () => {
      const { page } = session();
      for (const id of ['dial', 'break', 'events']) {
        await page.evaluate(timePreparation, id);
        const dialog = await Dialog.of(page, id);
        const ms = await page.evaluate(() => (globalThis as unknown as Timed).preparedMs);
        await dialog.cancel();
        assert.ok(ms < openMs, `${id}: ${String(ms)} ms`);
      }
    });
  });
});

interface Timed {
  preparedMs: number;
}

/** Notes how long the next dialog of this node's type takes for its preparation. */
function timePreparation(id: string): void {
  const definition = RED.nodes.getType(RED.nodes.node(id).type);
  const prepare = definition.oneditprepare;
  definition.oneditprepare = function (this: object) {
    const start = performance.now();
    prepare.call(this);
    (globalThis as unknown as Timed).preparedMs = performance.now() - start;
    definition.oneditprepare = prepare;
  };
}

/** Milliseconds from a key to the list that shows what was searched for. */
async function timesOfSearches(): Promise<number[]> {
  const field = document.querySelector('.red-ui-autoComplete[aria-labelledby="node-input-number-label"]');
  const times: number[] = [];
  for (const number of ['0007', '4321', '2500', '1234', '4999', '0815', '3141', '2718', '1999']) {
    const start = performance.now();
    const isShown = new Promise<void>((resolve) => {
      const look = () => {
        const rows = [...document.querySelectorAll('.red-ui-autoComplete-container li')];
        if (rows.length > 0 && rows.every((row) => row.textContent.includes(number))) {
          observer.disconnect();
          resolve();
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true });
    });
    $(field).val(`contact ${number} muller`).trigger('keyup');
    await isShown;
    times.push(performance.now() - start);
  }
  return times;
}
