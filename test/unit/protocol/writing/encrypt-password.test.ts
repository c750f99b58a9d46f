import assert from 'node:assert/strict';
import { checkPasswordEncryption, GcError, passwordEncryptor } from '../../../../lib/protocol';

const key = 'unit-test-key-of-24bytes';
const iv = '8byte-iv';
const hexKey = '0123456789abcdef23456789abcdef01456789abcdef0123';
const hexIv = 'fedcba9876543210';

// Computed with `openssl enc -des-ede3-cbc -K … -iv …`, and the same with Java's DESede/CBC/PKCS5Padding.
const vectors = [
  { key, iv, password: 'secret', base64: 'T1ZfuMG87bY=', hex: '4f565fb8c1bcedb6' },
  // Exactly one block, so that the padding is a block of its own.
  {
    key,
    iv,
    password: '12345678',
    base64: 'woxfyr9B/Eke75tSYXiO0A==',
    hex: 'c28c5fcabf41fc491eef9b5261788ed0',
  },
  // Letters of two bytes in UTF-8.
  {
    key,
    iv,
    password: 'Grüße 1234567',
    base64: 'UHPAY3WOEnKqtSBXWURuBA==',
    hex: '5073c063758e1272aab5205759446e04',
  },
  { key: hexKey, iv: hexIv, password: 'secret', base64: 'sERrgzJBiCQ=', hex: 'b0446b8332418824' },
];

describe('passwordEncryptor', () => {
  for (const { key, iv, password, base64, hex } of vectors) {
    it(`encrypts "${password}" with a key of ${key.length} characters`, () => {
      assert.equal(passwordEncryptor({ key, iv })(password), base64);
      assert.equal(passwordEncryptor({ key, iv, encoding: 'base64' })(password), base64);
      assert.equal(passwordEncryptor({ key, iv, encoding: 'hex' })(password), hex);
    });
  }

  // Computed with `openssl enc -des-ede3-cbc -nopad` on the password and its zero bytes.
  it('fills the last block up with zero bytes where that is wanted, and a full one not at all', () => {
    const encrypt = passwordEncryptor({ key, iv, padding: 'zeros' });
    assert.equal(encrypt('secret'), '8PnOWMyvRpI=');
    assert.equal(encrypt('12345678'), 'woxfyr9B/Ek=');
  });

  it('takes text and its hex digits, in any case, for the same key and IV', () => {
    const hexOf = (text: string) => Buffer.from(text).toString('hex');
    const ways = [
      { key: hexOf(key), iv: hexOf(iv) },
      { key: hexOf(key).toUpperCase(), iv: hexOf(iv).toUpperCase() },
      { key: hexOf(key), iv },
    ];
    for (const way of ways) {
      assert.equal(passwordEncryptor(way)('secret'), 'T1ZfuMG87bY=');
    }
  });

  it('counts the bytes of a key, not its characters', () => {
    assert.equal(typeof passwordEncryptor({ key: 'ü'.repeat(12), iv: 'ü'.repeat(4) })('secret'), 'string');
    assert.throws(() => passwordEncryptor({ key: 'ü'.repeat(24), iv }), /key .* must be a text of 24 bytes/);
  });

  it('starts every password anew', () => {
    const encrypt = passwordEncryptor({ key, iv });
    assert.deepEqual([encrypt('secret'), encrypt('secret')], ['T1ZfuMG87bY=', 'T1ZfuMG87bY=']);
  });
});

describe('a wrong key or IV', () => {
  const wrongKeys = ['', 'hunter2', `${key}!`, hexKey.slice(1), `${hexKey}0`, hexKey.replace('0', 'g')];
  const wrongIvs = ['', 'hunter2', `${iv}!`, hexIv.slice(1), `${hexIv}0`, hexIv.replace('f', 'g')];
  const noText = [undefined, null, 123, Buffer.from(iv)] as unknown as string[];

  for (const { what, expected, given } of [
    ...[...wrongKeys, ...noText].map((wrong) => ({
      what: `key ${JSON.stringify(wrong)}`,
      expected: /the key with which passwords are encrypted must be a text of 24 bytes or 48 hex digits/,
      given: { key: wrong, iv: 'hunter22' },
    })),
    ...[...wrongIvs, ...noText].map((wrong) => ({
      what: `IV ${JSON.stringify(wrong)}`,
      expected: /the IV with which passwords are encrypted must be a text of 8 bytes or 16 hex digits/,
      given: { key, iv: wrong },
    })),
  ]) {
    it(`is refused, and not repeated: ${what}`, () => {
      for (const refuse of [passwordEncryptor, checkPasswordEncryption]) {
        assert.throws(
          () => refuse(given),
          (error) => {
            assert.ok(error instanceof GcError);
            assert.equal(error.code, 'GC_INVALID_CONFIGURATION');
            assert.match(error.message, expected);
            const shown = `${error.message} ${String(error.stack)} ${JSON.stringify(error)}`;
            for (const secret of [given.key, given.iv]) {
              assert.ok(typeof secret !== 'string' || secret === '' || !shown.includes(secret));
            }
            return true;
          },
        );
      }
    });
  }
});
