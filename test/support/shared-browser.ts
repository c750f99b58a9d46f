import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from './browser';

let browser: Promise<BrowserContext> | undefined;

/** The browser of all files of tests in this process. It stays open until the last of them has ended. */
export function sharedBrowser(): Promise<BrowserContext> {
  return (browser ??= launchBrowser());
}

after(async () => {
  await (await browser)?.close();
});
