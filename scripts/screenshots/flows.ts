import type { Page } from 'playwright-core';
import { exampleFiles, type ExampleFile, type ExampleNode } from '../../test/examples/example-files';
import { isWanted, type Studio } from './studio';

const margin = 20;

declare const RED: {
  nodes: { import(nodes: readonly ExampleNode[]): void };
  workspaces: { show(id: string): void };
};

/** Each example as it looks when it has been imported: docs/screenshots/flows/<number>.png. */
export async function flows({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  const wanted = exampleFiles.filter(({ number }) => isWanted(number, names));
  await inEditor({ flows: [], palette: true }, async (page) => {
    await page.setViewportSize({ width: 2600, height: 2000 });
    await page.addStyleTag({ content: '.red-ui-flow-node-changed { display: none; }' });
    for (const example of wanted) {
      await show(page, example);
      await save(page, `flows/${example.number}`, await drawn(page));
    }
  });
}

async function show(page: Page, { number, nodes }: ExampleFile): Promise<void> {
  const all = nodes();
  const tab = all.find(({ type }) => type === 'tab');
  if (!tab) {
    throw new Error(`The example ${number} has no tab.`);
  }
  await page.evaluate((imported) => {
    RED.nodes.import(imported);
  }, all);
  await page.evaluate((id) => {
    RED.workspaces.show(id);
  }, tab.id);
  await page.locator('.red-ui-flow-node-group').first().waitFor();
}

/** The rectangle around all that is drawn on the canvas. */
function drawn(page: Page) {
  return page.evaluate((around) => {
    const parts = ['node-group', 'group', 'link'].map(
      (part) => `#red-ui-workspace-chart .red-ui-flow-${part}`,
    );
    const boxes = [...document.querySelectorAll(parts.join())].map((part) => part.getBoundingClientRect());
    const x = Math.min(...boxes.map(({ left }) => left)) - around;
    const y = Math.min(...boxes.map(({ top }) => top)) - around;
    const right = Math.max(...boxes.map((box) => box.right)) + around;
    const bottom = Math.max(...boxes.map((box) => box.bottom)) + around;
    return { x, y, width: right - x, height: bottom - y };
  }, margin);
}
