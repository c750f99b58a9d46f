import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchIcs, readIcsFile } from '../../../lib/calendar';
import { until } from '../../support/wait';

const never = new AbortController().signal;

describe('an iCalendar file on the web', () => {
  let server: Server;
  let answer: RequestListener;

  before(async () => {
    server = createServer((request, response) => {
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const urlOf = (place = 'secret-token/basic.ics') =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/${place}`;

  it('is fetched with the login that it needs', async () => {
    answer = ({ headers }, response) => {
      response.end(`${headers.authorization ?? 'nobody'}`);
    };
    assert.equal(await fetchIcs({ url: urlOf() }, never), 'nobody');
    const login = { user: 'me', password: 'schön' };
    assert.equal(
      await fetchIcs({ url: urlOf(), ...login }, never),
      `Basic ${Buffer.from('me:schön').toString('base64')}`,
    );
  });

  it('is not fetched again from a place that is none of the web, and not for ever in a circle', async () => {
    answer = ({ url }, response) => {
      const location = url === '/file' ? 'file:///etc/passwd' : urlOf('again');
      response.writeHead(302, { location }).end();
    };
    await assert.rejects(fetchIcs({ url: urlOf('file') }, never), { message: /must begin with http/ });
    await assert.rejects(fetchIcs({ url: urlOf('again') }, never), { message: /more than 10 times/ });
  });

  it('is followed to another server, which does not get the login', async () => {
    let login: string | undefined;
    const other = createServer(({ headers }, response) => {
      login = headers.authorization;
      response.end('days');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    answer = (_, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end();
    };
    const text = await fetchIcs({ url: urlOf(), user: 'me', password: 'own' }, never);
    other.close();
    assert.deepEqual([text, login], ['days', undefined]);
  });

  it('is refused when it is too large, however it is sent', async () => {
    let isGone = false;
    answer = (_, response) => {
      response.on('close', () => (isGone = true));
      const send = () => {
        while (!isGone && response.write('x'.repeat(65_536))) {
          // Goes on until the other side has had enough.
        }
      };
      response.on('drain', send);
      send();
    };
    await assert.rejects(fetchIcs({ url: urlOf() }, never), { message: 'it is larger than 1 MB' });
    await until(() => isGone);
  });

  it('is not waited for when the calendar closes', async () => {
    const closing = new AbortController();
    answer = () => {
      closing.abort();
    };
    await assert.rejects(fetchIcs({ url: urlOf() }, closing.signal), { message: 'the calendar was closed' });
  });

  for (const [what, url, said] of [
    ['a file', 'file:///etc/passwd', /must begin with http/],
    ['data', 'data:text/calendar,x', /must begin with http/],
    ['no address', 'holidays', /must begin with http/],
    ['a login in the address', 'https://me:secret@127.0.0.1/', /has a user or password/],
    ['a port on which nobody listens', 'http://127.0.0.1:1/secret-token', /cannot be reached/],
  ] as const) {
    it(`refuses ${what}, without a secret in its words`, async () => {
      await assert.rejects(fetchIcs({ url }, never), (error: Error) => {
        assert.match(error.message, said);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    });
  }

  it('says with which status the server refuses it', async () => {
    answer = (_, response) => {
      response.writeHead(403).end('no');
    };
    await assert.rejects(fetchIcs({ url: urlOf() }, never), {
      message: 'the server answered with status 403',
    });
  });
});

describe('an iCalendar file in the user directory', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'calendar-'));
    await mkdir(path.join(folder, 'user', 'calendars'), { recursive: true });
    await writeFile(path.join(folder, 'user', 'calendars', 'own.ics'), 'own');
    await writeFile(path.join(folder, 'user', 'large.ics'), 'x'.repeat(1024 * 1024 + 1));
    await writeFile(path.join(folder, 'other.ics'), 'other');
    await symlink(path.join(folder, 'other.ics'), path.join(folder, 'user', 'link.ics'));
  });

  after(() => rm(folder, { recursive: true }));

  const read = (name: string) => readIcsFile(path.join(folder, 'user'), name);

  it('is read by its path below it, or as a whole', async () => {
    assert.equal(await read('calendars/own.ics'), 'own');
    assert.equal(await read(path.join(folder, 'user', 'calendars', 'own.ics')), 'own');
  });

  for (const [name, said] of [
    ['../other.ics', 'the file must be in the user directory of Node-RED'],
    ['link.ics', 'the file must be in the user directory of Node-RED'],
    ['missing.ics', 'the file cannot be read (ENOENT)'],
    ['calendars', 'it is not an iCalendar file'],
    ['', 'the file must be in the user directory of Node-RED'],
    ['large.ics', 'it is larger than 1 MB'],
  ] as const) {
    it(`is refused as "${name}"`, async () => {
      await assert.rejects(read(name), { message: said });
    });
  }
});
