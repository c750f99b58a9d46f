import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions } from '../../../lib/client';
import { checkPasswordEncryption, GcError, passwordEncryptor } from '../../../lib/protocol';

const options: GcClientOptions = { brokers: [{ host: '127.0.0.1', port: 1 }], destination: 'test-client' };
const encryption = { key: 'unit-test-key-of-24bytes', iv: '8byte-iv' };

/** The options that are one of a few words, what they allow, and how they are given. */
const choices: readonly [string, readonly string[], (value: never) => Partial<GcClientOptions>][] = [
  ['contactCentre', ['ucce', 'uccx'], (contactCentre) => ({ contactCentre })],
  ['completeWith', ['other', 'own'], (completeWith) => ({ completeWith })],
  ['whileAway', ['fail', 'wait'], (whileAway) => ({ whileAway })],
  ['delivery.kind', ['topic'], (kind) => ({ delivery: { kind } })],
  [
    'recovery.checkLogouts',
    ['unexplained', 'all', 'none'],
    (checkLogouts) => ({ recovery: { checkLogouts } }),
  ],
  [
    'passwordEncryption.padding',
    ['pkcs7', 'zeros'],
    (padding) => ({ passwordEncryption: { ...encryption, padding } }),
  ],
  [
    'passwordEncryption.encoding',
    ['base64', 'hex'],
    (encoding) => ({ passwordEncryption: { ...encryption, encoding } }),
  ],
];

function refusal(make: () => unknown): GcError {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof GcError, String(error));
    return error;
  }
  return assert.fail('it was taken');
}

const clientWith = (more: Partial<GcClientOptions>) => () => {
  void new GcClient({ ...options, ...more }).close();
};

describe('an option that is one of a few words', () => {
  for (const [option, allowed, given] of choices) {
    it(`is one of its words, or absent: ${option}`, () => {
      for (const value of [...allowed, undefined]) {
        clientWith(given(value as never))();
      }
    });

    it(`is refused with what is allowed: ${option}`, () => {
      for (const value of ['', 'unknown', 'UCCE', 'toString', 1, true, {}, ['own']]) {
        const { code, message } = refusal(clientWith(given(value as never)));
        assert.equal(code, 'GC_INVALID_CONFIGURATION');
        assert.ok(message.includes(`${option} must be one of ${allowed.join(', ')}`), message);
      }
    });
  }

  it('is checked where passwords are encrypted without a client, too', () => {
    for (const refuse of [passwordEncryptor, checkPasswordEncryption]) {
      const { code, message } = refusal(() => refuse({ ...encryption, padding: 'none' as 'zeros' }));
      assert.equal(code, 'GC_INVALID_CONFIGURATION');
      assert.match(message, /passwordEncryption\.padding must be one of pkcs7, zeros/);
    }
  });
});

describe('helloArgument', () => {
  const rule = /helloArgument .*must be a topic name of letters, digits, "\.", "_" and "-"/;
  for (const helloArgument of [
    '',
    ' ',
    'a b',
    'a,b',
    'a#b',
    'a|b',
    'a\nb',
    '-a',
    'a\u200bb',
    'ActiveMQ.Advisory',
    'a'.repeat(1001),
    {},
  ]) {
    it(`is refused as the destination of a command is: ${JSON.stringify(helloArgument).slice(0, 30)}`, () => {
      const { code, message } = refusal(clientWith({ helloArgument: helloArgument as string }));
      assert.equal(code, 'GC_INVALID_CONFIGURATION');
      assert.match(message, rule);
    });
  }

  it('may have blanks around it', clientWith({ helloArgument: ' 2001 ' }));
});
