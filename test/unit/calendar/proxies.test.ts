import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchIcs } from '../../../lib/calendar';
import { Proxy } from '../../support/proxy';
import { until } from '../../support/wait';

const never = new AbortController().signal;

/** Those of this machine do not count here. */
const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

describe('an iCalendar file behind a proxy', () => {
  const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  let server: Server;
  let headers: IncomingHttpHeaders;
  let proxy: Proxy;

  beforeEach(async () => {
    variables.forEach((name) => Reflect.deleteProperty(process.env, name));
    proxy = await Proxy.start();
    server = createServer((request, response) => {
      ({ headers } = request);
      const isMoved = request.url === '/moved.ics';
      response.writeHead(isMoved ? 302 : 200, isMoved ? { location: '/days.ics' } : {}).end('days');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    proxy.stop();
    server.closeAllConnections();
    server.close();
    for (const [name, value] of Object.entries(before)) {
      Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, value === undefined ? {} : { [name]: value });
    }
  });

  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines = () => proxy.asked.map(({ line }) => line);

  it('is read through it, with redirects and with a login for each of the two', async () => {
    process.env['http_proxy'] = proxy.url('me:p%40ss@');
    const address = { url: `http://${host()}/moved.ics`, user: 'ann', password: 'own' };
    assert.equal(await fetchIcs(address, never), 'days');
    assert.deepEqual(lines(), [`GET http://${host()}/moved.ics`, `GET http://${host()}/days.ics`]);
    assert.equal(proxy.asked[0]?.login, `Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    assert.equal(headers.authorization, `Basic ${Buffer.from('ann:own').toString('base64')}`);
    assert.equal(headers.host, host());
  });

  for (const [what, name] of [
    ['of its scheme', 'HTTP_PROXY'],
    ['of all schemes', 'all_proxy'],
  ] as const) {
    it(`is read through the proxy ${what}, in ${name}`, async () => {
      process.env[name] = proxy.url();
      assert.equal(await fetchIcs({ url: `http://${host()}/days.ics` }, never), 'days');
      assert.equal(lines().length, 1);
    });
  }

  for (const exception of ['127.0.0.1', 'other.example, 127.0.0.1', '*', '*.0.0.1']) {
    it(`is read directly with no_proxy=${exception}`, async () => {
      Object.assign(process.env, { http_proxy: proxy.url(), no_proxy: exception });
      assert.equal(await fetchIcs({ url: `http://${host()}/days.ics` }, never), 'days');
      assert.deepEqual(lines(), []);
    });
  }

  it('is asked for through a tunnel where it has an https address', async () => {
    process.env['https_proxy'] = proxy.url('me:pass@');
    proxy.refusal = 403;
    await assert.rejects(fetchIcs({ url: 'webcal://calendar.example/days.ics' }, never), {
      message: 'the proxy answered with status 403',
    });
    assert.deepEqual(proxy.asked, [
      { line: 'CONNECT calendar.example:443', login: `Basic ${Buffer.from('me:pass').toString('base64')}` },
    ]);
  });

  it('is not read without the login that the proxy wants', async () => {
    process.env['http_proxy'] = proxy.url();
    proxy.refusal = 407;
    await assert.rejects(fetchIcs({ url: `http://${host()}/days.ics` }, never), {
      message: 'the proxy answered with status 407',
    });
  });

  for (const [scheme, address] of [
    ['http', 'http://secret:token@127.0.0.1:1'],
    ['https', 'http://secret:token@127.0.0.1:1'],
  ] as const) {
    it(`is not read by ${scheme} when the proxy cannot be reached, and nothing secret is said`, async () => {
      process.env[`${scheme}_proxy`] = address;
      await assert.rejects(fetchIcs({ url: `${scheme}://calendar.example/days.ics` }, never), {
        message: 'the server cannot be reached through the proxy (ECONNREFUSED)',
      });
    });
  }

  for (const address of ['socks5://secret:token@127.0.0.1:1080', 'http://']) {
    it(`is not read through ${address}`, async () => {
      process.env['http_proxy'] = address;
      await assert.rejects(fetchIcs({ url: `http://${host()}/days.ics` }, never), {
        message: 'the proxy address in the environment of Node-RED must begin with http:// or https://',
      });
    });
  }

  for (const scheme of ['http', 'https']) {
    it(`lets go of a proxy that does not answer when the calendar closes, by ${scheme}`, async () => {
      process.env[`${scheme}_proxy`] = proxy.url();
      proxy.isSilent = true;
      const closing = new AbortController();
      const reading = fetchIcs({ url: `${scheme}://calendar.example/days.ics` }, closing.signal);
      const refused = assert.rejects(reading, { message: 'the calendar was closed' });
      await until(() => proxy.asked.length > 0, { what: 'the proxy to be asked' });
      closing.abort();
      await refused;
      await until(async () => (await proxy.connections()) === 0, { what: 'the end of the connection' });
    });
  }
});
