import { Redactor } from '../../../lib/trace';
import { checkLinear } from '../../support/cpu-time';

const each = (size: number, make: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => make(index));

/** Bodies of many different numbers, words and parts. */
const bodies: Readonly<Record<string, (size: number) => string>> = {
  'numbers in a line': (size) => `1#NewThing#${each(size, (index) => `0300${index}`).join('#')}`,
  'numbers in a text': (size) => `1#Error#X_Y#${each(size, (index) => `0300${index}`).join(' ')}`,
  'numbers in JSON': (size) => JSON.stringify({ a: each(size, String).map(Number) }),
  'words in JSON': (size) => JSON.stringify({ a: each(size, (index) => `w${index.toString(36)}`) }),
  'names of attributes': (size) =>
    JSON.stringify(Object.fromEntries(each(size, String).map((one) => [`a${one}`, one]))),
  'letters of many scripts': (size) =>
    JSON.stringify({ firstName: each(size, (index) => String.fromCodePoint(0x400 + index)).join(' ') }),
  participants: (size) =>
    `1#InboundCall#ACTIVE#DialogID:5#0300##2019-09-17 12:46:21#${each(size, (index) => `${index},ACTIVE`).join('|')}`,
  variables: (size) => `1#NewInboundCall#0300#0300#${each(size, (index) => `a${index}=${index}`).join('|')}`,
  'pairs without an end': (size) =>
    `{"callVariables":[${each(size, () => '["[{\\"a\\":1}]",[{').join('')}]}]}`,
  backslashes: (size) => `1#NewThing#${'\\'.repeat(20 * size)}`,
  escapes: (size) => `{"firstName":"${each(size, () => '\\u0041\\"').join('')}"}`,
};

describe('the time that a large body takes', () => {
  for (const [name, make] of Object.entries(bodies)) {
    it(`grows with it, and no more: ${name}`, () => {
      checkLinear((size) => {
        new Redactor({ standIns: true, destination: 'here' }).event(make(size));
      }, 1000);
    });
  }
});
