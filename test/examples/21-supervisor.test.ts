import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDashboard, type DashboardPage } from './dashboard';
import { onStage } from './stage';

describe('the example of a supervisor', () => {
  onStage((stage) => {
    let dashboard: DashboardPage | undefined;
    let page: Page;

    beforeEach(async () => {
      await stage().deploy('21', { HANDLE_SECONDS: '3600' });
      dashboard = await openDashboard(`${stage().url}dashboard/supervisor`);
      page = dashboard.page;
    });

    afterEach(() => dashboard?.close());

    it('listens to an agent who talks, and stops listening', async () => {
      const name = await listen(page);
      await page.getByRole('button', { name: 'Stop listening' }).click();
      await page.getByText('Not in a call.').waitFor();
      await row(page, name).filter({ hasText: 'talking' }).waitFor();
    });

    it('barges in, drops the agent, and leaves the customer', async () => {
      const name = await listen(page);
      await page.getByRole('button', { name: 'Barge in' }).click();
      await page.getByText('You are talking to').waitFor();
      const parties = await page.locator('.gc-other .gc-name').allInnerTexts();
      assert.equal(parties.length, 2);
      assert.ok(parties.includes(name));
      const agent = page.locator('.gc-other').filter({ hasText: name });
      await agent.getByRole('button', { name: 'Drop' }).click();
      await agent.waitFor({ state: 'detached' });
      await row(page, name).filter({ hasNotText: 'talking' }).waitFor();
      assert.match(await page.locator('.gc-other').innerText(), /^0300\d+$/);
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByText('Not in a call.').waitFor();
    });

    it('leaves agent and customer alone', async () => {
      const name = await listen(page);
      await page.getByRole('button', { name: 'Barge in' }).click();
      await page.getByText('You are talking to').waitFor();
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByText('Not in a call.').waitFor();
      await row(page, name).filter({ hasText: 'talking' }).waitFor();
    });
  });
});

/** Listens to the first who talks; returns who that is. */
async function listen(page: Page): Promise<string> {
  await page.locator('.gc-row button').first().click();
  await page.getByText('You are listening to').waitFor();
  return page.locator('.gc-other .gc-name').innerText();
}

const row = (page: Page, name: string) => page.locator('.gc-row').filter({ hasText: name });
