import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addSamples, flowForSamples, samples } from '../../support/every-dialog';

interface Row {
  readonly sample: string;
  readonly property: string;
  /** What is typed. */
  readonly wrong: string;
  /** What the field then says. */
  readonly says: RegExp;
}

const rows: readonly Row[] = [
  { sample: 'make-call', property: 'number', wrong: 'two', says: /^Number: / },
  { sample: 'make-call', property: 'timeout', wrong: 'soon', says: /^Time limit \(s\): / },
  { sample: 'agent-state', property: 'reasonCode', wrong: '1,2', says: /^Reason: / },
  { sample: 'gc-agent', property: 'extension', wrong: 'x12', says: /^Extension: / },
  { sample: 'gc-event-in', property: 'agents', wrong: '1081,#', says: /^Agents: / },
  { sample: 'gc-command', property: 'parameter-number', wrong: 'two', says: /^Number: / },
  { sample: 'gc-connection-broker', property: 'port', wrong: '99999', says: /^Port: / },
];

describe('a dialog says on the field what is wrong', () => {
  inEachEditor(flowForSamples, (session) => {
    before(() => addSamples(session().page));

    for (const { sample, property, wrong, says } of rows) {
      it(`${sample}: ${property}`, async () => {
        const { page } = session();
        const dialog = await Dialog.of(page, sample);
        const { tab } = samples[sample] ?? {};
        if (tab !== undefined) {
          await dialog.openTab(tab);
        }
        assert.equal(await dialog.isMarked(property), false);
        const field = dialog.row(property).locator('input[type=text]:visible');
        await field.fill(wrong);
        await field.press('Tab');
        await dialog.row(property).locator('.input-error:visible').hover();
        await page.locator('.red-ui-popover').getByText(says).waitFor();
        await page.mouse.move(0, 0);
        await dialog.cancel();
      });
    }

    it('and the node is marked', async () => {
      const { page } = session();
      const mark = page.locator('[id="make-call"] .red-ui-flow-node-error');
      await mark.waitFor({ state: 'hidden' });
      const dialog = await Dialog.of(page, 'make-call');
      await dialog.type('number', 'two');
      await dialog.done();
      await mark.waitFor();
    });
  });
});
