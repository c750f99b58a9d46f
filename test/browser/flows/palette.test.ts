import assert from 'node:assert/strict';
import { inEachEditor } from '../../support/editor-session';
import { readPackageJson } from '../../support/node-red';
import { until } from '../../support/wait';

const ours = Object.keys(readPackageJson()['node-red'].nodes).filter(
  (type) => !['gc-connection', 'gc-agent', 'gc-calendar'].includes(type),
);

/** What is typed into the filter of the palette, and some of what it then shows of ours. */
const searches: readonly (readonly [typed: string, found: readonly string[]])[] = [
  ['contact', ours],
  ['contact center', ours],
  ['finesse', ours],
  ['hang up', ['gc-call-control']],
  ['missed', ['gc-event-in', 'gc-wait']],
  ['conference', ['transfer']],
  ['wrap-up', ['agent-state', 'gc-call-control', 'reason-codes']],
  ['dial', ['make-call']],
];

describe('the palette', () => {
  inEachEditor([], (session) => {
    for (const [typed, found] of searches) {
      it(`finds our nodes by "${typed}"`, async () => {
        const { page } = session();
        const shown = () =>
          page
            .locator('.red-ui-palette-node:visible')
            .evaluateAll((all) => all.map((one) => String(one.getAttribute('data-palette-type'))));
        const isFound = async () => {
          await page.locator('#red-ui-palette-search input').fill(typed);
          await page.locator('#red-ui-palette-search input').press('End');
          const types = await shown();
          return found.every((type) => types.includes(type)) && !types.includes('inject');
        };
        await until(isFound, { what: `the palette to show ${found.join(', ')}` });
        const others = (await shown()).filter((type) => !ours.includes(type));
        assert.deepEqual(others, []);
      });
    }

    it('finds them by their names as before', async () => {
      const { page } = session();
      await page.locator('#red-ui-palette-search input').fill('phonebook');
      await page.locator('#red-ui-palette-search input').press('End');
      await page.locator('.red-ui-palette-node[data-palette-type="gc-phonebook"]').waitFor();
      await page.locator('#red-ui-palette-search input').fill('');
    });
  });
});
