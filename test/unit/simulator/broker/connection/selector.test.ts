import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLike, parseSelector } from '../../../../../lib/simulator/broker/connection/selector';
import { RefusedFrame } from '../../../../../lib/simulator/broker/errors';

describe('broker: selectors', () => {
  const rows: [string | undefined, string | undefined, boolean][] = [
    [undefined, undefined, true],
    ['', 'Login#1081', true],
    ["JMSType = 'Login#1081'", 'Login#1081', true],
    ["JMSType = 'Login#1081'", 'Login#1082', false],
    ["JMSType='Login#%'", 'Login#1081', false],
    ["JMSType = 'Login#1081'", undefined, false],
    ["JMSType LIKE 'Login#%'", 'Login#1081', true],
    ["JMSType LIKE 'Login#%'", 'login#1081', false],
    ["JMSType LIKE '%'", undefined, false],
    ["JMSType like '%#1081'", 'MakeCall#1081', true],
    ["  JMSType  LIKE  '%#108_'  ", 'MakeCall#1081', true],
    ["JMSType LIKE '%#108_'", 'MakeCall#108', false],
    ["JMSType LIKE 'a.c'", 'abc', false],
    ["JMSType = 'it''s'", "it's", true],
  ];
  for (const [selector, type, wanted] of rows) {
    it(`${String(selector)} ${wanted ? 'takes' : 'leaves'} ${String(type)}`, () =>
      assert.equal(parseSelector(selector)(type), wanted));
  }

  for (const selector of [
    `JMSType LIKE '${'%a'.repeat(130)}'`,
    "kind = 'a'",
    'JMSType',
    "JMSType = 'a' AND kind = 'b'",
    "JMSType <> 'a'",
    "JMSType LIKE 'a",
  ]) {
    it(`refuses ${selector}`, () => assert.throws(() => parseSelector(selector), RefusedFrame));
  }

  it('LIKE agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_'), maxLength: 6 });
    fc.assert(
      fc.property(letters, pattern, (text, like) => {
        const regExp = new RegExp(`^${like.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
        assert.equal(isLike(text, like), regExp.test(text));
      }),
    );
  });
});
