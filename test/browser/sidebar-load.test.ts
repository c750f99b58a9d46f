import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import { startSimulator, type Simulator } from '../../lib/simulator';
import { launchBrowser, openEditor } from '../support/browser';
import { startNodeRed } from '../support/node-red';
import { until } from '../support/wait';

const agents = 500;
const destination = 'busy';
const eventsPerSecond = 200;
/** So many are measured, however long this machine takes for them. */
const measured = 1000;
/** Of a core, more than without the sidebar. */
const bound = 0.2;

describe(`the sidebar with ${agents} agents and ${eventsPerSecond} events a second`, () => {
  it(`takes less than ${100 * bound} % of a core more than without it`, async () => {
    let events = 0;
    const onLog = ({ kind }: { kind: string }) => (events += kind === 'event' ? 1 : 0);
    const simulator = await startSimulator({ speed: 2, onLog });
    const nodeRed = await startNodeRed({ version: '4.1', flows: flowsFor(simulator) });
    const browser = await launchBrowser();
    try {
      const editor = await openEditor(browser, nodeRed.url);
      const { page } = editor;
      simulator.startLoad({ agents, handleTime: 20, callsPerHour: 95_000, destination });
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      await page.evaluate(() => {
        RED.sidebar.show('gc-sidebar');
      });
      const tab = (name: string) => page.locator(`#gc-sidebar-tab-${name}`);
      const allAreThere = async () => (await tab('agents').textContent()) === `Agents (${agents})`;
      await until(allAreThere, { what: 'all agents to be shown' });
      assert.equal(await page.locator('#gc-sidebar-agents .gc-sidebar-row').count(), agents);
      const share = async () => {
        const [begun, before] = [events, await processTime(session)];
        await until(() => events - begun >= measured, { what: `${measured} events` });
        return ((await processTime(session)) - before) / (measured / eventsPerSecond);
      };
      const shares: Record<string, number> = {};
      for (const name of ['agents', 'calls', 'events']) {
        await tab(name).click();
        shares[name] = await share();
      }
      await page.evaluate(() => {
        RED.sidebar.show('info');
      });
      const without = await share();
      for (const [name, its] of Object.entries(shares)) {
        assert.ok(its - without < bound, `${name}: ${its} of a core, ${without} without it`);
      }
      await editor.close();
    } finally {
      await browser.close();
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

/** What the page's process has used of the processor, in seconds. */
async function processTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
}

declare const RED: { sidebar: { show(id: string): void } };
