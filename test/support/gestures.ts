/** What a user does in the editor, and sees there. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** The node on the canvas with this label. */
export function nodeLabelled(page: Page, label: string): Locator {
  const itsLabel = page.locator('.red-ui-flow-node-label').getByText(label, { exact: true });
  return page.locator('.red-ui-flow-node-group').filter({ has: itsLabel });
}

/** Drags a node from the palette to a place on the canvas, told in pixels from its upper left corner. */
export async function addNode(page: Page, type: string, x: number, y: number): Promise<Locator> {
  const nodes = page.locator('.red-ui-flow-node-group');
  const added = nodes.nth(await nodes.count());
  const canvas = await page.locator('#red-ui-workspace-chart').boundingBox();
  assert.ok(canvas);
  await page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`).hover();
  await drag(page, canvas.x + x, canvas.y + y);
  return page.locator(`[id="${await added.getAttribute('id')}"]`);
}

/** Draws a wire from a node's first output to another one's input. */
export async function wire(page: Page, from: Locator, to: Locator): Promise<void> {
  const wires = page.locator('.red-ui-flow-link');
  const added = wires.nth(await wires.count());
  const input = await to.locator('.red-ui-flow-port-input').boundingBox();
  assert.ok(input);
  await from.locator('.red-ui-flow-port-output').first().hover();
  await drag(page, input.x + input.width / 2, input.y + input.height / 2);
  await added.waitFor({ state: 'attached' });
}

async function drag(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
}

/** The dialog to which the menu leads for the examples of all packages. */
export async function openExamples(page: Page): Promise<Locator> {
  await page.locator('#red-ui-header-button-sidemenu').click();
  await page.getByRole('link', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import nodes' });
  await dialog.getByRole('link', { name: 'Examples' }).click();
  return dialog;
}

/** Imports an example through the menu: the package, the group, and its title. */
export async function importExample(page: Page, ...folders: readonly string[]): Promise<void> {
  const dialog = await openExamples(page);
  for (const folder of folders) {
    await dialog.getByText(folder).click();
  }
  await dialog.getByRole('button', { name: 'Import' }).click();
}

/** Clicks the tab of a flow. */
export async function openFlow(page: Page, label: string): Promise<void> {
  await page.locator('.red-ui-tab').getByText(label, { exact: true }).click();
}

/** Clicks Deploy, and returns when nothing is left to deploy. */
export async function deploy(page: Page): Promise<void> {
  const button = page.locator('#red-ui-header-button-deploy');
  await button.click();
  await button.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
  const isDeployed = /\bdisabled\b/.test(String(await button.getAttribute('class')));
  const said = await page.locator('.red-ui-notification').allInnerTexts();
  assert.ok(isDeployed, `It was not deployed: ${said.join(' ')}`);
}

/** Clicks the button of an inject node. */
export async function inject(node: Locator): Promise<void> {
  await node.locator('.red-ui-flow-node-button-button').click();
}

/** Waits until a node has this label. */
export async function showsLabel(node: Locator, label: string): Promise<void> {
  await node.locator('.red-ui-flow-node-label').getByText(label, { exact: true }).waitFor();
}

/** Waits until a node has this status. */
export async function showsStatus(node: Locator, status: string): Promise<void> {
  await node.locator('.red-ui-flow-node-status-group').getByText(status, { exact: true }).waitFor();
}

/** What a debug node has shown in the sidebar, an element for each message. */
export function debugOutput(page: Page, name: string): Locator {
  const itsName = page.locator('.red-ui-debug-msg-name').getByText(`node: ${name}`, { exact: true });
  return page.locator('.red-ui-debug-msg').filter({ has: itsName }).locator('.red-ui-debug-msg-payload');
}

/** Chooses a theme in the settings, which Node-RED 5 has. */
export async function chooseTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.locator('#user-settings-view-dark-theme').selectOption(theme);
  await page.locator('#node-dialog-ok').click();
  await page.locator(theme === 'dark' ? 'html.nr-theme-dark' : 'html:not(.nr-theme-dark)').waitFor();
  await page.locator('#node-dialog-ok').waitFor({ state: 'detached' });
}
