import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { authorityPath, keyStore } from '../support/certificates';
import { calendarFile } from '../support/holidays';
import { request, startNodeRed, type NodeRed } from '../support/node-red';
import { Proxy } from '../support/proxy';

interface Answer {
  readonly holidays: readonly { readonly name: string }[];
  readonly problem?: string;
}

/** Closed all day, wherever the test runs and whenever. */
const closedDay = ['RRULE:FREQ=YEARLY', 'RRULE:FREQ=DAILY'] as const;

for (const version of ['4.1', '5'] as const) {
  describe(`holidays in Node-RED ${version}, of a server that only a proxy reaches`, () => {
    let server: Server;
    let proxy: Proxy;
    let nodeRed: NodeRed;

    before(async () => {
      const text = calendarFile('government.ics').replace(...closedDay);
      server = createServer(keyStore('valid'), (_, response) => response.end(text));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      proxy = await Proxy.start();
      nodeRed = await startNodeRed({
        version,
        flows: [
          { id: 'tab', type: 'tab' },
          { id: 'calendar', type: 'gc-calendar', name: 'Support', holidays: 'url', url: url() },
          { id: 'in', type: 'http in', z: 'tab', url: '/hours', method: 'get', wires: [['hours']] },
          { id: 'hours', type: 'gc-hours', z: 'tab', calendar: 'calendar', wires: [['gc'], ['gc']] },
          {
            id: 'gc',
            type: 'change',
            z: 'tab',
            rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'gc', tot: 'msg' }],
            wires: [['out']],
          },
          { id: 'out', type: 'http response', z: 'tab', wires: [] },
        ],
        env: {
          HTTPS_PROXY: proxy.url('me:pass@'),
          https_proxy: proxy.url('me:pass@'),
          no_proxy: 'other.example',
          NO_PROXY: 'other.example',
          NODE_EXTRA_CA_CERTS: authorityPath,
        },
      });
    });

    after(async () => {
      await nodeRed.stop();
      proxy.stop();
      server.closeAllConnections();
      server.close();
    });

    const port = () => (server.address() as AddressInfo).port;
    const url = () => `https://localhost:${port()}/holidays.ics`;

    it('close the calendar', async () => {
      const { open, reason, name } = JSON.parse(await request(`${nodeRed.url}hours`, {})) as Record<
        string,
        unknown
      >;
      assert.deepEqual([open, reason, name], [false, 'holiday', 'New Year’s Day']);
      assert.deepEqual(proxy.asked, [
        { line: `CONNECT localhost:${port()}`, login: `Basic ${Buffer.from('me:pass').toString('base64')}` },
      ]);
    });

    it('are shown in the dialog, or why the proxy refuses to get them', async () => {
      const ask = async () => {
        const body = JSON.stringify({ id: 'calendar', holidays: 'url', url: url(), timeZone: '' });
        const headers = { 'content-type': 'application/json' };
        const answer = await request(`${nodeRed.url}gc-calendar/holidays`, { method: 'POST', headers, body });
        return JSON.parse(answer) as Answer;
      };
      const { holidays, problem } = await ask();
      assert.equal(problem, undefined);
      assert.ok(holidays.some(({ name }) => name === 'Summer bank holiday'));
      proxy.refusal = 407;
      assert.deepEqual(await ask(), { holidays: [], problem: 'the proxy answered with status 407' });
    });
  });
}
