import assert from 'node:assert/strict';
import { inEachEditor } from '../../support/editor-session';
import {
  debugOutput,
  deploy,
  importExample,
  inject,
  nodeLabelled,
  openFlow,
  showsStatus,
} from '../../support/gestures';
import { readPackageJson } from '../../support/node-red';

const ownNodes = [
  ...['log in → 1081', 'ready → 1081', 'incoming call → 1081', 'event: NewInboundCall', 'answer'],
  ...['call msg.payload from 1081', 'hang up → 1081', 'not ready → 1081', 'log out → 1081', 'all events'],
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
  { click: '3 Hang up', shown: { 'hung up': /type: "InboundCall", dialogId: "\d+", state: "DROP"/ } },
  { click: '4 Dial 2002', shown: { dialled: /type: "InboundCall", dialogId: "\d+", state: "INITIATING"/ } },
  {
    click: '5 Hang up again',
    shown: { 'hung up again': /type: "InboundCall", dialogId: "\d+", state: "DROP"/ },
  },
  { click: '6 Log out', shown: { 'logged out': /type: "State", agentId: "1081", state: "LOGOUT"/ } },
];

describe('the quick start', () => {
  inEachEditor([], (session) => {
    it('is imported from the menu', async () => {
      const { page } = session();
      await importExample(page, readPackageJson().name, '1 First steps', '01 - Quick start');
      await openFlow(page, 'Quick start');
      await nodeLabelled(page, '1 Log in').waitFor();
      assert.equal(await page.locator('.red-ui-flow-node-error:visible').count(), 0);
    });

    it('connects its nodes to the simulator', async () => {
      const { page } = session();
      await deploy(page);
      for (const label of ownNodes) {
        await showsStatus(nodeLabelled(page, label).first(), 'connected (simulator)');
      }
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
        for (const { what, next } of awaited) {
          assert.match(String(await next.textContent()), what);
        }
      }
      assert.deepEqual(await debugOutput(page, 'errors').allTextContents(), []);
    });
  });
});
