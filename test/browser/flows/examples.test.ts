import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/run.mjs';
import { inEachEditor } from '../../support/editor-session';
import {
  debugOutput,
  deploy,
  importExample,
  inject,
  nodeLabelled,
  openExamples,
  openFlow,
} from '../../support/gestures';
import { readPackageJson } from '../../support/node-red';

const { name } = readPackageJson();
const folder = path.join(root, 'examples');

/** Examples that need nothing but our nodes: what to click, and what a debug node shows then. */
const examples = [
  {
    group: '1 First steps',
    file: '02 - Call not answered',
    flow: 'Call not answered',
    steps: [
      ['1 Log in', 'ready', /state: "READY"/],
      ['2 Call comes in', 'called', /action: "incoming-call", to: "1081"/],
      ['3 Answer', 'answered', /state: "ACTIVE"/],
      ['5 Hang up', 'hung up', /state: "DROP"/],
    ],
  },
  {
    group: '4 Agents',
    file: '15 - Ring no answer',
    flow: 'Ring no answer',
    steps: [
      ['1 Log in', 'ready', /state: "READY"/],
      ['2 Call is missed', 'ready again', /topic: "1081\/CallMissed\//],
    ],
  },
  {
    group: '4 Agents',
    file: '18 - Shift',
    flow: 'Shift',
    steps: [
      ['1 Shift begins', 'result', /1081,login,,confirmed/],
      ['2 Shift ends', 'result', /1081,not-ready,,confirmed/],
    ],
  },
] as const;

describe('the examples in the import dialog', () => {
  inEachEditor([], (session) => {
    it('are there, each in its group', async () => {
      const dialog = await openExamples(session().page);
      await dialog.getByText(name).click();
      for (const group of readdirSync(folder)) {
        await dialog.getByText(group).click();
        for (const file of readdirSync(path.join(folder, group))) {
          await dialog.getByText(file.replace('.json', '')).waitFor();
        }
      }
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });

    for (const { group, file, flow, steps } of examples) {
      it(`can be imported, deployed and used: ${file}`, async () => {
        const { page } = session();
        await importExample(page, name, group, file);
        await openFlow(page, flow);
        await nodeLabelled(page, steps[0][0]).waitFor();
        assert.equal(await page.locator('.red-ui-flow-node-error:visible').count(), 0);
        await deploy(page);
        await page.keyboard.press('Control+g');
        await page.keyboard.press('d');
        for (const [button, debug, shown] of steps) {
          const output = debugOutput(page, debug);
          const next = output.nth(await output.count());
          await inject(nodeLabelled(page, button));
          assert.match(String(await next.textContent()), shown);
        }
      });
    }
  });
});
