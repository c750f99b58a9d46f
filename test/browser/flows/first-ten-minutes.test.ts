import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../scripts/run.mjs';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import {
  debugOutput,
  deploy,
  importExample,
  inject,
  nodeLabelled,
  openFlow,
  showsLabel,
  showsStatus,
} from '../../support/gestures';
import { exampleFile } from '../../examples/example-files';
import { readPackageJson } from '../../support/node-red';
import { until } from '../../support/wait';

const text = readFileSync(path.join(root, 'docs', 'first-ten-minutes.md'), 'utf8');

/** The numbered steps of the page. */
const steps = stepsIn(text);

/** Where those go on whose Node-RED was started with `npm start`. */
const firstWithFlow = steps.length - stepsIn(text.slice(text.indexOf('## See a call'))).length;

/** What somebody does who follows a step, with the words that are bold in it. */
type Doing = (page: Page, ...bold: string[]) => Promise<unknown>;

/** One for each step of the page, in their order. */
const doings: readonly Doing[] = [
  async (page, module, group, example) => {
    await importExample(page, module ?? '', group ?? '', example ?? '');
  },
  async (page, flow) => {
    await openFlow(page, flow ?? '');
    await nodeLabelled(page, '1 Log in').waitFor();
  },
  async (page, status) => {
    await deploy(page);
    await showsStatus(nodeLabelled(page, 'ready → 1081'), status ?? '');
    await showsStatus(nodeLabelled(page, 'all events'), status ?? '');
  },
  async (page, ...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
    await page.locator('.red-ui-debug-content-list').waitFor();
  },
  clickAndRead,
  clickAndRead,
  clickAndRead,
  async (page, button = '', debug = '', what = '', missing = '') => {
    const shown = await clickAndRead(page, button, debug, what);
    assert.ok(!shown.includes(missing), shown);
  },
  clickAndRead,
  async (page, node = '', type = '', reason = '') => {
    const dialog = await Dialog.open(nodeLabelled(page, node));
    await dialog.chooseType('reasonCode', type);
    const field = dialog.row('reasonCode').locator('.red-ui-typedInput-input');
    assert.equal(await field.inputValue(), '');
    await field.click();
    await page
      .locator('.red-ui-autoComplete-container')
      .getByText(new RegExp(` – ${reason}$`))
      .click();
    await dialog.done();
  },
  async (page, label = '') => {
    await showsLabel(nodeLabelled(page, label), label);
    await deploy(page);
  },
  async (page, button = '', debug = '', what = '', reason = '') => {
    const shown = await clickAndRead(page, button, debug, what);
    assert.ok(shown.includes(reason), shown);
  },
];

describe('the first ten minutes', () => {
  it('begin with the command that installs this package', () => {
    assert.ok(text.includes(`\nnpm install ${readPackageJson().name}\n`));
  });

  it('have as many steps as are tried here', () => {
    assert.equal(doings.length, steps.length);
  });

  describe('with an empty Node-RED', () => {
    follow([], 0);
  });

  describe('after npm start', () => {
    follow(exampleFile('01').nodes(), firstWithFlow);
  });
});

function stepsIn(page: string): string[] {
  return [...page.matchAll(/^\d+\. (.+)$/gm)].map(([, step = '']) => step);
}

/** Follows the steps from this one on, with the package installed from its tarball. */
function follow(flows: readonly object[], first: number): void {
  inEachEditor(flows, (session) => {
    for (const [index, step] of [...steps.entries()].slice(first)) {
      it(step.replaceAll('**', ''), async () => {
        const bold = [...step.matchAll(/\*\*(.+?)\*\*/g)].map(([, words = '']) => words);
        await doings[index]?.(session().page, ...bold);
      });
    }

    it('end without an error', async () => {
      assert.deepEqual(await debugOutput(session().page, 'errors').allTextContents(), []);
    });
  });
}

/** Clicks a button, and returns what a debug node shows then that has this in it. */
async function clickAndRead(page: Page, button = '', debug = '', what = ''): Promise<string> {
  const before = await debugOutput(page, debug).count();
  await inject(nodeLabelled(page, button));
  return until(
    async () => {
      const shown = await debugOutput(page, debug).allTextContents();
      return shown.slice(before).find((each) => each.includes(what));
    },
    { what: `${debug} to show ${what}` },
  );
}
