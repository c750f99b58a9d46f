import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type * as Library from 'google-libphonenumber';
import { countries, dialPlan } from '../../../lib/numbers';
import { checkLinear } from '../../support/cpu-time';
import { writtenForms } from './written-forms';

const { PhoneNumberUtil } = createRequire(__filename)('google-libphonenumber') as typeof Library;

describe('dial plan: written forms', () => {
  for (const { country, written, kind, dialled, outside, e164 } of writtenForms) {
    it(`${country}: ${JSON.stringify(written)}`, () => {
      assert.deepEqual(dialPlan({ country }).dial(written), { kind, dialled, e164 });
      const plan = dialPlan({ country, outsideLine: '9', extensionLengths: [4] });
      assert.deepEqual(plan.dial(written), { kind, dialled: outside, e164 });
      assert.deepEqual(plan.dial(outside), { kind, dialled: outside, e164 }, 'dialled again');
    });
  }

  it('are at least 80, in at least 14 countries', () => {
    assert.ok(writtenForms.length >= 80, String(writtenForms.length));
    assert.ok(new Set(writtenForms.map(({ country }) => country)).size >= 14);
  });
});

describe('dial plan: extensions and the telephone system', () => {
  const plan = dialPlan({ country: 'GB', outsideLine: '9', extensionLengths: [4, 5] });

  it('dials extensions as they are', () => {
    assert.deepEqual(plan.dial('2002'), { kind: 'extension', dialled: '2002' });
    assert.deepEqual(plan.dial('２０-02 1'), { kind: 'extension', dialled: '20021' });
  });

  it('dials what it does not know as it is written, without separators', () => {
    assert.deepEqual(plan.dial('118 118'), { kind: 'unknown', dialled: '118118' });
    assert.deepEqual(plan.dial('*66'), { kind: 'unknown', dialled: '*66' });
    assert.deepEqual(plan.dial('7946 0123'), { kind: 'unknown', dialled: '79460123' });
  });

  it('dials local numbers where it knows the area code', () => {
    const london = dialPlan({ country: 'GB', areaCode: '020', outsideLine: '9', extensionLengths: [4] });
    for (const local of ['7946 0123', '9 7946 0123', '20 7946 0123', '(020) 7946 0123']) {
      assert.equal(london.dial(local).dialled, '902079460123', local);
    }
    assert.equal(london.dial('2002').kind, 'extension');
    assert.equal(dialPlan({ country: 'US', areaCode: '202' }).dial('456-1111').dialled, '12024561111');
    assert.equal(dialPlan({ country: 'US', areaCode: '202' }).dial('(212) 456-1111').dialled, '12124561111');
    assert.equal(dialPlan({ country: 'DE', areaCode: '30' }).dial('90 18 20').e164, '+4930901820');
    assert.equal(dialPlan({ country: 'IT', areaCode: '06' }).dial('6982 1234').e164, '+390669821234');
    assert.equal(dialPlan({ country: 'US', areaCode: '202' }).dial('911-2345').kind, 'emergency');
  });

  it('has prefixes of its own, and reads them again', () => {
    const own = dialPlan({ country: 'US', outsideLine: '8', nationalPrefix: '', internationalPrefix: '00' });
    assert.equal(own.dial('(202) 456-1111').dialled, '82024561111');
    assert.equal(own.dial('+44 20 7946 0123').dialled, '800442079460123');
    assert.equal(own.dial('800442079460123').e164, '+442079460123');
  });

  it('dials E.164 for a system that wants it', () => {
    const e164 = dialPlan({ country: 'GB', nationalPrefix: '+', internationalPrefix: '+' });
    assert.equal(e164.dial('(020) 7946 0123').dialled, '+442079460123');
    assert.equal(e164.dial('0049 30 901820').dialled, '+4930901820');
    assert.equal(e164.dial('+442079460123').dialled, '+442079460123');
  });

  it('strips what the settings say', () => {
    const stripping = dialPlan({ country: 'GB', strip: ['*31', '1470'] });
    assert.equal(stripping.dial('1470 020 7946 0123').dialled, '02079460123');
    assert.equal(stripping.dial('*31 *31 020 7946 0123').dialled, '02079460123');
    assert.equal(stripping.dial('*31 999').kind, 'emergency');
  });
});

describe('dial plan: emergency numbers', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    GB: ['999', '112', '9-999', '9 112', '+44 999', '0044 112', '９９９', 'tel:999', '99 9', '9 999 1'],
    US: ['911', '9-911', '9911', '+1 911', '011 1 911', '9 9115', '112', '9.1.1'],
    DE: ['110', '112', '9 110', '+49 110', '911'],
    FR: ['15', '17', '18', '9 18'],
    AU: ['000', '9 000', '+61 000'],
    IN: ['100', '108', '9 112'],
    JP: ['110', '119', '9119'],
    BR: ['190', '9 190'],
    PK: ['15', '1122', '9 1122'],
  };
  for (const [country, numbers] of Object.entries(table)) {
    it(`of ${country} are refused, and dialled only where they are allowed`, () => {
      const settings = { country, outsideLine: '9', extensionLengths: [3, 4] };
      const refusing = dialPlan(settings);
      const allowing = dialPlan({ ...settings, emergency: 'allowed' });
      for (const number of numbers) {
        const { kind, dialled } = refusing.dial(number);
        assert.deepEqual([kind, dialled], ['emergency', undefined], number);
        assert.equal(allowing.dial(number).kind, 'emergency', number);
      }
      assert.equal(allowing.dial(numbers[0] ?? '').dialled, numbers[0]);
    });
  }

  it('are refused where the public network would connect before the last digit', () => {
    assert.equal(dialPlan({ country: 'US' }).dial('911 2').kind, 'emergency');
    assert.equal(dialPlan({ country: 'ES' }).dial('+34 112 345 678').kind, 'emergency');
    assert.equal(dialPlan({ country: 'GB', extensionLengths: [4] }).dial('1121').kind, 'extension');
  });
});

