import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { temporaryFolder } from '../support/child';
import { inEachEditor } from '../support/editor-session';
import { debugOutput, deploy, inject, nodeLabelled, showsStatus } from '../support/gestures';
import { readPackageJson } from '../support/node-red';

const ownNodes = [
  ...['log in → 1081', 'ready → 1081', 'incoming call → 1081', 'event: NewInboundCall', 'answer'],
  ...['1081 → msg.payload', 'hang up → 1081', 'not ready → 1081', 'log out → 1081', 'all events'],
];

/** What to click, and what the debug nodes then show. */
const steps: { click: string; shown: Record<string, RegExp> }[] = [
  { click: '1 Log in', shown: { ready: /type: "State", agentId: "1081", state: "READY"/ } },
  {
    click: '2 Call comes in',
    shown: {
      called: /action: "incoming-call", to: "1081", from: "03001234567"/,
      answered: /type: "InboundCall", dialogId: "\d+", state: "ACTIVE"/,
    },
  },
  { click: '4 Hang up', shown: { 'hung up': /type: "InboundCall", dialogId: "\d+", state: "DROP"/ } },
  { click: '3 Dial 2002', shown: { dialled: /type: "InboundCall", dialogId: "\d+", state: "INITIATING"/ } },
  { click: '4 Hang up', shown: { 'hung up': /type: "InboundCall", dialogId: "\d+", state: "DROP"/ } },
  { click: '5 Log out', shown: { 'logged out': /type: "State", agentId: "1081", state: "LOGOUT"/ } },
];

describe('the quick start', () => {
  inEachEditor([], (session, version) => {
    it('is imported from the menu', async () => {
      const { page } = session();
      await page.locator('#red-ui-header-button-sidemenu').click();
      await page.getByRole('link', { name: 'Import' }).click();
      const dialog = page.getByRole('dialog', { name: 'Import nodes' });
      await dialog.getByRole('link', { name: 'Examples' }).click();
      await dialog.getByText(readPackageJson().name).click();
      await dialog.getByText('01 - Quick start').click();
      await dialog.getByRole('button', { name: 'Import' }).click();
      await page.locator('.red-ui-tab').getByText('Quick start').click();
      await nodeLabelled(page, '1 Log in').waitFor();
      assert.equal(await page.locator('.red-ui-flow-node-error:visible').count(), 0);
    });

    it('connects its nodes to the simulator', async () => {
      const { page } = session();
      await deploy(page);
      for (const label of ownNodes) await showsStatus(nodeLabelled(page, label), 'connected (simulator)');
    });

    it('shows what becomes of every step', async () => {
      const { page } = session();
      await page.keyboard.press('Control+g');
      await page.keyboard.press('d');
      for (const { click, shown } of steps) {
        const outputs = Object.entries(shown).map(async ([name, what]) => {
          const all = debugOutput(page, name);
          return { what, next: all.nth(await all.count()) };
        });
        const awaited = await Promise.all(outputs);
        await inject(nodeLabelled(page, click));
        for (const { what, next } of awaited) assert.match(String(await next.textContent()), what);
      }
      assert.deepEqual(await debugOutput(page, 'errors').allTextContents(), []);
    });

    it('makes a picture', async () => {
      const { page } = session();
      const isWanted = process.env['UPDATE_SCREENSHOTS'] === '1' && version === '4.1';
      const folder = isWanted ? path.join(root, 'docs') : temporaryFolder('screenshot');
      const canvas = await page.locator('#red-ui-workspace').boundingBox();
      assert.ok(canvas);
      // Off the nodes, so that none of them is highlighted.
      await page.mouse.move(canvas.x + 20, canvas.y + canvas.height - 60);
      await page.waitForFunction(() => !document.querySelector('.red-ui-notification'));
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
      const picture = await page.screenshot({
        path: path.join(folder, 'quick-start.png'),
        clip: { x: canvas.x, y: canvas.y, width: width - canvas.x, height: height - canvas.y },
      });
      assert.ok(picture.length > 30_000, 'There is nothing in the picture.');
    });
  });
});
