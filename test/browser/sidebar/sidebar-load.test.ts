import assert from 'node:assert/strict';
import type { Page, Response } from 'playwright-core';
import { startSimulator, type Simulator } from '../../../lib/simulator';
import { openEditor } from '../../support/browser';
import { startNodeRed } from '../../support/node-red';
import { sharedBrowser } from '../../support/shared-browser';
import { leaveSidebar, openSidebar } from '../../support/sidebar';
import { until } from '../../support/wait';

const agents = 500;
const destination = 'busy';
const eventsPerSecond = 200;
/** So many are looked at, however long this machine takes for them. */
const measured = 1000;
const lists = ['agents', 'calls', 'events'] as const;

/** How much a thing that is new may change in a list: its row moves, and has other texts. */
const changesEach = 4;
/** How much news an event may be: its agent, its call, and its line. */
const newsEach = 4;

describe(`the sidebar with ${agents} agents and ${eventsPerSecond} events a second`, () => {
  it('gets what is new, and changes only that, in the list that is shown', async () => {
    let events = 0;
    const onLog = ({ kind }: { kind: string }) => (events += kind === 'event' ? 1 : 0);
    const simulator = await startSimulator({ speed: 2, onLog });
    const nodeRed = await startNodeRed({ version: '4.1', flows: flowsFor(simulator) });
    try {
      const editor = await openEditor(await sharedBrowser(), nodeRed.url);
      const { page } = editor;
      simulator.startLoad({ agents, handleTime: 20, callsPerHour: 95_000, destination });
      await openSidebar(page);
      const tab = (name: string) => page.locator(`#gc-sidebar-tab-${name}`);
      const allAreThere = async () => (await tab('agents').textContent()) === `Agents (${agents})`;
      await until(allAreThere, { what: 'all agents to be shown' });
      assert.equal(await page.locator('#gc-sidebar-agents .gc-sidebar-row').count(), agents);
      const news = countNews(page);
      await page.evaluate(watchLists, lists);
      const during = async () => {
        const [begun, before] = [events, news.count];
        await page.evaluate(resetChanges);
        await until(() => events - begun >= measured, { what: `${measured} events` });
        return { ...(await page.evaluate(changesOf)), news: news.count - before, events: events - begun };
      };
      for (const shown of lists) {
        await tab(shown).click();
        const { changes, ...came } = await during();
        const told = JSON.stringify({ shown, changes, ...came });
        for (const list of lists) {
          const most = list === shown ? changesEach * came.news : 0;
          assert.ok((changes[list] ?? 0) <= most, told);
        }
        assert.ok(came.news > 0 && came.news <= newsEach * came.events, told);
        assert.ok((changes[shown] ?? 0) > 0, told);
      }
      await leaveSidebar(page);
      assert.deepEqual((await during()).changes, { agents: 0, calls: 0, events: 0 });
      await editor.close();
    } finally {
      await nodeRed.stop();
      await simulator.close();
    }
  });
});

function flowsFor({ port }: Simulator): object[] {
  const broker = {
    mode: 'gc',
    host: '127.0.0.1',
    port: String(port),
    commandQueue: 'Connector1',
    destination,
  };
  return [
    { id: 'tab', type: 'tab' },
    { id: 'centre', type: 'gc-connection', ...broker, version: 1 },
    // Somebody must use the connection, so that it is open.
    {
      id: 'in',
      type: 'gc-event-in',
      z: 'tab',
      connection: 'centre',
      types: ['Health'],
      x: 200,
      y: 100,
      wires: [[]],
    },
  ];
}

/** Counts rows and lines in what the server answers. */
function countNews(page: Page): { readonly count: number } {
  const news = { count: 0 };
  const add = async (response: Response) => {
    if (!response.url().includes('/gc-sidebar/news')) {
      return;
    }
    const { rows, gone, events } = (await response.json()) as Record<'rows' | 'gone' | 'events', unknown[]>;
    news.count += rows.length + gone.length + events.length;
  };
  page.on('response', (response) => void add(response).catch(() => undefined));
  return news;
}

interface Watched {
  changes: Record<string, number>;
}

/** Counts all that changes in each list, except how long something lasts. */
function watchLists(names: readonly string[]): void {
  const watched = globalThis as unknown as Watched;
  watched.changes = {};
  for (const name of names) {
    const count = (records: MutationRecord[]) => {
      const own = records.filter(({ target }) => !(target as Element).matches('.gc-sidebar-time'));
      watched.changes[name] = (watched.changes[name] ?? 0) + own.length;
    };
    const list = document.querySelector(`#gc-sidebar-${name}`);
    if (list) {
      new MutationObserver(count).observe(list, { childList: true, subtree: true });
    }
  }
}

function resetChanges(): void {
  const { changes } = globalThis as unknown as Watched;
  for (const name of ['agents', 'calls', 'events']) {
    changes[name] = 0;
  }
}

function changesOf(): Watched {
  return { changes: (globalThis as unknown as Watched).changes };
}
