import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { barriersIn } from '../../support/accessibility';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';

declare const RED: {
  nodes: { node(id: string): Readonly<Record<string, unknown>> };
  actions: { invoke(action: string): void };
};

const rows = [
  { command: 'MakeReady', event: 'State', states: 'READY, AVAILABLE' },
  { command: 'ConsultCall', event: 'DialogStatus', states: 'INITIATING, ACTIVE, DIALLING' },
  { command: 'wrapup', event: 'sent', states: '' },
];
const before = {
  completeWith: 'other',
  helloArgument: '',
  gcTimeZone: '',
  timeout: '10',
  expireCommands: true,
  confirmations: [{ command: 'HoldCall', event: 'InboundCall', states: 'ON_HOLD' }],
};
const settings = {
  completeWith: 'own',
  helloArgument: '2001',
  gcTimeZone: '+05:30',
  timeout: '25',
  expireCommands: false,
  confirmations: rows,
};
/** As gc-check writes it for a GC with words and shapes of its own. */
const profile = {
  siteProfile: 1,
  dialect: { base: 'specified-json', onHold: 'HOLD', utcOffset: '+05:30' },
  settings,
  assumptions: { 'hello-argument': 'contradicted', 'call-over': 'confirmed' },
};
const centre = {
  type: 'gc-connection',
  mode: 'gc',
  host: '127.0.0.1',
  port: '1',
  destination: 'here',
  contactCentre: 'unknown',
};
const flows = [
  { id: 'flow', type: 'tab', label: 'Test' },
  { id: 'centre', ...centre, ...before },
];

type File = string | object | Buffer;

const bytesOf = (file: File) =>
  Buffer.isBuffer(file) ? file : Buffer.from(typeof file === 'string' ? file : JSON.stringify(file));

/** Chooses a file, with keys only, and returns what is said below the button. */
async function load(page: Page, dialog: Dialog, file: File): Promise<string> {
  const report = dialog.tray.locator('#gc-connection-profile-report');
  await report.evaluate((element) => {
    element.textContent = '';
  });
  const button = dialog.tray.locator('#gc-connection-profile');
  const choosing = page.waitForEvent('filechooser');
  await button.press('Enter');
  const chooser = await choosing;
  await chooser.setFiles({ name: 'site.json', mimeType: 'application/json', buffer: bytesOf(file) });
  await report.filter({ hasText: /\S/ }).waitFor();
  return report.innerText();
}

/** What the open dialog shows of the settings. */
async function shown(dialog: Dialog): Promise<typeof before> {
  const list = dialog.tray.locator('#gc-connection-confirmations .red-ui-editableList-item-content');
  const confirmations = await list.evaluateAll((items) =>
    items.map((item) => {
      const value = (name: string) =>
        item.querySelector<HTMLInputElement>(`.gc-confirmation-${name}`)?.value ?? '';
      return { command: value('command'), event: value('event'), states: value('states') };
    }),
  );
  const value = (name: string) => dialog.field(name).inputValue();
  return {
    completeWith: await value('completeWith'),
    helloArgument: await value('helloArgument'),
    gcTimeZone: await value('gcTimeZone'),
    timeout: await value('timeout'),
    expireCommands: await dialog.field('expireCommands').isChecked(),
    confirmations,
  };
}

/** What the flow has. */
function saved(page: Page): Promise<typeof before & { changed: boolean }> {
  return page.evaluate((names) => {
    const node = RED.nodes.node('centre');
    return JSON.parse(
      JSON.stringify({
        ...Object.fromEntries(names.map((name) => [name, node[name]])),
        changed: node['changed'] === true,
      }),
    ) as typeof before & { changed: boolean };
  }, Object.keys(before));
}

// Errors in the page are noticed when the session ends.
describe('the site profile in the dialog of a connection', () => {
  inEachEditor(flows, (session) => {
    let page: Page;
    let dialog: Dialog;

    beforeEach(async () => {
      ({ page } = session());
      dialog = await Dialog.of(page, 'centre');
      await dialog.openTab('GC');
    });

    const refused = [
      ['what is no JSON', 'siteProfile: 1', /^The file cannot be used\. It is not JSON/],
      ['a file of more than 1 MB', Buffer.alloc(1_000_001, ' '), /It is not JSON, or has more than 1 MB\.$/],
      ['a trace', '{"kind":"trace","version":1}', /It is not a site profile of gc-check, or has another/],
      ['settings that there are not', { ...profile, settings: { host: 'evil' } }, /It has settings that/],
      [
        'a word that the list does not have',
        { ...profile, settings: { ...settings, completeWith: 'evil' } },
        /The value of “Complete with” is invalid\.$/,
      ],
      [
        'a row that the list cannot show',
        { ...profile, settings: { ...settings, confirmations: [{ command: 'evil', event: 'sent' }] } },
        /The value of “Confirmed by” is invalid\.$/,
      ],
      [
        'a value that the dialog refuses',
        { ...profile, settings: { ...settings, helloArgument: 'two words' } },
        /^The file cannot be used\. Hello names: letters, digits/,
      ],
      [
        'a time limit that is too long',
        { ...profile, settings: { ...settings, timeout: '99999' } },
        /^The file cannot be used\. Time limit \(s\): a number from 1 to 3600/,
      ],
    ] as const;
    for (const [what, file, said] of refused) {
      it(`takes nothing from ${what}`, async () => {
        const words = await load(page, dialog, file);
        assert.match(words, said);
        assert.doesNotMatch(words, /evil|two words/);
        assert.deepEqual(await shown(dialog), before);
        await dialog.cancel();
      });
    }

    it('says that nothing was changed, and what differs from the defaults that fit', async () => {
      const words = await load(page, dialog, { siteProfile: 1, dialect: {}, settings: {} });
      assert.equal(
        words,
        'The profile has no settings: the defaults fit this GC, and nothing was changed. ' +
          'Check these fields, which are not in the profile but differ from their defaults: Confirmed by.',
      );
      assert.deepEqual(await shown(dialog), before);
      await dialog.cancel();
    });

    it('fills the fields and names them, with keys only, and saves nothing before Done', async () => {
      const words = await load(page, dialog, profile);
      assert.equal(
        words,
        "Set: Hello names, Complete with, GC's time zone, Confirmed by, Delivery → Time limit (s), " +
          'Delivery → Let commands expire at the broker with their time limit.',
      );
      assert.deepEqual(await shown(dialog), settings);
      await dialog.field('helloArgument').waitFor({ state: 'visible' });
      assert.deepEqual(await barriersIn(page, '#gc-connection-tab-gc'), []);
      await dialog.cancel();
      assert.deepEqual(await saved(page), { ...before, changed: false });
    });

    it('takes the same file again after a wrong one, and is undone like what is typed', async () => {
      await load(page, dialog, profile);
      await load(page, dialog, '[]');
      assert.match(await load(page, dialog, profile), /^Set: /);
      await dialog.done();
      assert.deepEqual(await saved(page), { ...settings, changed: true });
      await page.evaluate(() => {
        RED.actions.invoke('core:undo');
      });
      assert.deepEqual(await saved(page), { ...before, changed: false });
    });
  });
});
