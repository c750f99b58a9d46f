import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialPatterns } from '../../../../lib/client/safety/dial-patterns';
import { checkLinear } from '../../../support/cpu-time';

describe('dial patterns', () => {
  const verdict = (number: string, allow: readonly string[], deny: readonly string[] = []) =>
    dialPatterns(allow, deny).check({ name: 'MakeCall', parameters: { agentId: '1081', number } });

  const allows = (pattern: string, number: string) => verdict(number, [pattern]) === undefined;

  const table: readonly [pattern: string, allowed: readonly string[], refused: readonly string[]][] = [
    ['2002', ['2002'], ['200', '20021', '12002', '+2002']],
    ['2XXX', ['2000', '2999'], ['200', '20000', '3000', '2*00']],
    ['0049*', ['0049', '00491', '0049301234567', '0049*1'], ['004', '+491', '10049']],
    ['+49*', ['+49', '+4930'], ['49', '0049']],
    ['*', ['1', '+1', '*72'], []],
    ['*72X*', ['*721', '*72155', '*721*'], ['*72', '721', '*72*1']],
    ['X', ['0', '9'], ['', '10', '*']],
    [' 2xx ', ['200'], ['2xx']],
  ];
  for (const [pattern, allowed, refused] of table) {
    it(`"${pattern}"`, () => {
      for (const number of allowed) {
        assert.ok(allows(pattern, number), number);
      }
      for (const number of refused) {
        assert.ok(!allows(pattern, number), number);
      }
    });
  }

  it('no pattern lets every number through; what is denied is not allowed again', () => {
    assert.equal(verdict('09001', []), undefined);
    const denied = verdict('09001', ['0*'], ['0900*']);
    const notAllowed = verdict('31', ['0*', '2XXX']);
    assert.deepEqual([denied?.code, notAllowed?.code], ['GC_NUMBER_NOT_ALLOWED', 'GC_NUMBER_NOT_ALLOWED']);
    assert.deepEqual(
      [denied?.detail.text, notAllowed?.detail.text],
      [
        'the number 09001 may not be dialled here: the pattern 0900* denies it; nothing was sent',
        'the number 31 may not be dialled here: no pattern allows it; nothing was sent',
      ],
    );
  });

  it('are for every command that names a number, and for no other', () => {
    const rule = dialPatterns(['1'], []);
    const parameters = { agentId: '1081', number: '2', extension: '2', dialogId: '5' };
    assert.ok(rule.check({ name: 'ConsultCall', parameters }));
    assert.ok(rule.check({ name: 'Transfer_sst', parameters }));
    assert.equal(rule.check({ name: 'TransferCall', parameters }), undefined);
    assert.equal(rule.check({ name: 'MakeReady', parameters }), undefined);
  });

  it('take numbers given as numbers', () => {
    const rule = dialPatterns(['20XX'], []);
    assert.equal(rule.check({ name: 'MakeCall', parameters: { agentId: 1081, number: 2002 } }), undefined);
  });

  for (const pattern of ['', ' ', '20-02', '(0)*', '+', '1+2', '0900.*', '^0', 'Y', '2 0', '++4']) {
    it(`refuses "${pattern}" as a pattern`, () => {
      const refusal = { code: 'GC_INVALID_CONFIGURATION', message: new RegExp('dial pattern') };
      assert.throws(() => dialPatterns([pattern], []), refusal);
      assert.throws(() => dialPatterns([], [pattern]), refusal);
    });
  }

  it('agree with a regular expression that says the same', () => {
    const pattern = fc.stringMatching(/^\+?[0-9X*]{1,8}$/);
    const number = fc.stringMatching(/^\+?[0-9*]{1,10}$/);
    fc.assert(
      fc.property(pattern, number, (written, dialled) => {
        const open = written.endsWith('*');
        const source = (open ? written.slice(0, -1) : written)
          .replaceAll(/[+*]/g, '\\$&')
          .replaceAll('X', '[0-9]');
        assert.equal(allows(written, dialled), new RegExp(`^${source}${open ? '' : '$'}`).test(dialled));
      }),
    );
  });

  it('take ten times as long for a pattern and a number of ten times the length', () => {
    checkLinear((size) => {
      const rule = dialPatterns([`${'X'.repeat(size)}*`, `${'*'.repeat(size)}*`], []);
      assert.ok(rule.check({ name: 'MakeCall', parameters: { agentId: '1', number: '*'.repeat(size - 1) } }));
    }, 1000);
  });
});
