import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { until } from '../../support/wait';

const flow = [
  { id: 'flow', type: 'tab', label: 'Hours' },
  {
    id: 'calendar',
    type: 'gc-calendar',
    name: 'Support',
    timeZone: 'UTC',
    week: {},
    holidays: 'none',
    version: 1,
  },
];

declare const RED: {
  nodes: { node(id: string): { readonly week: Record<string, string>; readonly exceptions: object[] } };
};

/** Closed all day on the day of the machine, wherever the test runs. */
function holidayToday(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day}\r\nSUMMARY:Founding day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
}

async function shows(preview: Locator, words: RegExp): Promise<void> {
  await until(async () => words.test(await preview.innerText()), { what: `the preview to show ${words}` });
}

describe('the dialog of a calendar', () => {
  let server: Server;

  before(async () => {
    server = createServer((_, response) => response.end(holidayToday()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  inEachEditor(flow, (session) => {
    it('is quick to fill, says whether it is open now, and saves what it shows', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'calendar');
      const preview = dialog.tray.locator('#gc-calendar-preview');
      const day = (name: string) => dialog.tray.locator(`#gc-calendar-week-${name}`);
      await shows(preview, /always closed/);
      await day('mon').fill('0-24');
      await dialog.tray.locator('#gc-calendar-copy').click();
      assert.equal(await day('fri').inputValue(), '0-24');
      await day('sat').fill('0-24');
      await day('sun').fill('8 to 12');
      await shows(preview, /Correct the marked fields/);
      assert.equal(await day('sun').getAttribute('aria-invalid'), 'true');
      await day('sun').fill('0-24');
      await shows(preview, /always open/);
      await dialog.tray.locator('.red-ui-editableList-addButton').click();
      await dialog.tray.locator('.gc-exception-date').fill(new Date().toISOString().slice(0, 10));
      await dialog.tray.locator('.gc-exception-name').fill('Company outing');
      await shows(preview, /closed until .* 00:00\. \(Company outing\)/);
      await dialog.tray.locator('.red-ui-editableList-item-remove').click();
      await shows(preview, /always open/);
      await dialog.done();
      const { week, exceptions } = await page.evaluate(() => RED.nodes.node('calendar'));
      assert.deepEqual([week['mon'], week['fri'], week['sun'], exceptions], ['0-24', '0-24', '0-24', []]);
    });

    it('reads the holidays that it names, and says why it cannot', async () => {
      const dialog = await Dialog.of(session().page, 'calendar');
      const preview = dialog.tray.locator('#gc-calendar-preview');
      await dialog.field('holidays').selectOption('url');
      await dialog.field('url').fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/days.ics`);
      await dialog.field('url').press('Tab');
      await shows(preview, /closed until .* \(Founding day\)[^]*Holidays read: 1/);
      await dialog.field('holidays').selectOption('file');
      await dialog.field('file').fill('none.ics');
      await dialog.field('file').press('Tab');
      await shows(preview, /always open[^]*cannot be read: the file cannot be read \(ENOENT\)/);
      await dialog.cancel();
    });

    it('asks for its holidays once, and again only for others', async () => {
      const { page } = session();
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/days.ics`;
      await page.evaluate((address) => {
        Object.assign(RED.nodes.node('calendar'), { holidays: 'url', url: address });
      }, url);
      let asked = 0;
      page.on('request', (request) => (asked += request.url().endsWith('/gc-calendar/holidays') ? 1 : 0));
      const dialog = await Dialog.of(page, 'calendar');
      const preview = dialog.tray.locator('#gc-calendar-preview');
      await shows(preview, /Holidays read: 1/);
      // Node-RED reports changes where there are none.
      await page.evaluate(async () => {
        document.querySelector('#node-config-input-url')?.dispatchEvent(new Event('change'));
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
      await shows(preview, /Holidays read: 1/);
      assert.equal(asked, 1);
      await dialog.field('url').fill(`${url}?other`);
      await dialog.field('url').press('Tab');
      await until(() => asked === 2, { what: 'the other holidays to be asked for' });
      await dialog.cancel();
    });
  });
});
