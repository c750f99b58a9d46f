import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page, Request } from 'playwright-core';
import { temporaryFolder } from '../../support/child';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { nodeLabelled, showsLabel } from '../../support/gestures';
import { until } from '../../support/wait';

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

/** More than these no list shows. */
const mostShown = 50;

// Errors in the page are noticed when the session ends.
describe('what a dialog offers from the running connection', () => {
  inEachEditor(flows, (session) => {
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
      assert.equal(await dialog.typedText('reasonCode'), 'Lunch');
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
      await nodeLabelled(page, 'call 0300 from 1081').waitFor();
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

    it('is asked for once, and searched in the page, which shows a part of 5000 contacts', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'dial');
      const asked = await requestsOf(page, async () => {
        await fieldOf(dialog, 'number').fill('');
        await fieldOf(dialog, 'number').click();
        await list(page).locator('li').first().waitFor();
        assert.equal(await list(page).locator('li').count(), mostShown);
        await fieldOf(dialog, 'number').pressSequentially('contact 4321 muller');
        await until(async () => (await list(page).locator('li').count()) === 1, {
          what: 'the list to shrink',
        });
        assert.match(await list(page).innerText(), /03004321/);
      });
      assert.deepEqual(asked, ['/gc-connection/centre/choices/numbers']);
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
      await nodeLabelled(page, 'call 2002 from 1081').waitFor();
      await page.unrouteAll();
    });

    it('is little while the connection is not there, and nobody is told so', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'dial');
      // Of the deployed one the gc-agent is known, of a new simulator its own agents.
      for (const [connection, count] of [
        ['away', 1],
        ['new', 20],
      ] as const) {
        if (connection === 'away') {
          await dialog.field('connection').selectOption('away');
        } else {
          await (await dialog.add('connection')).done();
        }
        await fieldOf(dialog, 'number').fill('');
        const answer = page.waitForResponse(/choices\/numbers/);
        await fieldOf(dialog, 'number').blur();
        await fieldOf(dialog, 'number').click();
        const { choices } = (await (await answer).json()) as { choices: { id: string }[] };
        assert.equal(choices.length, count, connection);
        assert.ok(choices.some(({ id }) => id === '2001'));
        await fieldOf(dialog, 'number').pressSequentially('0300');
        assert.equal(await list(page).count(), 0);
        assert.equal(await page.locator('.red-ui-notification:visible').count(), 0);
      }
      await dialog.cancel();
    });

    it('is not asked for when a dialog opens', async () => {
      const { page } = session();
      for (const id of ['dial', 'break', 'events']) {
        const asked = await requestsOf(page, async () => (await Dialog.of(page, id)).cancel());
        assert.deepEqual(asked, [], id);
      }
    });
  });
});

/** What the page asks our routes for meanwhile. */
async function requestsOf(page: Page, act: () => Promise<void>): Promise<string[]> {
  const paths: string[] = [];
  const note = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/gc-connection/')) {
      paths.push(pathname);
    }
  };
  page.on('request', note);
  await act();
  page.off('request', note);
  return paths;
}
