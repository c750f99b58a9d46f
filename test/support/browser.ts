import assert from 'node:assert/strict';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { temporaryFolder } from './child';
import { readPackageJson, request } from './node-red';
import { limitMs } from './wait';

export interface Editor {
  readonly page: Page;
  /** What went wrong in the page so far. */
  readonly problems: readonly string[];
  /** Closes the page; throws when anything went wrong in it. */
  close(): Promise<void>;
}

/** Hosts the editor asks for news and node lists; there may be no network. */
const foreignHosts =
  /catalogue\.nodered\.org|telemetry\.nodered\.org|flows\.nodered\.org|registry\.npmjs\.org/;

/**
 * Debian's Chromium, without a window, with a profile of its own on disk: so the scripts of an editor are compiled once,
 * not for each page.
 */
export async function launchBrowser(): Promise<BrowserContext> {
  const browser = await chromium.launchPersistentContext(temporaryFolder('chromium'), {
    executablePath: '/usr/bin/chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  // The functions that run in the page were compiled with this helper for their names.
  await browser.addInitScript('globalThis.__name = (target) => target');
  await browser.addInitScript(stopMotion);
  return browser;
}

/** Once a user has saved settings, Node-RED's editor fails on its tips at a start that takes more than a second. */
async function hideTips(url: string): Promise<void> {
  await request(`${url}settings/user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ editor: { view: { 'view-show-tips': false } } }),
  });
}

/**
 * Opens Node-RED's editor, and returns when it has loaded the flows and knows all node types of the package. What the
 * page has stored is forgotten when it is closed.
 */
export async function openEditor(browser: BrowserContext, url: string): Promise<Editor> {
  await hideTips(url);
  const page = await browser.newPage();
  page.setDefaultTimeout(limitMs);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !foreignHosts.test(text)) {
      problems.push(text);
    }
  });
  await page.goto(url);
  await untilReady(page);
  const close = async () => {
    await page.evaluate(() => {
      localStorage.clear();
    });
    await page.close();
    assert.deepEqual(problems, [], 'The editor reported errors.');
  };
  return { page, problems, close };
}

/** Returns when the editor has loaded the flows and knows all node types of the package. */
export async function untilReady(page: Page): Promise<void> {
  const types = Object.keys(readPackageJson()['node-red'].nodes);
  await page.waitForFunction(editorIsReady, types);
  // Menus unfold at once.
  await page.evaluate(() => ($.fx.off = true));
}

/**
 * Nothing glides into its place: each step of that is painted, which takes the processor more time than all else. Only
 * the tabs keep a transition, as Node-RED 4.1 waits for its end when it hides one.
 */
function stopMotion(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = `
      *, *::before, *::after { transition: none !important; animation: none !important; }
      .red-ui-tab { transition: all 1ms !important; }`;
    document.head.append(style);
  });
}

declare const $: { fx: { off: boolean } };
declare const RED: { nodes?: { getType(type: string): unknown } } | undefined;

function editorIsReady(types: string[]): boolean {
  const loading = document.querySelector<HTMLElement>('#red-ui-loading-progress');
  const known = typeof RED === 'object' && types.every((type) => RED?.nodes?.getType(type));
  return known && (!loading || getComputedStyle(loading).display === 'none');
}
