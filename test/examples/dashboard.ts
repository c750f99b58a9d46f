import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { limitMs } from '../support/wait';

/** A page of a dashboard, in a browser of its own. */
export interface DashboardPage {
  readonly page: Page;
  /** Throws when anything went wrong in the page. */
  close(): Promise<void>;
}

export async function openDashboard(url: string): Promise<DashboardPage> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, locale: 'en-US' });
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
      await browser.close();
      assert.deepEqual(problems, [], 'The page reported errors.');
    },
  };
}
