import assert from 'node:assert/strict';
import { findProblem, parameters, printable, type ParameterName } from '../../../../lib/protocol';

const names = Object.keys(parameters) as ParameterName[];
const isFree = (name: ParameterName) => !('pattern' in parameters[name]);
const isSecret = (name: ParameterName) => 'secret' in parameters[name];

const reordering = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];
const invisible = [
  '\u00ad',
  '\u061c',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u2060',
  '\u3164',
  '\ufeff',
  '\u{e0041}',
];

describe('characters that nobody sees', () => {
  for (const name of names.filter((each) => !isFree(each))) {
    it(`are refused in ${name}`, () => {
      for (const character of [...reordering, ...invisible, '\ue000', '\u2028', '\u0085']) {
        assert.match(
          findProblem(name, `10${character}81`)?.text ?? 'nothing',
          /^must/,
          JSON.stringify(character),
        );
      }
    });
  }

  it('are named, and shown as what they are', () => {
    assert.equal(
      findProblem('agentId', '10\u202e81')?.text,
      'must not contain the invisible character U+202E, as "10?81" does',
    );
    assert.equal(printable('a\u202eb\u200bc\nd'), 'a?b?c?d');
  });

  for (const name of names.filter((each) => isFree(each) && !isSecret(each))) {
    it(`are refused in ${name} only where they change the order of the text`, () => {
      for (const text of ['می‌خواهم', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'a\u200eb', '❤️']) {
        assert.equal(findProblem(name, text), undefined, text);
      }
      for (const character of reordering) {
        assert.match(findProblem(name, `a${character}b`)?.text ?? 'nothing', /invisible character U\+20/);
      }
    });
  }

  it('are taken in a password, and never shown', () => {
    assert.equal(findProblem('password', 'a\u200bb'), undefined);
  });
});