describe('dial plan: what is no number', () => {
  const plan = dialPlan({ country: 'GB' });
  const problem = (written: string) => {
    const read = plan.dial(written);
    return read.dialled === undefined ? read.problem.text : assert.fail(`${written}: ${read.dialled}`);
  };

  it('says why', () => {
    assert.match(problem('020 7946 0123 ext. 12'), /extension behind the number \("ext\. 12"\)/);
    assert.match(problem('tel:+442079460123;ext=12'), /extension/);
    assert.match(problem('020 7946 0123 x12'), /extension/);
    assert.match(problem('hello'), /no digit/);
    assert.match(problem(''), /no digit/);
    assert.match(problem('0800 FLOWERS'), /letters/);
    assert.match(problem('020 7946 0123; 2002'), /other signs/);
    assert.match(problem('2002,2003'), /other signs/);
    assert.match(problem('2002#'), /other signs/);
    assert.match(problem('44+20'), /other signs/);
    assert.match(problem('+999 1234567'), /unknown country code/);
    assert.match(problem('+44 1'), /too few/);
    assert.match(problem('1'.repeat(41)), /longer/);
    assert.match(problem('1 '.repeat(101)), /longer/);
  });
});

describe('dial plan: callers', () => {
  const plan = dialPlan({ country: 'GB', outsideLine: '9', extensionLengths: [4] });

  it('finds the same number in other forms', () => {
    for (const form of [
      '902079460123',
      '+442079460123',
      '442079460123',
      '00442079460123',
      '(020) 7946 0123',
    ]) {
      assert.equal(plan.keyOf(form), '+442079460123', form);
      assert.ok(plan.same(form, '020 7946-0123'), form);
    }
    assert.equal(plan.keyOf('2002'), '2002');
    assert.equal(plan.keyOf('999'), '999');
    assert.equal(plan.keyOf('anonymous'), undefined);
    assert.ok(!plan.same('anonymous', 'anonymous'));
    assert.ok(!plan.same('2002', '2003'));
  });
});

describe('dial plan: any text', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'0123456789+*-() ./９٣ABx;=,#\u200e9911020044') });
  const text = fc.oneof(
    signs,
    fc.string(),
    fc.string({ unit: 'binary' }),
    signs.map((rest) => `tel:${rest}`),
  );
  const country = fc.constantFrom(...countries);
  const plans = (outsideLine: string) =>
    country.map((country) => dialPlan({ country, outsideLine, extensionLengths: [4] }));

  it('never makes it throw, and only digits and * are dialled', () => {
    fc.assert(
      fc.property(plans('9'), text, (plan, written) => {
        const { dialled = '' } = plan.dial(written);
        assert.match(dialled, /^[0-9*]*$/);
        plan.keyOf(written);
      }),
      { numRuns: 500 },
    );
  });

  it('is dialled in the same way once it has been dialled', () => {
    // Of a country none of whose prefixes begins with it.
    fc.assert(
      fc.property(plans('*9'), text, (plan, written) => {
        const { dialled } = plan.dial(written);
        assert.ok(dialled === undefined || plan.dial(dialled).dialled === dialled, `${written} ${dialled}`);
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to its length', () => {
    const plan = dialPlan({ country: 'GB' });
    checkLinear((size) => plan.dial('+(0) 44 ext '.repeat(size)), 1000);
  });
});

describe('dial plan: settings', () => {
  const fails = (settings: object, words: RegExp) => {
    assert.throws(() => dialPlan({ country: 'GB', ...settings }), {
      code: 'GC_INVALID_CONFIGURATION',
      message: words,
    });
  };

  it('are checked', () => {
    fails({ country: 'XX' }, /country "XX"/);
    fails({ country: undefined }, /country "undefined"/);
    fails({ areaCode: '+20' }, /areaCode/);
    fails({ outsideLine: '9,' }, /outsideLine/);
    fails({ outsideLine: '+' }, /outsideLine/);
    fails({ nationalPrefix: 'x' }, /nationalPrefix/);
    fails({ internationalPrefix: '+44' }, /internationalPrefix/);
    fails({ outsideLine: '9', internationalPrefix: '+' }, /outside line/);
    fails({ strip: [''] }, /strip/);
    fails({ strip: ['0'] }, /removes "0"/);
    fails({ strip: ['90'], outsideLine: '9' }, /removes "90"/);
    fails({ extensionLengths: [0] }, /lengths of extensions/);
    fails({ extensionLengths: [4.5] }, /lengths of extensions/);
    fails({ emergency: 'maybe' }, /emergency/);
  });

  it('take a country in small letters', () => {
    assert.equal(dialPlan({ country: ' de ' }).dial('030 901820').e164, '+4930901820');
  });

  it('know the countries of the metadata', () => {
    assert.deepEqual([...countries], PhoneNumberUtil.getInstance().getSupportedRegions().sort());
  });
});
