import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { barriersIn } from '../../support/accessibility';
import { temporaryFolder } from '../../support/child';
import { ScriptedGc } from '../../support/scripted-gc';
import { sharedBrowser } from '../../support/shared-browser';
import { searched } from '../../support/traces';
import { NodeRedWithUsers } from '../../support/users';
import { limitMs, until } from '../../support/wait';

/** All that Node-RED's own editor reads. */
const editor = ['flows', 'nodes', 'settings', 'plugins', 'status', 'context', 'library'].map(
  (what) => `${what}.read`,
);
const permissions = { reader: 'read', actor: [...editor, 'gc.read', 'gc.write'], owner: '*' };
const call = '1081#NewInboundCall#03001234567#03001234567|orderNumber=A-77|customer=Ann Lee#DialogID:7';
const running = /^Recording \d+:\d\d · \d+ kB$/;

/** The editor of a user. */
interface Opened {
  readonly page: Page;
  readonly sidebar: Locator;
  /** What Node-RED's editor keeps of the login. */
  readonly tokens: string;
}

describe('the sidebar, recording', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let gc: ScriptedGc;
      let nodeRed: NodeRedWithUsers;
      let actor: Opened;
      let reader: Opened;

      const flows = (destination = 'here', properties: object = {}) => [
        { id: 'tab', type: 'tab' },
        {
          id: 'desk',
          type: 'gc-connection',
          name: 'Front desk',
          mode: 'gc',
          host: '127.0.0.1',
          port: String(gc.broker.port),
          destination,
          ...properties,
        },
        { id: 'events', type: 'gc-event-in', z: 'tab', connection: 'desk', x: 100, y: 100, wires: [] },
      ];

      before(async () => {
        gc = await ScriptedGc.start({ destination: 'here' });
        nodeRed = await NodeRedWithUsers.start({ version, flows: flows() }, permissions);
        const health = () => nodeRed.ask('gc-connection/desk/health', 'reader');
        await until(async () => (await health()).status === 200, { what: 'the connection' });
        actor = await open('actor');
        reader = await open('reader');
      });

      after(async () => {
        await actor.page.close();
        await reader.page.close();
        await nodeRed.stop();
        await gc.close();
      });

      /** The editor of a user, with the sidebar and the connection's details open. */
      async function open(user: keyof typeof permissions): Promise<Opened> {
        const browser = await sharedBrowser();
        const page = await browser.newPage();
        page.setDefaultTimeout(limitMs);
        const tokens = JSON.stringify({ access_token: await nodeRed.token(user) });
        await page.addInitScript(keepLogin, tokens);
        await page.goto(nodeRed.at(''));
        await page.waitForFunction(() => {
          const loading = document.querySelector<HTMLElement>('#red-ui-loading-progress');
          return (
            document.querySelector('#gc-sidebar') &&
            (!loading || getComputedStyle(loading).display === 'none')
          );
        });
        await showSidebar(page, 'gc-sidebar');
        const sidebar = page.locator('#gc-sidebar');
        await sidebar.locator('.gc-sidebar-connections .gc-sidebar-summary').click();
        return { page, sidebar, tokens };
      }

      /** Clicks "Download", and returns the name of the file and its lines. */
      async function download({ page, sidebar }: Opened): Promise<{ name: string; lines: string[] }> {
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          sidebar.getByRole('button', { name: 'Download' }).click(),
        ]);
        const lines = searched(readFileSync(await saved.path(), 'utf8'));
        return { name: saved.suggestedFilename(), lines };
      }

      const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

      it('starts at a click, with stand-ins, and shows a mark to all who may read', async () => {
        const { page, sidebar } = await front(actor);
        assert.ok(await sidebar.getByRole('checkbox', { name: /stand-ins$/ }).isChecked());
        await sidebar.getByText('A deploy that changes the connection ends the recording.').waitFor();
        assert.ok(await sidebar.locator('.gc-sidebar-mark').isHidden());
        await sidebar.getByRole('button', { name: 'Start recording' }).click();
        await sidebar.locator('.gc-sidebar-mark').getByText(running).waitFor();
        await sidebar.getByText(/^Recording · .* · with stand-ins$/).waitFor();
        assert.equal(await focusedText(page), 'Stop recording');

        await front(reader);
        const mark = reader.sidebar.locator('.gc-sidebar-mark');
        await mark.getByText(running).waitFor();
        const shown = await mark.textContent();
        await until(async () => (await mark.textContent()) !== shown, { what: 'the time to go on' });
        assert.equal(await reader.sidebar.getByRole('button', { name: /recording$|Download/ }).count(), 0);
        assert.equal(await reader.sidebar.getByRole('checkbox').count(), 0);
      });

      it('goes on while the sidebar is closed', async () => {
        const { page, sidebar } = await front(actor);
        await showSidebar(page, 'info');
        await sidebar.waitFor({ state: 'hidden' });
        await gc.publish(call);
        await showSidebar(page, 'gc-sidebar');
        await sidebar.locator('.gc-sidebar-mark').getByText(running).waitFor();
      });

      it('stops by keyboard, and what was recorded can be downloaded', async () => {
        const { page, sidebar } = await front(actor);
        await sidebar.getByRole('button', { name: 'Stop recording' }).focus();
        await page.keyboard.press('Enter');
        await sidebar.getByText(/^Stopped at .*\d:\d\d.* · with stand-ins$/).waitFor();
        assert.ok(await sidebar.locator('.gc-sidebar-mark').isHidden());
        assert.equal(await focusedText(page), 'Start recording');
        const { name, lines } = await download(actor);
        assert.match(name, /^gc-trace-Front-desk-\d{4}-.*\.jsonl$/);
        const [header, ...entries] = lines.map((line) => JSON.parse(line) as { kind: string; body?: string });
        assert.equal(header?.kind, 'trace');
        assert.ok(entries.some(({ body }) => body?.includes('NewInboundCall')));
        assert.doesNotMatch(lines.join('\n'), /03001234567|Ann Lee|A-77/);
      });

      it('says what the server has refused', async () => {
        const { page, sidebar } = await front(actor);
        await page.route('**/gc-sidebar/recordings/start', (route) =>
          route.continue({ postData: JSON.stringify({ connection: 'desk', standIns: 1 }) }),
        );
        await sidebar.getByRole('button', { name: 'Start recording' }).click();
        await page.locator('.red-ui-notification-error').getByText('"standIns" must be true').waitFor();
        await page.unroute('**/gc-sidebar/recordings/start');
      });

      it('lists what could not be read, and copies a line of it without real numbers', async () => {
        const { page, sidebar } = await front(reader);
        const tab = sidebar.getByRole('tab', { name: /^Unread/ });
        assert.ok(await tab.isHidden());
        await gc.publish('This is no event, ask 03001234567');
        await tab.waitFor();
        await sidebar.getByText(/^Messages not read completely: 1\./).waitFor();
        await sidebar.getByRole('tab', { name: 'Agents' }).focus();
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        const row = sidebar.locator('#gc-sidebar-unread .gc-sidebar-row');
        const fact = row.locator('.gc-sidebar-fact');
        await fact.getByText('unreadable message: the message is no event of GC', { exact: true }).waitFor();
        const line = String(await row.locator('.gc-sidebar-line').textContent());
        assert.notEqual(line, '');
        assert.doesNotMatch(line, /03001234567/);
        await row.getByRole('button', { name: 'Copy the message' }).click();
        await sidebar.getByRole('searchbox').focus();
        await page.keyboard.press('Control+v');
        assert.equal(await sidebar.getByRole('searchbox').inputValue(), line);
      });

      it('keeps nobody out, in light and dark', async () => {
        const { page, sidebar } = await front(actor);
        await sidebar.getByRole('tab', { name: /^Unread/ }).click();
        await sidebar.locator('#gc-sidebar-unread .gc-sidebar-summary').click();
        for (const isDark of [false, true]) {
          await page.evaluate(
            (dark) => document.documentElement.classList.toggle('nr-theme-dark', dark),
            isDark,
          );
          assert.deepEqual(await barriersIn(page, '#gc-sidebar'), []);
        }
      });

      it('records as it is chosen, and says why it has ended', async () => {
        const { page, sidebar } = await front(actor);
        await sidebar.getByRole('checkbox', { name: /stand-ins$/ }).focus();
        await page.keyboard.press('Space');
        await sidebar.getByRole('combobox').selectOption('stop');
        const [request] = await Promise.all([
          page.waitForRequest('**/gc-sidebar/recordings/start'),
          sidebar.getByRole('button', { name: 'Start recording' }).click(),
        ]);
        assert.deepEqual(request.postDataJSON(), { connection: 'desk', standIns: false, whenFull: 'stop' });
        await sidebar.getByText(/^Recording · .* · without stand-ins$/).waitFor();
        assert.deepEqual(await barriersIn(page, '#gc-sidebar'), []);
        const deployed = await nodeRed.ask('flows', 'owner', flows('elsewhere'));
        assert.equal(deployed.status, 204);
        await sidebar
          .getByText(/^Ended at .*\d:\d\d.*: connection closed or changed by a deploy · /)
          .waitFor();
        await sidebar.getByRole('button', { name: 'Download' }).waitFor();
      });

      it('downloads what a connection records in files, and says so when these are gone', async () => {
        const { page, sidebar } = await front(actor);
        const folder = temporaryFolder('traces');
        const recorded = flows('elsewhere', { record: true, recordFolder: folder });
        assert.equal((await nodeRed.ask('flows', 'owner', recorded)).status, 204);
        await sidebar.getByText(/^Recording · .* · in a file on the machine that runs Node-RED$/).waitFor();
        const { lines } = await download(actor);
        const [file = ''] = readdirSync(folder);
        assert.ok(readFileSync(path.join(folder, file), 'utf8').startsWith(`${lines.join('\n')}\n`));
        assert.equal((JSON.parse(lines[0] ?? '') as { kind: string }).kind, 'trace');
        rmSync(folder, { recursive: true });
        await sidebar.getByRole('button', { name: 'Download' }).click();
        await page.locator('.red-ui-notification-error').getByText('could not be read (ENOENT)').waitFor();
      });
    });
  }
});

declare const RED: { sidebar: { show(id: string): void } };

/**
 * Brings a user's editor to the front: behind another one it is not seen, so that its sidebar asks for nothing. The
 * editors of one browser share what they keep of the login.
 */
async function front(opened: Opened): Promise<Opened> {
  await opened.page.bringToFront();
  await opened.page.evaluate(keepLogin, opened.tokens);
  return opened;
}

function keepLogin(tokens: string): void {
  localStorage.setItem('auth-tokens-red', tokens);
}

function showSidebar(page: Page, tab: string): Promise<void> {
  return page.evaluate((id) => {
    RED.sidebar.show(id);
  }, tab);
}
