import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addSamples, flowForSamples } from '../../support/every-dialog';

const name = 'gc-connection-broker';

describe('a field for a host', () => {
  inEachEditor(flowForSamples, (session) => {
    before(() => addSamples(session().page));

    async function open(tab: string): Promise<Dialog> {
      const dialog = await Dialog.of(session().page, name);
      await dialog.openTab(tab);
      return dialog;
    }

    for (const [tab, host, port] of [
      ['Broker', 'host', 'port'],
      ['Memory', 'storeHost', 'storePort'],
    ] as const) {
      it(`takes a URL apart: ${host}`, async () => {
        const dialog = await open(tab);
        for (const [typed, itsHost, itsPort] of [
          ['tcp://mq3.example.com:61614', 'mq3.example.com', '61614'],
          ['mq4:61615', 'mq4', '61615'],
          ['[::1]', '::1', '61615'],
        ] as const) {
          await dialog.field(host).fill(typed);
          await dialog.field(host).press('Tab');
          assert.equal(await dialog.field(host).inputValue(), itsHost);
          assert.equal(await dialog.field(port).inputValue(), itsPort);
          assert.equal(await dialog.isMarked(host), false);
        }
        await dialog.cancel();
      });

      it(`refuses what is no host: ${host}`, async () => {
        const dialog = await open(tab);
        await dialog.field(host).fill('tcp://user@mq1');
        await dialog.field(host).press('Tab');
        assert.equal(await dialog.isMarked(host), true);
        await dialog.cancel();
      });
    }

    it('of a standby does so as well', async () => {
      const { page } = session();
      const dialog = await open('Broker');
      const host = dialog.tray.locator('.gc-broker-host');
      const port = dialog.tray.locator('.gc-broker-port');
      await host.fill('tcp://mq5:61616');
      await host.press('Tab');
      assert.equal(await host.inputValue(), 'mq5');
      assert.equal(await port.inputValue(), '61616');
      assert.doesNotMatch(String(await host.getAttribute('class')), /input-error/);
      await host.fill('tcp://');
      await host.press('Tab');
      assert.match(String(await host.getAttribute('class')), /input-error/);
      await dialog.done();
      assert.equal(await isValid(name), false);
      const again = await open('Broker');
      await again.tray.locator('.gc-broker-host').fill('mq2.example.com');
      await again.done();
      assert.equal(await isValid(name), true);

      function isValid(id: string): Promise<boolean> {
        return page.evaluate((of) => RED.nodes.node(of).valid, id);
      }
    });
  });
});

declare const RED: { nodes: { node(id: string): { readonly valid: boolean } } };
