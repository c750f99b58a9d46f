import assert from 'node:assert/strict';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { findProblems, namesOf } from '../../../../lib/check/live/broker/certificate';
import { startBroker } from '../../../../lib/simulator/broker';
import { authority, keyStore, type KeyStoreName } from '../../../support/certificates';
import { ScriptedBroker } from '../../stomp/scripted-broker';
import { Cleanup } from '../../stomp/support';
import { findingsOf, optionsFor, run } from './support';

describe('gc-check looks at the certificate of a broker', () => {
  const cleanup = new Cleanup();

  afterEach(() => cleanup.run());

  async function findingWith(name: KeyStoreName, tls: ConnectionOptions) {
    const broker = cleanup.add(await ScriptedBroker.start({}, { tls: keyStore(name) }));
    return tlsFinding(broker.address.port, tls);
  }

  async function tlsFinding(port: number, tls: ConnectionOptions) {
    const brokers = [{ host: '127.0.0.1', port, tls }];
    const parts = await run(optionsFor(0, { brokers }));
    return findingsOf(parts).find(({ id }) => id.startsWith('tls-'));
  }

  const trusting = { ca: authority };
  const cases: [KeyStoreName, ConnectionOptions, string, RegExp, RegExp][] = [
    [
      'valid',
      trusting,
      'tls-trusted',
      /certificate for localhost, 127\.0\.0\.1, from ".+", until \d{4}-/,
      /^/,
    ],
    ['valid', {}, 'tls-untrusted', /No authority that this machine trusts/, /--ca/],
    ['self-signed', {}, 'tls-self-signed', /signed itself/, /--ca/],
    ['expired', trusting, 'tls-expired', /expired on 20\d\d-\d\d-\d\d/, /Renew it/],
    ['other-name', trusting, 'tls-other-name', /for broker\.test, not for 127\.0\.0\.1/, /--broker/],
  ];
  for (const [name, tls, id, what, whatToDo] of cases) {
    it(`${id}: ${name}, ${'ca' in tls ? 'with' : 'without'} its authority`, async () => {
      const finding = await findingWith(name, tls);
      assert.equal(finding?.id, id);
      assert.match(finding.what, what);
      assert.match(finding.whatToDo ?? '', whatToDo);
    });
  }

  it('and says all that is wrong at once', async () => {
    const { id, what } = (await findingWith('other-name', {})) ?? {};
    assert.equal(id, 'tls-untrusted');
    assert.match(String(what), /No authority .* not for 127\.0\.0\.1/);
  });

  it('and says so where nobody speaks TLS', async () => {
    const broker = cleanup.add(await startBroker());
    const finding = await tlsFinding(broker.port, trusting);
    assert.match(String(finding?.id), /^tls-(none|late)$/);
    assert.match(String(finding?.whatToDo), /connector with TLS/);
  });

  describe('whatever is in it', () => {
    const now = Date.parse('2026-06-01T00:00:00Z');

    function certificate(its: object): PeerCertificate {
      const dates = { valid_from: 'Jan  1 00:00:00 2026 GMT', valid_to: 'Jan  1 00:00:00 2027 GMT' };
      const names = { subject: { CN: 'localhost' }, issuer: { CN: 'Us' }, subjectaltname: 'DNS:localhost' };
      return { ...dates, ...names, ...its } as unknown as PeerCertificate;
    }

    function problems(its: object, verified?: string) {
      return findProblems('localhost', certificate(its), verified, now).map(({ id }) => id);
    }

    it('all is well', () => {
      assert.deepEqual(problems({}), []);
    });

    it('it expires soon', () => {
      const [problem] = findProblems(
        'localhost',
        certificate({ valid_to: 'Jun 11 00:00:00 2026 GMT' }),
        undefined,
        now,
      );
      assert.deepEqual(
        [problem?.id, problem?.found, problem?.isToCome],
        ['tls-expired', 'The certificate expires in 10 days.', true],
      );
    });

    it('it is not valid yet', () => {
      const its = { valid_from: 'Jul  1 00:00:00 2026 GMT' };
      assert.deepEqual(problems(its, 'CERT_NOT_YET_VALID'), ['tls-not-yet-valid']);
    });

    it('one of an authority has expired', () => {
      assert.deepEqual(problems({}, 'CERT_HAS_EXPIRED'), ['tls-expired']);
    });

    it('names are short, and on one line', () => {
      const many = Array.from({ length: 9 }, (_, index) => `DNS:host-${index}\u001B[31m`).join(', ');
      const text = namesOf(certificate({ subjectaltname: many }));
      assert.match(text, /^host-0\?\[31m, .*host-4\?\[31m and 4 more$/);
      assert.equal(namesOf(certificate({ subjectaltname: undefined })), 'localhost');
      assert.equal(
        namesOf(certificate({ subjectaltname: undefined, subject: undefined })),
        'somebody without a name',
      );
    });
  });
});
