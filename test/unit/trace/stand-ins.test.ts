import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Redactor } from '../../../lib/trace';
import { StandIns } from '../../../lib/trace/privacy/stand-ins/stand-ins';
import { shapeOf } from './same-event';

const standIns = new StandIns(Buffer.alloc(32, 3));

function allNumbers(digits: number): string[] {
  const first = 10 ** (digits - 1);
  return Array.from({ length: 9 * first }, (_, index) => String(first + index));
}

describe('stand-ins', () => {
  for (const digits of [1, 2, 3]) {
    it(`have another number for each number of ${digits} digits, and a different one for each`, () => {
      const numbers = allNumbers(digits);
      const replaced = numbers.map((number) => standIns.all(number));
      assert.equal(new Set(replaced).size, numbers.length);
      assert.deepEqual([...replaced].sort(), [...numbers].sort());
      assert.ok(numbers.every((number, index) => replaced[index] !== number));
    });
  }

  it('have the same shape: digits, letters of the same script and case, and all that is neither', () => {
    const texts = [
      '+49 (30) 123-4567',
      'Anna Becker',
      "O'Neil",
      'Zoë Núñez',
      'Дмитрий',
      '佐藤',
      'פקס',
      '0300*1#',
      '😀 ok',
    ];
    for (const text of texts) {
      const replaced = standIns.all(text);
      assert.equal(shapeOf(replaced), shapeOf(text));
      assert.equal(Buffer.byteLength(replaced), Buffer.byteLength(text));
      assert.notEqual(replaced, text);
    }
    assert.match(standIns.all('Дмитрий'), /^\p{Script=Cyrillic}+$/u);
    assert.match(standIns.all('+4930'), /^\+[1-9]\d{3}$/);
  });

  it('keep zeros in front of a number, and make none', () => {
    assert.match(standIns.all('00491234'), /^00[1-9]\d{5}$/);
    assert.match(standIns.all('0300'), /^0[1-9]\d\d$/);
    assert.equal(standIns.all('0'), '0');
  });

  it('are the same for the same word, wherever it stands, and others with another key', () => {
    assert.ok(standIns.all('call Anna at 03001234567').includes(standIns.all('03001234567')));
    assert.equal(new StandIns(Buffer.alloc(32, 3)).all('03001234567'), standIns.all('03001234567'));
    assert.notEqual(new StandIns(randomBytes(32)).all('03001234567'), standIns.all('03001234567'));
  });

  it('end after 5 000 in one body, whose other words are only made alike, and begin again with the next body', () => {
    const redactor = new Redactor({ standIns: true, destination: 'here', key: Buffer.alloc(32, 3) });
    const first = redactor.event('1081#Error#X_Y#03001234567 Anna');
    const words = Array.from({ length: 6000 }, (_, index) => `0300${index + 10_000}`);
    const many = redactor.event(`1081#Error#X_Y#${words.join(' ')} Anna 03001234567`).split(' ');
    assert.equal(new Set(many.slice(0, 5000)).size, 5000);
    assert.deepEqual(many.slice(-3), ['010011111', 'Bbbb', '01001111111']);
    assert.equal(redactor.event('1081#Error#X_Y#03001234567 Anna'), first);
  });

  it('never are words of GC', () => {
    const words = new Set(['hold', 'work', 'true', 'null', 'drop', 'held']);
    for (const word of allNumbers(3).map((number) =>
      [...`${number}1`].map((digit) => 'abcdefghij'[Number(digit)]).join(''),
    )) {
      assert.ok(!words.has(standIns.all(word).toLowerCase()));
    }
  });

  it('replace all of any text, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const replaced = standIns.all(text);
        assert.equal(shapeOf(replaced), shapeOf(text));
        assert.equal(replaced.length, text.length);
      }),
      { seed: 18, numRuns: 100 },
    );
  });
});
