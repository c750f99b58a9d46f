import type { Page } from 'playwright-core';
import { SearchList } from '../lib/editor/inputs/choices/search-list';
import { launchBrowser, openEditor } from '../test/support/browser';
import { Dialog } from '../test/support/dialog';
import { startNodeRed } from '../test/support/node-red';
import { median, type Bench } from './measure';

const rounds = 15;
const contacts = 5000;

const flows = [
  { id: 'flow', type: 'tab', label: 'Bench' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator', version: 1 },
  { id: 'dial', type: 'make-call', z: 'flow', connection: 'centre', x: 200, y: 60, wires: [], version: 1 },
  { id: 'request', type: 'http request', z: 'flow', x: 200, y: 120, wires: [[]] },
];

/** What a dialog of ours does when it opens, against Node-RED's own http request; and a search, against a bare filter. */
export const editor: Bench = async () => [await openings(), searches()];

async function openings(): Promise<string> {
  const nodeRed = await startNodeRed({ version: '5', flows });
  const browser = await launchBrowser();
  try {
    const { page } = await openEditor(browser, nodeRed.url);
    const times: Record<'dial' | 'request', number[]> = { dial: [], request: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const id of ['dial', 'request'] as const) {
        times[id].push(await preparation(page, id));
      }
    }
    const [ours, rival] = [median(times.dial), median(times.request)];
    return `make-call opens  ${ours.toFixed(1)} ms = ${(ours / rival).toFixed(2)} x Node-RED's http request`;
  } finally {
    await browser.close();
    await nodeRed.stop();
  }
}

/** How long the type's own part takes when the dialog of this node opens, in milliseconds. */
async function preparation(page: Page, id: string): Promise<number> {
  await page.evaluate(timePreparation, id);
  const dialog = await Dialog.of(page, id);
  await dialog.cancel();
  return page.evaluate(() => (globalThis as unknown as Timed).preparedMs);
}

interface Timed {
  preparedMs: number;
}

declare const RED: {
  nodes: {
    node(id: string): { readonly type: string };
    getType(type: string): { oneditprepare: (this: object) => void };
  };
};

function timePreparation(id: string): void {
  const definition = RED.nodes.getType(RED.nodes.node(id).type);
  const prepare = definition.oneditprepare;
  definition.oneditprepare = function (this: object) {
    const start = performance.now();
    prepare.call(this);
    (globalThis as unknown as Timed).preparedMs = performance.now() - start;
    definition.oneditprepare = prepare;
  };
}

function searches(): string {
  const labels = Array.from({ length: contacts }, (_, index) => `0300${index} – Contact ${index} Müller`);
  const list = new SearchList(labels.map((label) => ({ value: label, label })));
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(timeOf(() => list.find('contact 4321 muller', 50)));
    bare.push(timeOf(() => labels.filter((label) => label.toLowerCase().includes('contact 4321'))));
  }
  const [us, rival] = [median(ours), median(bare)];
  return `a search in ${contacts}  ${us.toFixed(2)} ms = ${(us / rival).toFixed(2)} x a filter of lower-case labels`;
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
