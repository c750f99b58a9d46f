import assert from 'node:assert/strict';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
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

/** Debian's Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
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
}

/** Opens Node-RED's editor, and returns when it has loaded the flows and knows all node types of the package. */
export async function openEditor(browser: Browser, url: string): Promise<Editor> {
  const context = await newContext(browser);
  await hideTips(url);
  const editor = await openEditorIn(context, url);
  return { ...editor, close: () => editor.close().finally(() => context.close()) };
}

/** Once a user has saved settings, Node-RED's editor fails on its tips at a start that takes more than a second. */
export async function hideTips(url: string): Promise<void> {
  await request(`${url}settings/user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ editor: { view: { 'view-show-tips': false } } }),
  });
}

/** Where editors are opened one after the other: what the page loads, it keeps for the next. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  // The functions that run in the page were compiled with this helper for their names.
  await context.addInitScript('globalThis.__name = (target) => target');
  await context.addInitScript(stopMotion);
  return context;
}

/** As {@link openEditor}. What the page has stored is forgotten when it is closed. */
export async function openEditorIn(context: BrowserContext, url: string): Promise<Editor> {
  const page = await context.newPage();
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
