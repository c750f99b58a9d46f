import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { limitMs, until } from '../support/wait';
import { openDashboard, type DashboardPage } from './dashboard';
import { onStage } from './stage';

describe('the example of a wallboard', () => {
  onStage((stage) => {
    let dashboard: DashboardPage | undefined;

    const open = async (limits: Readonly<Record<string, string>> = {}): Promise<Page> => {
      await stage().deploy('19', limits);
      dashboard = await openDashboard(`${stage().url}dashboard/wallboard`);
      return dashboard.page;
    };

    afterEach(() => dashboard?.close());

    it('shows the teams, and for how long everybody has been in a state', async () => {
      const page = await open();
      const supervisor = tile(page, 'Ελένη Παπαδάκη');
      await supervisor.filter({ hasText: 'not ready' }).waitFor();
      await tile(page, 'Anna Becker').waitFor();
      const clock = supervisor.locator('.gc-clock');
      const before = await clock.innerText();
      await clock.filter({ hasNotText: before }).waitFor();
      assert.match(await clock.innerText(), /^00:\d\d$/);
    });

    it('shows the calls of its agents while they talk', async () => {
      const page = await open();
      const call = page
        .locator('.gc-call')
        .filter({ hasText: /\w+ \w+/ })
        .first();
      await call.filter({ hasText: '0300' }).waitFor();
      await page.locator('.gc-tile.gc-TALKING').first().waitFor();
    });

    it('shows queues in the colour that the thresholds of the flow give them', async () => {
      const page = await open({ CALLS_YELLOW: '0', CALLS_RED: '1000', SECONDS_RED: '1000' });
      await page.locator('.gc-queue.gc-yellow').nth(2).waitFor();
      const names = await page.locator('.gc-queue .gc-title').allInnerTexts();
      assert.deepEqual(names, ['Sales', 'Support', 'Overflow']);
    });

    it('makes a queue red where somebody waits too long', async () => {
      const page = await open({ CALLS_RED: '1000', SECONDS_YELLOW: '0', SECONDS_RED: '0' });
      await page.locator('.gc-queue.gc-red').nth(2).waitFor();
    });

    it('shows the figures of each team today', async () => {
      const page = await open();
      const teams = page.locator('.gc-team .gc-today');
      await teams.nth(1).waitFor();
      const handled = teams.filter({ hasText: /[1-9]\d* handled/ }).first();
      await handled.waitFor({ timeout: 2 * limitMs });
      const figures = (await handled.innerText()).replace(/\s+/g, ' ');
      assert.match(
        figures,
        /^\d+ handled \d+ missed \d+ % within 20 s 0\d:\d\d mean handle time \d+ % occupied$/,
      );
    });

    it('fits a screen that is 650 pixels high', async () => {
      const page = await open();
      await page.setViewportSize({ width: 1366, height: 650 });
      await page.locator('.gc-team').nth(1).locator('.gc-tile').first().waitFor();
      await page.locator('.gc-queue').nth(2).waitFor();
      await until(() => page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), {
        what: 'everything to be in view',
      });
    });

    it('sets the state of a member with the buttons', async () => {
      const page = await open();
      await choose(page, 'Ελένη Παπαδάκη', 'Ready');
      await tile(page, 'Ελένη Παπαδάκη').filter({ hasNotText: 'not ready' }).waitFor();
    });

    it('says on the page why a state could not be set', async () => {
      const page = await open();
      // GC logs out only who is not ready.
      await tile(page, 'Anna Becker').filter({ hasNotText: 'not ready' }).waitFor();
      await choose(page, 'Anna Becker', 'Log out');
      await page.getByText('CF_INVALID_OBJECT_STATE').waitFor();
    });
  });
});

function tile(page: Page, name: string) {
  return page.locator('.gc-tile').filter({ hasText: name });
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await tile(page, name).click();
  await page
    .locator('.v-overlay--active .v-list-item')
    .filter({ hasText: new RegExp(`^${action}$`) })
    .click();
}
