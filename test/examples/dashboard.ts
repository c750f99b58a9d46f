import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { sharedBrowser } from '../support/shared-browser';
import { limitMs } from '../support/wait';

/** A page of a dashboard. */
export interface DashboardPage {
  readonly page: Page;
  /** Throws when anything went wrong in the page. */
  close(): Promise<void>;
}

export async function openDashboard(url: string): Promise<DashboardPage> {
  const browser = await sharedBrowser();
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1600, height: 900 });
  page.setDefaultTimeout(limitMs);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    // An error in a template is caught by the dashboard, and logged.
    if (message.type() === 'error') {
      problems.push(message.text());
    }
  });
  await page.goto(url);
  return {
    page,
    close: async () => {
      await page.evaluate(() => {
        localStorage.clear();
      });
      await page.close();
      assert.deepEqual(problems, [], 'The page reported errors.');
    },
  };
}
