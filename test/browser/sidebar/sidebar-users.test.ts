import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { sharedBrowser } from '../../support/shared-browser';
import { openSidebar } from '../../support/sidebar';
import { NodeRedWithUsers } from '../../support/users';
import { until } from '../../support/wait';

const flows = [
  { id: 'tab', type: 'tab', label: 'Calls' },
  { id: 'centre', type: 'gc-connection', name: 'Front desk', mode: 'simulator', version: 1 },
  { id: 'inject', type: 'inject', z: 'tab', once: true, props: [], x: 100, y: 100, wires: [['login']] },
  {
    id: 'login',
    type: 'agent-state',
    z: 'tab',
    connection: 'centre',
    agentId: '1081',
    agentIdType: 'str',
    action: 'login',
    actionType: 'action',
    x: 300,
    y: 100,
    wires: [[]],
  },
];

/** All that Node-RED's own editor reads. */
const editor = ['flows', 'nodes', 'settings', 'plugins', 'status', 'context', 'library'].map(
  (what) => `${what}.read`,
);
const permissions = { painter: editor, reader: 'read', actor: [...editor, 'gc.read', 'gc.write'] };

describe('the sidebar of a user', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let nodeRed: NodeRedWithUsers;

      before(async () => {
        nodeRed = await NodeRedWithUsers.start({ version, flows }, permissions);
      });

      after(async () => {
        await nodeRed.stop();
      });

      /** The editor of a user, with the sidebar open. */
      async function open(user: keyof typeof permissions, listen: (page: Page) => void = () => undefined) {
        const browser = await sharedBrowser();
        const page = await browser.newPage();
        const tokens = JSON.stringify({ access_token: await nodeRed.token(user) });
        // Node-RED's editor keeps it by its path.
        await page.addInitScript((token) => {
          localStorage.setItem('auth-tokens-red', token);
        }, tokens);
        listen(page);
        await page.goto(nodeRed.at(''));
        await page.waitForFunction(() => {
          const loading = document.querySelector<HTMLElement>('#red-ui-loading-progress');
          return (
            document.querySelector('#gc-sidebar') &&
            (!loading || getComputedStyle(loading).display === 'none')
          );
        });
        await openSidebar(page);
        return { page, sidebar: page.locator('#gc-sidebar'), close: () => page.close() };
      }

      it('with gc.write has buttons, and says what was refused', async () => {
        const { page, sidebar, close } = await open('actor');
        const agent = sidebar.locator('#gc-sidebar-agents .gc-sidebar-row');
        await agent.getByRole('button').first().click();
        const other = { connection: 'centre', command: 'HoldCall', agentId: '1081', dialogId: '7' };
        await page.route('**/gc-sidebar/commands', (route) =>
          route.continue({ postData: JSON.stringify(other) }),
        );
        await agent.getByRole('button', { name: 'Ready', exact: true }).click();
        await page.locator('.red-ui-notification-error').getByText('1081').waitFor();
        await close();
      });

      it('with gc.read alone shows agents, and no buttons', async () => {
        const { sidebar, close } = await open('reader');
        const agent = sidebar.locator('#gc-sidebar-agents .gc-sidebar-row');
        await agent.getByRole('button').first().click();
        await agent.getByRole('button', { name: 'agent-state' }).waitFor();
        assert.equal(await agent.locator('.gc-sidebar-action').count(), 0);
        await close();
      });

      it('without gc.read says so, asks for nothing, and is told nothing', async () => {
        const asked: string[] = [];
        const told: string[] = [];
        const { sidebar, close } = await open('painter', (page) => {
          page.on('request', (request) => asked.push(request.url()));
          page.on('websocket', (socket) => {
            socket.on('framereceived', ({ payload }) => told.push(String(payload)));
          });
        });
        await sidebar.getByText('your user does not have the permission gc.read').waitFor();
        await nodeRed.ask('gc-sidebar/news', 'actor');
        const makeReady = { connection: 'centre', command: 'MakeReady', agentId: '1081' };
        assert.equal((await nodeRed.ask('gc-sidebar/commands', 'actor', makeReady)).status, 200);
        const isNews = (message: { topic?: string }) => message.topic?.startsWith('gc-') === true;
        const news = await until(
          () => {
            const found = told.flatMap((frame) => [JSON.parse(frame)].flat()).filter(isNews);
            return found.length > 0 ? found : undefined;
          },
          { what: 'news for the sidebars of others' },
        );
        for (const message of news) {
          assert.deepEqual(message, { topic: 'gc-sidebar/news', data: {} });
        }
        assert.ok(await sidebar.locator('.gc-sidebar-content').isHidden());
        assert.deepEqual(
          asked.filter((url) => url.includes('/gc-sidebar/')),
          [],
        );
        await close();
      });
    });
  }
});
