import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startBroker } from '../../../../../lib/simulator/broker';
import { Fixture } from '../fixture';

describe('broker: connect', () => {
  const fixture = new Fixture();
  afterEach(() => fixture.stop());

  const versions: [string | undefined, string][] = [
    [undefined, '1.0'],
    ['1.0', '1.0'],
    ['1.0,1.1', '1.1'],
    ['1.1,1.2', '1.2'],
    ['1.0, 1.2, 2.0', '1.2'],
  ];
  for (const [offered, agreed] of versions) {
    it(`agrees on ${agreed} with a client that speaks ${String(offered)}`, async () => {
      await fixture.start();
      const client = await fixture.open();
      client.frame('CONNECT', { host: '/', ...(offered === undefined ? {} : { 'accept-version': offered }) });
      const { command, headers } = await client.next();
      assert.equal(command, 'CONNECTED');
      assert.equal(headers['version'], agreed);
      assert.equal(headers['heart-beat'], '0,0');
      assert.match(headers['session'] ?? '', /^ID:/);
    });
  }

  it('takes STOMP for CONNECT, with any line ends', async () => {
    await fixture.start();
    const client = await fixture.open();
    client.write('STOMP\r\naccept-version: 1.2\r\nhost: /\r\n\r\n\0\r\n');
    assert.match(await client.nextText(), /^CONNECTED\nversion:1\.2\n/);
  });

  it('refuses versions it does not speak', async () => {
    await fixture.start();
    const client = await fixture.open();
    client.frame('CONNECT', { 'accept-version': '2.0' });
    const { command, headers } = await client.next();
    assert.deepEqual(
      [command, headers['message']],
      ['ERROR', 'Supported protocol versions are 1.0, 1.1 and 1.2'],
    );
    await client.closed();
  });

  it('mirrors the heart-beats a client wishes', async () => {
    await fixture.start();
    const client = await fixture.open();
    client.frame('CONNECT', { 'accept-version': '1.2', 'heart-beat': '3000,7000' });
    assert.equal((await client.next()).headers['heart-beat'], '7000,3000');
  });

  it('lets everybody in without a user', async () => {
    await fixture.start();
    await fixture.connect('1.2', { login: 'anyone', passcode: 'anything' });
  });

  it('lets the right login in', async () => {
    await fixture.start({ user: 'gc', password: 'a:b\\c é' });
    await fixture.connect('1.2', { login: 'gc', passcode: 'a:b\\\\c é' });
  });

  it('reads escapes in user and password, as ActiveMQ does', async () => {
    await fixture.start({ user: 'CORP\\nina', password: 'a:b\\x' });
    await fixture.connect('1.2', { login: 'CORP\\\\nina', passcode: 'a\\cb\\x' });
    const client = await fixture.open();
    client.frame('CONNECT', { 'accept-version': '1.2', login: 'CORP\\nina', passcode: 'a:b\\x' });
    assert.equal((await client.next()).headers['message'], 'User name [CORP ina] or password is invalid.');
  });

  it('takes no password for an empty one', async () => {
    await fixture.start({ user: 'gc' });
    await fixture.connect('1.2', { login: 'gc' });
  });

  const logins: [string, Record<string, string>, string][] = [
    ['a wrong password', { login: 'gc', passcode: 'guess' }, 'User name [gc] or password is invalid.'],
    ['a wrong user', { login: 'me', passcode: 'right' }, 'User name [me] or password is invalid.'],
    ['no login', {}, 'User name [] or password is invalid.'],
  ];
  for (const [name, headers, message] of logins) {
    it(`refuses ${name} and closes`, async () => {
      await fixture.start({ user: 'gc', password: 'right' });
      const client = await fixture.open();
      client.frame('CONNECT', { 'accept-version': '1.2', ...headers });
      assert.equal(
        await client.nextText(),
        `ERROR\ncontent-type:text/plain\nmessage:${message.replaceAll(':', '\\c')}\n\n${message}\n`,
      );
      await client.closed();
    });
  }

  it('listens on loopback only', async () => {
    await fixture.start();
    const { port } = fixture.broker;
    await assert.rejects(connectTo('127.0.0.2', port), /ECONNREFUSED/);
  });

  it('counts its clients, drops them, and takes them again', async () => {
    await fixture.start();
    const clients = [await fixture.connect(), await fixture.connect()];
    assert.equal(fixture.broker.connections, 2);
    fixture.broker.dropConnections();
    for (const client of clients) {
      await client.closed();
    }
    await fixture.connect();
    assert.equal(fixture.broker.connections, 1);
  });

  it('frees its port when closed, with clients still there', async () => {
    await fixture.start();
    const client = await fixture.connect();
    const { port } = fixture.broker;
    await fixture.stop();
    await client.closed();
    await fixture.start({ port });
    assert.equal(fixture.broker.port, port);
    await fixture.connect();
  });

  it('may be closed twice', async () => {
    const broker = await startBroker();
    await Promise.all([broker.close(), broker.close()]);
    await broker.close();
  });

  it('says so if the port is taken', async () => {
    await fixture.start();
    const { port } = fixture.broker;
    await assert.rejects(
      startBroker({ port }),
      new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port} \\(.*EADDRINUSE`),
    );
  });
});

async function connectTo(host: string, port: number): Promise<void> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
