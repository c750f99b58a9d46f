import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page, Route } from 'playwright-core';
import type { AgentRow } from '../../../plugins/gc-sidebar/news';
import { barriersIn } from '../../support/accessibility';
import { temporaryFolder } from '../../support/child';
import { inEachEditor } from '../../support/editor-session';
import { inject, nodeLabelled } from '../../support/gestures';
import { leaveSidebar, openSidebar, pageDrawn } from '../../support/sidebar';
import { until } from '../../support/wait';

const connection = { connection: 'centre' };
const news = { revision: 1, isWhole: false, now: Date.now(), rows: [], gone: [], events: [] };
/** Calls ring until they are answered, however long this machine takes for that. */
const site = path.join(temporaryFolder('site'), 'site.json');
writeFileSync(site, JSON.stringify({ timers: { noAnswer: 3_600_000 } }));

const flows = [
  { id: 'tab', type: 'tab', label: 'Calls' },
  {
    id: 'centre',
    type: 'gc-connection',
    name: 'Front desk',
    mode: 'simulator',
    simulatorSite: site,
    version: 1,
  },
  ...step('log in', 1, { type: 'agent-state', action: 'login', actionType: 'action' }),
  ...step('let a call come in', 2, {
    type: 'gc-simulator',
    action: 'incoming-call',
    actionType: 'action',
    to: '1081',
    toType: 'str',
    from: '03001234567',
    fromType: 'str',
  }),
  ...step('a mistyped agent', 3, {
    type: 'agent-state',
    agentId: '1018',
    action: 'ready',
    actionType: 'action',
    sendAnyway: true,
  }),
];

/** A button, and a node of ours behind it. */
function step(name: string, row: number, node: { type: string; [property: string]: unknown }): object[] {
  const agent = { agentId: '1081', agentIdType: 'str' };
  const at = { z: 'tab', y: 80 * row };
  return [
    { id: `inject${row}`, type: 'inject', name, props: [], ...at, x: 150, wires: [[`node${row}`]] },
    {
      id: `node${row}`,
      name: `does: ${name}`,
      ...connection,
      ...agent,
      ...node,
      version: 1,
      ...at,
      x: 400,
      wires: [[]],
    },
  ];
}

