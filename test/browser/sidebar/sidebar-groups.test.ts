import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { barriersIn } from '../../support/accessibility';
import { inEachEditor } from '../../support/editor-session';
import { openSidebar } from '../../support/sidebar';

const flows = [
  ...centre('sales', 'Sales', '1081', { z: 'sales' }),
  ...centre('service', 'Service', '1082', { z: 'service' }),
  ...centre('desk', 'Front desk', '1083', { name: 'Front desk' }),
];

/** A flow with its own contact centre, in which an agent logs in. */
function centre(id: string, label: string, agentId: string, connection: object): object[] {
  const at = { z: id, y: 80 };
  return [
    { id, type: 'tab', label },
    { id: `${id}-centre`, type: 'gc-connection', mode: 'simulator', version: 1, ...connection },
    { id: `${id}-start`, type: 'inject', once: true, props: [], ...at, x: 150, wires: [[`${id}-login`]] },
    {
      id: `${id}-login`,
      type: 'agent-state',
      connection: `${id}-centre`,
      agentId,
      agentIdType: 'str',
      action: 'login',
      actionType: 'action',
      version: 1,
      ...at,
      x: 400,
      wires: [[]],
    },
  ];
}

const names = [
  'built-in simulator GC in service 1 Sales',
  'built-in simulator GC in service 1 Service',
  'Front desk GC in service 1',
];

describe('the sidebar with several connections', () => {
  inEachEditor(flows, (session) => {
    let sidebar: Locator;

    before(async () => {
      const { page } = session();
      sidebar = page.locator('#gc-sidebar');
      await openSidebar(page);
    });

    const agents = () => sidebar.locator('#gc-sidebar-agents .gc-sidebar-row:visible .gc-sidebar-title');
    const heading = (name: string) => sidebar.getByRole('heading').getByRole('button', { name });

    it('groups agents by connection, with its state, and with its flow where others have its name', async () => {
      await sidebar.getByRole('tab', { name: 'Agents (3)' }).waitFor();
      for (const name of names) {
        await heading(name).waitFor();
      }
      assert.deepEqual(
        (await agents().allTextContents()).map((title) => title.slice(0, 4)),
        ['1081', '1082', '1083'],
      );
    });

    it('folds a group by mouse, and unfolds it by keyboard', async () => {
      const { page } = session();
      const sales = heading('1 Sales');
      assert.equal(await sales.getAttribute('aria-expanded'), 'true');
      await sales.click();
      assert.equal(await sales.getAttribute('aria-expanded'), 'false');
      assert.equal(await agents().count(), 2);
      await sales.focus();
      await page.keyboard.press('Enter');
      assert.equal(await sales.getAttribute('aria-expanded'), 'true');
      assert.equal(await agents().count(), 3);
      await page.keyboard.press('Tab');
      assert.match(String(await page.evaluate(() => document.activeElement?.textContent)), /^1081/);
    });

    it('finds in all groups, also in folded ones', async () => {
      await heading('1 Sales').click();
      const filter = sidebar.getByRole('searchbox');
      await filter.fill('1081');
      assert.deepEqual(await agents().count(), 1);
      assert.equal(await sidebar.getByRole('heading').count(), 1);
      await filter.fill('front desk');
      await heading('Front desk').waitFor();
      assert.equal(await sidebar.getByRole('heading').count(), 1);
      await filter.fill('');
      assert.equal(await heading('1 Sales').getAttribute('aria-expanded'), 'false');
      assert.equal(await agents().count(), 2);
    });

    it('names the connection of an event', async () => {
      await sidebar.getByRole('tab', { name: 'Events' }).click();
      await session().page.evaluate(async () => {
        const data = JSON.stringify({ connection: 'desk-centre', command: 'MakeReady', agentId: '1083' });
        await $.ajax({ url: 'gc-sidebar/commands', method: 'POST', contentType: 'application/json', data });
      });
      const event = sidebar.locator('.gc-sidebar-event:visible').filter({ hasText: 'AgentStateChanged' });
      await event.getByText('1083 · ready · Front desk').waitFor();
      await sidebar.getByRole('tab', { name: 'Agents' }).click();
    });

    for (const theme of ['dark', 'light'] as const) {
      it(`keeps nobody out: ${theme}`, async () => {
        const { page } = session();
        await page.evaluate(
          (isDark) => document.documentElement.classList.toggle('nr-theme-dark', isDark),
          theme === 'dark',
        );
        assert.deepEqual(await barriersIn(page, '#gc-sidebar'), []);
      });
    }

    it('remembers in this browser what is folded', async () => {
      const { page } = session();
      await page.reload();
      await openSidebar(page);
      await heading('1 Service').waitFor();
      assert.equal(await heading('1 Sales').getAttribute('aria-expanded'), 'false');
      assert.equal(await heading('1 Service').getAttribute('aria-expanded'), 'true');
      assert.equal(await agents().count(), 2);
    });
  });
});
