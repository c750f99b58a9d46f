import type { Page } from 'playwright-core';
import { exampleFile } from '../../test/examples/example-files';
import { chooseTheme, inject, nodeLabelled, openFlow, showsStatus } from '../../test/support/gestures';
import { ScriptedGc } from '../../test/support/scripted-gc';
import { isWanted, settled, type Studio } from './studio';

/** What to click, and what the debug node of this name shows then. */
const steps = [
  ['1 Log in', '1082 ready', 'READY'],
  ['2 Call comes in', 'answered', 'ACTIVE'],
] as const;

const tabs = ['agents', 'calls', 'events'];

/** Examples with a connection each, and what to click in them. */
const grouped = [
  ['02', '1 Log in'],
  ['04', '1 Log in'],
] as const;

/** What a GC says that the catalogue does not have. */
const unread = [
  '1081#State#ON_BREAK#7#Ravi Shah',
  '1082#NewInboundCall#03001234567#7#Ann Lee#orderNumber=A-77',
  'Nightly maintenance at 02:00, ask 03001234567',
];

declare const RED: { sidebar: { show(id: string): void } };

/** The sidebar "Contact centre", light and dark: docs/screenshots/sidebar/<name>.png and <name>-dark.png. */
export async function sidebar(studio: Studio, names: readonly string[]): Promise<void> {
  if (tabs.some((name) => isWanted(name, names))) {
    await takeTabs(studio, names);
  }
  if (isWanted('groups', names)) {
    await takeGroups(studio);
  }
  if (['recording', 'unread'].some((name) => isWanted(name, names))) {
    await takeTrace(studio, names);
  }
}

async function takeTabs({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  await inEditor({ flows: exampleFile('04').nodes() }, async (page) => {
    await showsStatus(nodeLabelled(page, 'log in → 1081'), 'connected (simulator)');
    await show(page);
    await page.locator('#gc-sidebar-tab-agents').waitFor(); // events are kept from now on
    for (const [click, debug, shown] of steps) {
      await inject(nodeLabelled(page, click));
      await showsStatus(nodeLabelled(page, debug), shown);
    }
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(page, theme);
      for (const tab of tabs.filter((name) => isWanted(name, names))) {
        await page.locator(`#gc-sidebar-tab-${tab}`).click();
        await savePicture(page, save, tab, theme);
      }
    }
  });
}

/** Agents of two connections, of which one group is folded. */
async function takeGroups({ inEditor, save }: Studio): Promise<void> {
  const flows = grouped.flatMap(([number]) => exampleFile(number).nodes());
  await inEditor({ flows }, async (page) => {
    await show(page);
    await page.locator('button[data-tab-id="debug"]').click(); // leaves it its place
    for (const [number, click] of grouped) {
      await openFlow(page, exampleFile(number).title);
      await inject(nodeLabelled(page, click));
    }
    const headings = page.locator('#gc-sidebar-agents .gc-sidebar-fold');
    await headings.nth(1).waitFor();
    await headings.first().click();
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(page, theme);
      await savePicture(page, save, 'groups', theme);
    }
  });
}

/** A connection that is recorded, and what it could not read. */
async function takeTrace({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  const gc = await ScriptedGc.start();
  try {
    await inEditor({ flows: flowOf(gc.broker.port) }, async (page) => {
      await showsStatus(nodeLabelled(page, 'all events'), 'connected');
      await show(page);
      await page.locator('button[data-tab-id="debug"]').click(); // leaves it its place
      const summary = page.locator('.gc-sidebar-connections .gc-sidebar-summary');
      await summary.click();
      await page.getByRole('button', { name: 'Start recording' }).click();
      await gc.publish('1081#State#READY##Ravi Shah', '1082#State#NOT_READY#2#Ann Lee', ...unread);
      await page.locator('#gc-sidebar-tab-unread').getByText(String(unread.length)).waitFor();
      await page
        .locator('.gc-sidebar-mark')
        .getByText(/ 0:0[2-9] .* [1-9]\d* kB$/)
        .waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await chooseTheme(page, theme);
        await page.locator('#gc-sidebar-tab-agents').click();
        if (isWanted('recording', names)) {
          await savePicture(page, save, 'recording', theme);
        }
        await summary.click();
        await page.locator('#gc-sidebar-tab-unread').click();
        const row = page.locator('#gc-sidebar-unread .gc-sidebar-summary').first();
        await row.click();
        if (isWanted('unread', names)) {
          await savePicture(page, save, 'unread', theme);
        }
        await row.click();
        await summary.click();
      }
    });
  } finally {
    await gc.close();
  }
}

function flowOf(port: number): object[] {
  const connection = { name: 'GC Frankfurt', mode: 'gc', host: '127.0.0.1', port: String(port) };
  return [
    { id: 'flow', type: 'tab', label: 'Events' },
    { id: 'connection', type: 'gc-connection', ...connection, destination: 'test-client' },
    {
      id: 'events',
      type: 'gc-event-in',
      z: 'flow',
      name: 'all events',
      connection: 'connection',
      x: 140,
      y: 80,
      wires: [],
    },
  ];
}

async function show(page: Page): Promise<void> {
  await page.evaluate(() => {
    RED.sidebar.show('gc-sidebar');
  });
}

async function savePicture(
  page: Page,
  save: Studio['save'],
  name: string,
  theme: 'light' | 'dark',
): Promise<void> {
  const clip = await settled(page, page.locator('#gc-sidebar'));
  await save(page, `sidebar/${name}${theme === 'dark' ? '-dark' : ''}`, clip);
}