describe('the sidebar', () => {
  inEachEditor(flows, (session) => {
    let sidebar: Locator;

    before(() => {
      sidebar = session().page.locator('#gc-sidebar');
    });

    it('opens with the connection and its health', async () => {
      await openSidebar(session().page);
      const row = rowOf(sidebar, 'Front desk');
      await row.getByText('GC in service').waitFor();
      await row.getByRole('button').click();
      await row.getByText('GC answers, and says that it is in service.').waitFor();
      await row.getByText(/Connected to the broker 127\.0\.0\.1/).waitFor();
    });

    it('shows an agent who logs in, and for how long the state has lasted', async () => {
      await inject(nodeLabelled(session().page, 'log in'));
      const row = rowOf(sidebar, '1081');
      await row.getByText('not ready', { exact: true }).waitFor();
      await row.getByTitle('NOT_READY').waitFor();
      const time = row.locator('.gc-sidebar-time');
      const shown = await time.textContent();
      assert.match(String(shown), /^0:\d\d$/);
      await until(async () => (await time.textContent()) !== shown, { what: 'the time to go on' });
      await sidebar.getByRole('tab', { name: 'Agents (1)' }).waitFor();
      assert.equal(await sidebar.getByRole('heading').count(), 0);
    });

    it('leaves out an agent whom neither GC nor anybody else knows', async () => {
      const { page } = session();
      await inject(nodeLabelled(page, 'a mistyped agent'));
      await sidebar.getByRole('tab', { name: 'Events' }).click();
      const event = sidebar.locator('.gc-sidebar-event:visible').filter({ hasText: '1018' }).first();
      await event.getByText('must log in first').waitFor();
      await event.getByTitle('RE_LOGIN').waitFor();
      await sidebar.getByRole('tab', { name: 'Agents (1)' }).click();
      assert.equal(await sidebar.locator('.gc-sidebar-row:visible').filter({ hasText: '1018' }).count(), 0);
    });

    it('has agents do something', async () => {
      const row = rowOf(sidebar, '1081');
      await row.getByRole('button').first().click();
      await row.getByRole('button', { name: 'Ready', exact: true }).click();
      await row.getByText('ready', { exact: true }).first().waitFor();
      await row.getByRole('button', { name: 'Ready', exact: true }).waitFor({ state: 'detached' });
    });

    it('asks for the reason where an action takes one', async () => {
      const { page } = session();
      const row = rowOf(sidebar, '1081');
      const notReady = row.getByRole('button', { name: 'Not ready', exact: true });
      await notReady.click();
      const reasons = row.getByRole('group', { name: 'Not ready: Reason' });
      await reasons.getByRole('button', { name: 'without a reason' }).waitFor();
      assert.equal(await notReady.getAttribute('aria-expanded'), 'true');
      assert.deepEqual(await barriersIn(page, '#gc-sidebar'), []);
      await reasons.getByRole('button', { name: 'Lunch' }).click();
      await row.getByText('not ready: Lunch').waitFor();
      await notReady.click();
      await reasons.getByRole('button', { name: 'without a reason' }).click();
      await row.locator('.gc-sidebar-state').getByText('not ready', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'Log out' }).click();
      const ends = row.getByRole('group', { name: 'Log out: Reason' });
      await ends.getByRole('button', { name: 'End of shift' }).waitFor();
      await row.getByRole('button', { name: 'Log out' }).click();
      await ends.waitFor({ state: 'hidden' });
      await row.getByRole('button', { name: 'Ready', exact: true }).click();
      await row.getByText('ready', { exact: true }).first().waitFor();
    });

    it('leads to the nodes that use an agent, and a connection', async () => {
      const { page } = session();
      await rowOf(sidebar, '1081').getByRole('button', { name: 'agent-state: does: log in' }).click();
      await page
        .locator('.red-ui-flow-node-highlighted, .red-ui-flow-node-group.highlighted')
        .first()
        .waitFor();
      const uses = rowOf(sidebar, 'Front desk').locator('.gc-sidebar-uses');
      assert.deepEqual(await uses.getByRole('button').allTextContents(), [
        'gc-connection: Front desk',
        'agent-state: does: log in',
        'gc-simulator: does: let a call come in',
        'agent-state: does: a mistyped agent',
      ]);
    });

    it('shows a call, and what can be done with it', async () => {
      await inject(nodeLabelled(session().page, 'let a call come in'));
      await sidebar.getByRole('tab', { name: 'Calls (1)' }).click();
      const row = rowOf(sidebar, '03001234567');
      await row.getByText('ringing', { exact: true }).waitFor();
      await row.getByRole('button').first().click();
      await row.getByRole('button', { name: 'Answer' }).click();
      await row.getByText('talking', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'Hang up' }).click();
      await sidebar.getByRole('tab', { name: 'Calls (0)' }).waitFor();
      await sidebar.getByRole('tabpanel').getByText('There are no calls.').waitFor();
    });

    it('shows events, and stops when asked to', async () => {
      await sidebar.getByRole('tab', { name: 'Events' }).click();
      const events = sidebar.locator('.gc-sidebar-event:visible');
      await events.filter({ hasText: 'CallEnded' }).waitFor();
      await sidebar.getByRole('button', { name: 'Pause' }).click();
      const shown = await events.allTextContents();
      await inject(nodeLabelled(session().page, 'let a call come in'));
      const goOn = sidebar.getByRole('button', { name: /Continue \([1-9]\d* new\)/ });
      await goOn.waitFor();
      assert.deepEqual(await events.allTextContents(), shown);
      await goOn.click();
      await until(async () => (await events.count()) > shown.length, { what: 'the new events' });
    });

    it('shows only what fits the filter', async () => {
      const filter = sidebar.getByRole('searchbox');
      await filter.fill('callended 1081');
      const events = sidebar.locator('.gc-sidebar-event:visible');
      assert.deepEqual(await events.locator('.gc-sidebar-title').allTextContents(), ['CallEnded']);
      await filter.fill('talking 1081 state');
      await events.filter({ hasText: 'AgentStateChanged' }).first().waitFor();
      await filter.fill('nobody is called so');
      await sidebar.getByRole('tabpanel').getByText('No entries match the filter.').waitFor();
      await filter.fill('');
    });

    it('follows the arrow keys', async () => {
      const { page } = session();
      await sidebar.getByRole('tab', { name: 'Events' }).focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'gc-sidebar-tab-agents');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.match(String(await page.evaluate(() => document.activeElement?.textContent)), /^1081/);
    });

    it('takes what others have written for text, whatever it is', async () => {
      const { page } = session();
      const names = ['<img src=x onerror="document.title=1">', 'שרה לוי', 'W'.repeat(5000), '__proto__'];
      const agents = names.map((name, index) => agentCalled(name, String(1 + index)));
      await page.route('**/gc-sidebar/news*', (route) =>
        route.fulfill({ json: { ...news, isWhole: true, rows: agents } }),
      );
      const titles = sidebar.locator('#gc-sidebar-agents .gc-sidebar-row .gc-sidebar-title');
      await until(async () => (await titles.count()) === names.length, {
        what: 'the agents',
      });
      const shown = await titles.allTextContents();
      assert.deepEqual(
        shown,
        names.map((name, index) => `${1 + index} ${name}`),
      );
      assert.equal(await sidebar.locator('img').count(), 0);
      const pane = sidebar.locator('#gc-sidebar-agents');
      assert.ok(await pane.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
      const team = sidebar.locator('#gc-sidebar-agents .gc-sidebar-row .gc-sidebar-more').nth(1);
      assert.equal(await team.evaluate((text) => getComputedStyle(text).direction), 'rtl');
      await page.unroute('**/gc-sidebar/news*');
      await until(async () => (await titles.count()) === 1, {
        what: 'the agent who is there',
      });
    });

    it('takes no answer that comes when nobody sees it any more', async () => {
      const { page } = session();
      await leaveSidebar(page);
      const next = nextQuestion(page);
      await openSidebar(page);
      const question = await next;
      await leaveSidebar(page);
      const answered = page.waitForResponse('**/gc-sidebar/news*');
      await question.fulfill({ json: { ...news, rows: [agentCalled('Too late', '1999')] } });
      await answered;
      await pageDrawn(page);
      assert.equal(await page.getByText('Too late').count(), 0);
      await openSidebar(page);
      await rowOf(sidebar, '1081').waitFor();
    });

    for (const theme of ['light', 'dark'] as const) {
      it(`keeps nobody out: ${theme}`, async () => {
        const { page } = session();
        await page.evaluate(
          (isDark) => document.documentElement.classList.toggle('nr-theme-dark', isDark),
          theme === 'dark',
        );
        for (const tab of [/Agents/, /Calls/, 'Events']) {
          await sidebar.getByRole('tab', { name: tab }).click();
          assert.deepEqual(await barriersIn(page, '#gc-sidebar'), []);
        }
      });
    }
  });
});

function agentCalled(name: string, agentId: string): AgentRow {
  const key = `centre/${agentId}`;
  return {
    kind: 'agent',
    key,
    connection: 'centre',
    agentId,
    name,
    state: 'READY',
    since: 0,
    team: name,
    actions: [],
  };
}

/** The next question for news, which waits for its answer. */
function nextQuestion(page: Page): Promise<Route> {
  return new Promise((resolve, reject) => {
    page.route('**/gc-sidebar/news*', resolve, { times: 1 }).catch(reject);
  });
}

function rowOf(sidebar: Locator, title: string): Locator {
  const itsTitle = sidebar.page().locator('.gc-sidebar-title').getByText(title);
  return sidebar.locator('.gc-sidebar-row:visible').filter({ has: itsTitle });
}
