import type { Page } from 'playwright-core';

declare const RED: { sidebar: { show(id: string): void } };

export async function openSidebar(page: Page): Promise<void> {
  await page.locator('#gc-sidebar').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    RED.sidebar.show('gc-sidebar');
  });
  await page.locator('#gc-sidebar').waitFor();
}

/** Shows another tab of the editor, and waits until our sidebar has noticed. */
export async function leaveSidebar(page: Page): Promise<void> {
  await page.evaluate(() => {
    RED.sidebar.show('info');
  });
  await pageDrawn(page);
}

/** Until all that waits for the page to be drawn has had its turn. */
export function pageDrawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
}
