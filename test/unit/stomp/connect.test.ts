import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import { inspect } from 'node:util';
import sinon from 'sinon';
import { StompConnection, type StateChange, type StompOptions } from '../../../lib/stomp';
import { quote } from '../../../lib/stomp/failures';
import { authority, keyStore } from '../../support/certificates';
import { connected, ScriptedBroker, type Answer } from './scripted-broker';
import { begin, Cleanup, RecordedConnection, stompError, until } from './support';

const secret = 'p:a\\ss wörd';

describe('connecting', () => {
  const cleanup = new Cleanup();

  afterEach(async () => {
    sinon.restore();
    await cleanup.run();
  });

  async function start(answers: Record<string, Answer> = {}, tls?: TlsOptions): Promise<ScriptedBroker> {
    return cleanup.add(await ScriptedBroker.start(answers, { ...(tls && { tls }) }));
  }

  function connection(options: StompOptions): RecordedConnection {
    return cleanup.add(new RecordedConnection({ user: 'gc-user', password: secret, ...options }));
  }

  /** Makes one attempt fail and returns the one state change that tells of it. */
  async function failure(options: StompOptions): Promise<StateChange> {
    const failing = connection({ backoff: { minMs: 60_000, maxMs: 60_000 }, ...options });
    const rejection: unknown = await failing.connect().catch((error: unknown) => error);
    const [connecting, failed, ...others] = failing.changes;
    assert.equal(connecting?.state, 'connecting');
    assert.ok(failed);
    assert.deepEqual(others, []);
    assert.equal(failed.reason, rejection);
    const { host, port } = options.brokers[0] ?? {};
    assert.equal(failed.broker, `${host}:${port}`);
    assert.ok(failed.reason?.message.includes(failed.broker), failed.reason?.message);
    assert.doesNotMatch(JSON.stringify([failed, failed.reason?.stack, failed.reason?.cause]), /gc-user|p:a/);
    return failed;
  }

  it('sends CONNECT literally', async () => {
    const broker = await start();
    await connection({ brokers: [broker.address], heartbeatMs: 7000 }).connect();
    const { raw } = await broker.frame('CONNECT');
    assert.equal(
      raw,
      `CONNECT\naccept-version:1.1,1.2\nhost:/\nheart-beat:7000,7000\nlogin:gc-user\npasscode:p:a\\\\ss wörd\n\n`,
    );
  });

  it('does not show the login when it is printed', async () => {
    const broker = await start();
    const printed = connection({ brokers: [broker.address] });
    await printed.connect();
    assert.doesNotMatch(inspect(printed, { depth: null, showHidden: true }), /gc-user|p:a/);
  });

  it('escapes backslashes in the login for ActiveMQ, and after a refusal sends them as they are', async () => {
    const broker = await start({ CONNECT: (peer) => peer.error('User name or password is invalid.') });
    const login = { user: 'CORP\\nina', password: 'a\\' };
    const refused = connection({ brokers: [broker.address], ...login, refusedRetryMs: 1 });
    begin(refused);
    await broker.frame('CONNECT', 3);
    const sent = broker.frames('CONNECT').map(({ headers: { login, passcode } }) => [login, passcode]);
    assert.deepEqual(sent.slice(0, 3), [
      ['CORP\\\\nina', 'a\\\\'],
      ['CORP\\nina', 'a\\'],
      ['CORP\\\\nina', 'a\\\\'],
    ]);
  });

  it('does not repeat a login with backslashes, however the broker writes it', async () => {
    for (const written of [secret, secret.replaceAll('\\', '\\\\')]) {
      const broker = await start({ CONNECT: (peer) => peer.error(`wrong: ${written}!`) });
      const { reason } = await failure({ brokers: [broker.address] });
      stompError('STOMP_LOGIN_REFUSED', '"wrong: ***!"')(reason);
    }
  });

  it('sends no login when there is none', async () => {
    const broker = await start();
    const anonymous = cleanup.add(new RecordedConnection({ brokers: [broker.address] }));
    await anonymous.connect();
    assert.deepEqual(Object.keys((await broker.frame('CONNECT')).headers), [
      'accept-version',
      'host',
      'heart-beat',
    ]);
  });

  it('goes from idle over connecting to connected', async () => {
    const broker = await start();
    const good = connection({ brokers: [broker.address] });
    assert.equal(good.state, 'idle');
    await good.connect();
    assert.equal(good.state, 'connected');
    assert.deepEqual(good.changes, [
      { state: 'connecting', broker: broker.name },
      { state: 'connected', broker: broker.name },
    ]);
    await good.connect();
    assert.equal(broker.peers.length, 1);
  });

  it('is connected when all subscriptions are answered', async () => {
    const waiting: (() => void)[] = [];
    const broker = await start({ SUBSCRIBE: (peer, frame) => waiting.push(() => peer.receipt(frame)) });
    const subscriber = connection({ brokers: [broker.address] });
    subscriber.listen('/topic/A');
    subscriber.listen('/topic/B');
    const done = subscriber.connect();
    await until(() => waiting.length === 2, 'both subscriptions');
    waiting[0]?.();
    await new Promise(setImmediate);
    assert.equal(subscriber.state, 'connecting');
    waiting[1]?.();
    await done;
    assert.equal(subscriber.state, 'connected');
  });

  it('takes a handshake that arrives byte by byte', async () => {
    const broker = await start({ CONNECT: (peer) => void peer.trickle(connected.replaceAll('\n', '\r\n')) });
    await connection({ brokers: [broker.address] }).connect();
  });

  it('connects by TLS with a trusted certificate', async () => {
    const broker = await start({}, keyStore('valid'));
    await connection({ brokers: [{ ...broker.address, tls: { ca: authority } }] }).connect();
    assert.equal((await broker.frame('CONNECT')).headers['login'], 'gc-user');
  });

  it('names a server that refuses connections', async () => {
    const broker = await ScriptedBroker.start();
    const { address } = broker;
    await broker.close();
    const { state, reason, retryInMs } = await failure({ brokers: [address] });
    assert.equal(state, 'reconnecting');
    assert.equal(typeof retryInMs, 'number');
    stompError('STOMP_CONNECT_FAILED', 'nothing listens there', 'ECONNREFUSED')(reason);
  });

  it('names a host that does not exist', async () => {
    const { reason } = await failure({ brokers: [{ host: 'broker.invalid', port: 61613 }] });
    stompError('STOMP_CONNECT_FAILED', 'host name')(reason);
  });

  it('names a port that cannot be', async () => {
    const { reason } = await failure({ brokers: [{ host: '127.0.0.1', port: 99999 }] });
    stompError('STOMP_CONNECT_FAILED', 'Check host, port', 'ERR_SOCKET_BAD_PORT')(reason);
  });

  it('names TLS settings that cannot be read', async () => {
    const tls = { key: 'no key', cert: 'no certificate' };
    const { reason } = await failure({ brokers: [{ host: '127.0.0.1', port: 1, tls }] });
    stompError('STOMP_CONNECT_FAILED', 'TLS settings')(reason);
  });

  it('names a port that speaks HTTP', async () => {
    const http = createHttpServer().listen(0, '127.0.0.1');
    cleanup.add({ close: async () => void (await once(http.close(), 'close')) });
    await once(http, 'listening');
    const { reason } = await failure({
      brokers: [{ host: '127.0.0.1', port: (http.address() as AddressInfo).port }],
    });
    stompError('STOMP_CONNECT_FAILED', 'does not speak STOMP')(reason);
  });

  it('names a port that speaks something binary', async () => {
    const broker = await start({
      accept: (peer) => peer.socket.end(Buffer.from('150303000202460a00ff', 'hex')),
    });
    const { reason } = await failure({ brokers: [broker.address] });
    stompError('STOMP_CONNECT_FAILED', 'does not speak STOMP')(reason);
  });

  it('names a port that greets in another language, without waiting for the time limit', async () => {
    for (const greeting of ['SSH-2.0-OpenSSH_9.2p1\r\n', '220 mail ESMTP\r\n', 'login: ']) {
      const broker = await start({ accept: (peer) => peer.write(greeting), CONNECT: () => undefined });
      const { reason } = await failure({ brokers: [broker.address] });
      stompError('STOMP_CONNECT_FAILED', 'does not speak STOMP')(reason);
    }
  });

  it('names a plain port that is used with TLS', async () => {
    const broker = await start({ accept: (peer) => peer.socket.on('data', () => peer.write('what?')) });
    const { reason } = await failure({ brokers: [{ ...broker.address, tls: {} }] });
    stompError('STOMP_CONNECT_FAILED', 'does not speak TLS')(reason);
  });

  it('names a TLS port that is used without TLS', async () => {
    const broker = await start({}, keyStore('valid'));
    const { reason } = await failure({ brokers: [broker.address] });
    stompError('STOMP_CONNECT_FAILED', 'whether it needs TLS')(reason);
  });

  const tlsFaults: Record<string, { server: TlsOptions; client: ConnectionOptions; says: string[] }> = {
    'of an unknown authority': {
      server: keyStore('valid'),
      client: {},
      says: ['not trusted', 'of its authority (CA)'],
    },
    'that it signed itself': {
      server: keyStore('self-signed'),
      client: {},
      says: ['not trusted', 'signed it itself', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    },
    'for another name': {
      server: keyStore('other-name'),
      client: { ca: authority },
      says: ['another name', 'Connect with the name in the certificate'],
    },
    'that has expired': {
      server: keyStore('expired'),
      client: { ca: authority },
      says: ['has expired', 'Renew it'],
    },
  };
  for (const [fault, { server, client, says }] of Object.entries(tlsFaults)) {
    it(`does not send the login to a server with a certificate ${fault}`, async () => {
      const broker = await start({}, server);
      const { state, reason } = await failure({ brokers: [{ ...broker.address, tls: client }] });
      assert.equal(state, 'reconnecting');
      stompError('STOMP_CONNECT_FAILED', ...says)(reason);
      assert.deepEqual(broker.frames('CONNECT'), []);
    });
  }

  it('names a broker that wants a certificate of ours', async () => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const server = { ...keyStore('valid'), ca: authority, requestCert: true, maxVersion };
      const broker = await start({}, server);
      const { reason } = await failure({ brokers: [{ ...broker.address, tls: { ca: authority } }] });
      stompError('STOMP_CONNECT_FAILED', 'client certificate')(reason);
    }
  });

  it('names a broker with another version of TLS', async () => {
    const broker = await start({}, { ...keyStore('valid'), maxVersion: 'TLSv1.2' });
    const tls: ConnectionOptions = { ca: authority, minVersion: 'TLSv1.3' };
    const { reason } = await failure({ brokers: [{ ...broker.address, tls }] });
    stompError('STOMP_CONNECT_FAILED', 'another version of TLS')(reason);
  });

  it('gives up a broker that does not answer CONNECT', async () => {
    const broker = await start({ CONNECT: () => undefined });
    const { reason } = await failure({ brokers: [broker.address], connectTimeoutMs: 50 });
    stompError('STOMP_CONNECT_TIMEOUT', 'does not answer the login', '0.05 s')(reason);
    await until(() => broker.peer.ended, 'the end of the socket');
  });

  it('gives up a server that does not answer the TLS handshake', async () => {
    const mute = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    cleanup.add({ close: async () => void (await once(mute.close(), 'close')) });
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const { reason } = await failure({
      brokers: [{ host: '127.0.0.1', port, tls: {} }],
      connectTimeoutMs: 50,
    });
    stompError('STOMP_CONNECT_TIMEOUT', 'TLS handshake')(reason);
  });

  it('names a server that hangs up', async () => {
    const broker = await start({ accept: (peer) => peer.socket.end() });
    const { reason } = await failure({ brokers: [broker.address] });
    stompError('STOMP_CONNECT_FAILED', 'closed the connection')(reason);
  });

  for (const [what, header] of [
    ['a header with the name of an object member', 'hasOwnProperty:1'],
    ['an endless line', `a:${'x'.repeat(10_001)}`],
  ]) {
    it(`survives a login that is answered with ${what}`, async () => {
      const broker = await start({
        CONNECT: (peer) => peer.write(`CONNECTED\n${header}\nversion:1.2\n\n\0`),
      });
      const { reason } = await failure({ brokers: [broker.address] });
      stompError('STOMP_CONNECT_FAILED', broker.name)(reason);
    });
  }

  it('does not talk STOMP 1.0', async () => {
    const broker = await start({ CONNECT: (peer) => peer.write('CONNECTED\nsession:1\n\n\0') });
    const { reason } = await failure({ brokers: [broker.address] });
    stompError('STOMP_CONNECT_FAILED', 'STOMP 1.1 or 1.2')(reason);
  });

  it('repeats no user, but leaves longer names that begin or end with it', () => {
    const answer =
      'User gc-user may not read gc-user-test, gc-user.test or test.gc-user, nor write as (gc-user).';
    const quoted = '"User *** may not read gc-user-test, gc-user.test or test.gc-user, nor write as (***)"';
    assert.equal(quote(answer, ['gc-user', ''], ['hunter2']), quoted);
    assert.equal(quote('hunter2-test', ['gc-user'], ['hunter2']), '"***-test"');
  });

  it('tells a user without the rights that every client of ActiveMQ needs from a wrong password', async () => {
    const broker = await start({
      CONNECT: (peer) => {
        peer.error('User gc-user is not authorized to create: topic://ActiveMQ.Advisory.Connection');
      },
    });
    const { reason } = await failure({ brokers: [broker.address] });
    stompError(
      'STOMP_LOGIN_REFUSED',
      'Let the user read, write and create the topics ActiveMQ.Advisory.>,',
    )(reason);
    assert.doesNotMatch(String(reason), /Check user and password/);
  });

  it('retries a refused login slowly and does not repeat user and password', async () => {
    const broker = await start({
      CONNECT: (peer) => {
        peer.error(`User name [gc-user] or password ${secret} is invalid.`);
        peer.socket.end();
      },
    });
    const { state, reason, retryInMs } = await failure({ brokers: [broker.address] });
    assert.equal(state, 'failed');
    stompError('STOMP_LOGIN_REFUSED', '"User name [***] or password *** is invalid". Check')(reason);
    assert.ok(retryInMs && retryInMs >= 48_000 && retryInMs <= 72_000);
  });

  it('takes "already connected" for something that passes', async () => {
    const broker = await start({
      CONNECT: (peer) => peer.error('Client: x already connected from tcp://1.2.3.4'),
    });
    const { state, reason } = await failure({ brokers: [broker.address] });
    assert.equal(state, 'reconnecting');
    stompError('STOMP_CONNECT_FAILED', 'already connected')(reason);
  });

  for (const [name, login] of Object.entries({
    'a line feed': { password: 'a\nclient-id:injected' },
    'a carriage return': { user: 'a\r' },
    NUL: { password: '\0' },
  })) {
    it(`does not send a login with ${name}`, async () => {
      const broker = await start();
      const { state, reason } = await failure({ brokers: [broker.address], ...login });
      assert.equal(state, 'failed');
      stompError('STOMP_LOGIN_REFUSED', 'cannot send')(reason);
      assert.equal(broker.peers.length, 0);
    });
  }

  it('needs a broker', () => {
    assert.throws(
      () => new StompConnection({ brokers: [] }),
      stompError('STOMP_CONNECT_FAILED', 'no broker'),
    );
  });

  it('makes few attempts at a server that accepts and drops', async () => {
    const broker = await start({ CONNECT: (peer) => (peer.write(connected), peer.drop()) });
    sinon.stub(Math, 'random').returns(0.5);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stubborn = connection({ brokers: [broker.address], backoff: { minMs: 500, maxMs: 30_000 } });
    begin(stubborn);
    const failures = () => stubborn.changes.filter(({ state }) => state === 'reconnecting');
    const waits: number[] = [];
    for (let failed = 1; failed <= 5; failed++) {
      await until(() => failures().length >= failed, `failure ${failed}`);
      const wait = failures().at(-1)?.retryInMs ?? 0;
      waits.push(wait);
      await clock.tickAsync(wait);
    }
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000]);
  });
});
