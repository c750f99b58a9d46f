import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openEditor, type Editor } from '../support/browser';
import { sharedBrowser } from '../support/shared-browser';
import { exampleFiles, type ExampleNode } from './example-files';
import { onStage } from './stage';

/** As the editor draws it: `x` and `y` are its middle. */
interface Drawn {
  label: string;
  x: number;
  y: number;
  w: number;
  h: number;
  valid: boolean;
}

describe('every example in the editor', () => {
  onStage((stage) => {
    let editor: Editor;

    before(async () => {
      editor = await openEditor(await sharedBrowser(), stage().url);
    });

    after(() => editor.close());

    for (const { number, title, nodes } of exampleFiles) {
      it(`${number} ${title} is imported without mistakes, and no node covers another`, async () => {
        const drawn = await draw(editor.page, nodes());
        assert.deepEqual(
          drawn.filter(({ valid }) => !valid),
          [],
        );
        assert.deepEqual(overlaps(drawn), []);
        for (const { label, x, w, y } of drawn) {
          assert.ok(x - w / 2 >= 20 && y >= 20, `${label} sticks out.`);
        }
      });
    }
  });
});

interface Editing {
  view: { importNodes(nodes: object[], options: object): void; redraw(synchronous: boolean): void };
  workspaces: { show(id: string): void };
  nodes: {
    node(id: string): (Drawn & { id: string; _def: { label: unknown } }) | null;
    filterNodes(filter: { z: string }): (Drawn & { id: string; type: string })[];
  };
}
declare const RED: Editing;

/** Imports a flow as the import dialog does, and returns where its nodes are. */
function draw(page: Page, nodes: ExampleNode[]): Promise<Drawn[]> {
  return page.evaluate(async (flow) => {
    RED.view.importNodes(flow, { generateIds: false, touchImport: true });
    const tab = flow.find(({ type }) => type === 'tab')?.id ?? '';
    RED.workspaces.show(tab);
    const drawn = () => RED.nodes.filterNodes({ z: tab });
    RED.view.redraw(true);
    while (!drawn().every(({ w }) => w > 0)) {
      await new Promise(requestAnimationFrame);
    }
    return drawn().map(({ id, type, x, y, w, h, valid }) => {
      const text = document.getElementById(id)?.textContent;
      return { label: `${type} ${text ?? id}`, x, y, w, h, valid };
    });
  }, nodes);
}

function overlaps(drawn: readonly Drawn[]): string[] {
  return drawn.flatMap((one, index) =>
    drawn
      .slice(index + 1)
      .filter(
        (other) =>
          Math.abs(one.x - other.x) < (one.w + other.w) / 2 &&
          Math.abs(one.y - other.y) < (one.h + other.h) / 2,
      )
      .map((other) => `${one.label} covers ${other.label}`),
  );
}
