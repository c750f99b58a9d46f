import assert from 'node:assert/strict';
import type { ConnectionOptions } from 'node:tls';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { authority, keyStorePath, passphrase, type KeyStoreName } from '../support/certificates';
import { until } from '../support/wait';
import { Cleanup, RecordedConnection, stompError } from '../unit/stomp/support';

describe('ActiveMQ with TLS', () => {
  const cleanup = new Cleanup();
  const brokers = new Map<KeyStoreName | 'two-sided', ActiveMq>();

  before(async () => {
    for (const name of ['valid', 'expired', 'other-name', 'self-signed'] as const) {
      brokers.set(name, await startActiveMq({ tls: { keyStore: keyStorePath(name), passphrase } }));
    }
    const tls = { keyStore: keyStorePath('valid'), passphrase, needClientAuth: true };
    brokers.set('two-sided', await startActiveMq({ tls }));
  });

  after(() => Promise.all([...brokers.values()].map((broker) => broker.kill())));

  afterEach(() => cleanup.run());

  function connectionTo(
    name: KeyStoreName | 'two-sided',
    tls: ConnectionOptions | undefined,
    port: 'port' | 'tlsPort' = 'tlsPort',
  ): RecordedConnection {
    const broker = brokers.get(name);
    assert.ok(broker);
    return cleanup.add(
      new RecordedConnection({
        brokers: [{ host: '127.0.0.1', port: broker[port], tls }],
        user: 'flows',
        password: 'hunter2',
        connectTimeoutMs: 2000,
        heartbeatMs: 10_000,
        backoff: { minMs: 60_000, maxMs: 60_000 },
      }),
    );
  }

  it('is connected with its authority, and messages go both ways', async () => {
    const connection = connectionTo('valid', { ca: authority });
    connection.listen('/queue/A');
    await connection.connect();
    await connection.send({ destination: '/queue/A', body: 'Grüße 😀' });
    await until(() => connection.messages[0]?.body === 'Grüße 😀');
  });

  const faults: [string, KeyStoreName | 'two-sided', ConnectionOptions | undefined, ...string[]][] = [
    ['without its authority', 'valid', {}, 'not trusted', 'authority (CA)'],
    ['that signed its certificate itself', 'self-signed', {}, 'signed it itself', 'Add it'],
    ['with a certificate for another name', 'other-name', { ca: authority }, 'another name'],
    ['with an expired certificate', 'expired', { ca: authority }, 'has expired', 'Renew it'],
    ['that wants a certificate of ours', 'two-sided', { ca: authority }, 'client certificate'],
    ['whose TLS port is used without TLS', 'valid', undefined, 'does not speak STOMP', 'needs TLS'],
  ];
  for (const [what, name, tls, ...says] of faults) {
    it(`${what}: one clear line`, () => assertRefused(connectionTo(name, tls), says));
  }

  it('whose plain port is used with TLS: one clear line', () =>
    assertRefused(connectionTo('valid', { ca: authority }, 'port'), ['TLS handshake', 'TLS connector']));

  async function assertRefused(connection: RecordedConnection, says: readonly string[]): Promise<void> {
    const error: unknown = await connection.connect().catch((reason: unknown) => reason);
    const [, change, ...more] = connection.changes;
    assert.deepEqual(more, []);
    assert.equal(change?.state, 'reconnecting');
    assert.equal(change.reason, error);
    assert.doesNotMatch(String(error), /[\r\n]|hunter2/);
    stompErrorWithAnyCode(error, [change.broker, ...says]);
  }

  function stompErrorWithAnyCode(error: unknown, says: readonly string[]): void {
    const { code } = error as { code: string };
    assert.match(code, /^STOMP_CONNECT_(FAILED|TIMEOUT)$/);
    stompError(code, ...says)(error);
  }
});
