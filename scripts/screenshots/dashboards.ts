import type { Page } from 'playwright-core';
import { exampleFile, type ExampleNode } from '../../test/examples/example-files';
import { isWanted, type Studio } from './studio';

interface Dashboard {
  /** Number of the example. */
  readonly example: string;
  /** Of the page, without the address of Node-RED. */
  readonly path: string;
  /** Does on the page what makes it worth a picture. */
  readonly prepare: (page: Page) => Promise<void>;
}

/** By the name of the picture: docs/screenshots/dashboards/<name>.png and <name>-dark.png. */
const rows: Readonly<Record<string, Dashboard>> = {
  wallboard: { example: '19', path: 'dashboard/wallboard', prepare: untilCallsWait },
  console: { example: '20', path: 'dashboard/console', prepare: consult },
  supervisor: { example: '21', path: 'dashboard/supervisor', prepare: bargeIn },
  figures: { example: '28', path: 'dashboard/figures', prepare: untilCallsAreMissed },
};

/** As the presets of the dashboard's themes. */
const colours = {
  light: {
    surface: '#fcfcfd',
    primary: '#0d74ce',
    bgPage: '#f9f9fb',
    groupBg: '#ffffff',
    groupOutline: '#d9d9e0',
  },
  dark: {
    surface: '#18191b',
    primary: '#0d74ce',
    bgPage: '#111113',
    groupBg: '#212225',
    groupOutline: '#363a3f',
  },
} as const;

export async function dashboards({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  for (const [name, row] of Object.entries(rows).filter(([one]) => isWanted(one, names))) {
    for (const theme of ['light', 'dark'] as const) {
      const flows = inTheme(theme, exampleFile(row.example).nodes());
      await inEditor({ flows, palette: true }, async (page, { url }) => {
        const dashboard = await page.context().newPage();
        await dashboard.setViewportSize({ width: 1600, height: 900 });
        await dashboard.goto(url + row.path);
        await row.prepare(dashboard);
        await save(dashboard, `dashboards/${name}${theme === 'dark' ? '-dark' : ''}`);
      });
    }
  }
}

function inTheme(theme: keyof typeof colours, nodes: readonly ExampleNode[]): ExampleNode[] {
  return nodes.map((node) => (node.type === 'ui-theme' ? { ...node, colors: colours[theme] } : node));
}

/** The day has to become busy first. */
async function untilCallsWait(page: Page): Promise<void> {
  await page.locator('.gc-queue.gc-yellow, .gc-queue.gc-red').first().waitFor({ timeout: 300_000 });
}

async function consult(page: Page): Promise<void> {
  await page.locator('.gc-call').getByRole('button', { name: 'Answer' }).click();
  await page
    .locator('.gc-contact')
    .filter({ hasText: 'Ravi' })
    .getByRole('button', { name: 'Consult' })
    .click();
  await page.locator('.gc-call').filter({ hasText: 'consult call · talking' }).waitFor();
}

async function bargeIn(page: Page): Promise<void> {
  await page.locator('.gc-row button').first().click();
  await page.getByRole('button', { name: 'Barge in' }).click();
  await page.getByText('You are talking to').waitFor();
}

/** Then there is something of each kind to see. */
async function untilCallsAreMissed(page: Page): Promise<void> {
  await page
    .locator('.gc-total')
    .filter({ hasText: /^\s*Missed\s*([3-9]|\d\d)/ })
    .waitFor({ timeout: 300_000 });
}
