import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { dist } from '../../scripts/site/build';
import { serve } from '../../scripts/site/server';
import { root, run } from '../../scripts/run.mjs';
import { exampleFile } from '../examples/example-files';
import { barriersIn } from '../support/accessibility';
import { sharedBrowser } from '../support/shared-browser';
import { limitMs } from '../support/wait';

const buildLimitMs = 20 * 60_000;

describe('the documentation site', function () {
  let browser: BrowserContext;
  let site: Awaited<ReturnType<typeof serve>> | undefined;
  let page: Page;

  before(async function () {
    this.timeout(buildLimitMs);
    // No page is built that has a dead link.
    await run(process.execPath, ['--import=tsx', 'scripts/site/main.ts', '--build'], { cwd: root });
    site = await serve(dist, '/', 0);
    browser = await sharedBrowser();
    await browser.grantPermissions(['clipboard-read', 'clipboard-write'], {
      origin: new URL(site.url).origin,
    });
  });
  after(() => site?.close());

  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(limitMs);
  });
  afterEach(() => page.close());

  const open = (address: string) => page.goto(`${site?.url}${address}`, { waitUntil: 'networkidle' });

  it('finds what is searched for', async () => {
    await open('');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('searchbox').fill('ring no answer');
    await page.getByRole('option').filter({ hasText: '15 Ring no answer' }).first().click();
    await page.getByRole('heading', { name: '15 Ring no answer' }).waitFor();
    assert.match(page.url(), /\/cookbook\/4-agents(\.html)?#15-ring-no-answer$/);
  });

  it('copies a flow as Node-RED imports it', async () => {
    await open('cookbook/2-webhooks.html');
    const flow = page.locator('.flow').first();
    await flow.getByRole('button', { name: 'Copy as JSON' }).click();
    await flow.getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.deepEqual(JSON.parse(copied), exampleFile('05').nodes());
  });

  it('shows the properties of a node that is chosen in a flow, also with the keyboard', async () => {
    await open('cookbook/1-first-steps.html');
    const flow = page.locator('.flow').first();
    await flow.getByRole('button', { name: 'agent-state: log in' }).first().focus();
    await page.keyboard.press('Enter');
    assert.match(await flow.getByLabel('Properties').innerText(), /"action": "login"/);
  });

  it('has a page for each node, with its fields, its help and the version that added it', async () => {
    await open('nodes/make-call.html');
    await page.getByRole('cell', { name: 'Go on when' }).waitFor();
    await page.getByText('added in').waitFor();
    await page.getByRole('heading', { name: 'Inputs' }).waitFor();
    await page.getByRole('link', { name: '05 Click to call' }).waitFor();
  });

  it('plays the first call, and moves nothing for those who want no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await open('');
    await page.evaluate(allowMotion);
    assert.ok((await moving(page)) > 0);
    await page.getByRole('button', { name: 'Pause' }).click();
    assert.equal(await moving(page), 0);
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.ok((await moving(page)) > 0);

    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(page), 0);
    await page.locator('.first-call-status').filter({ hasText: 'ACTIVE' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const address of [
      '',
      'nodes/gc-connection.html',
      'cookbook/1-first-steps.html',
      'reference/errors.html',
    ]) {
      it(`has no barriers: /${address}, ${theme}`, async () => {
        await page.emulateMedia({ colorScheme: theme });
        await open(address);
        assert.equal(await page.locator('html.dark').count(), theme === 'dark' ? 1 : 0);
        assert.deepEqual(await barriersIn(page, 'body'), []);
      });
    }
  }
});

/** The browser of the tests stops all motion. */
function allowMotion(): void {
  const styles = [...document.querySelectorAll('style')];
  styles.find(({ textContent }) => textContent.includes('animation: none'))?.remove();
}

function moving(page: Page): Promise<number> {
  return page.evaluate(() => {
    const animations = document.getAnimations().filter((each) => each instanceof CSSAnimation);
    return animations.filter(({ playState }) => playState === 'running').length;
  });
}
