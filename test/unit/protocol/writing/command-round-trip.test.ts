import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commandRow,
  commands,
  decodeCommand,
  encodeCommand,
  findProblem,
  parameters,
  type CommandName,
  type Parameter,
  type ParameterName,
} from '../../../../lib/protocol';
import { words } from '../../../support/words';

/** Where texts cannot be made from the pattern itself. */
const generating: Partial<Record<ParameterName, RegExp>> = { destination: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ };

/** Any value that may be sent for a parameter, without blanks around it. */
function valuesOf(name: ParameterName): fc.Arbitrary<string> {
  const { pattern }: Parameter = parameters[name];
  const texts = pattern === undefined ? words : fc.stringMatching(generating[name] ?? pattern);
  return texts.filter((value) => findProblem(name, value) === undefined && value === value.trim());
}

describe('encodeCommand and decodeCommand', () => {
  for (const name of Object.keys(commands) as CommandName[]) {
    it(`carry any values of ${name} there and back`, () => {
      const { subject, parameters: needed, optional = [] } = commandRow(name);
      const requiredKeys = [subject, ...needed];
      const values = [...requiredKeys, ...optional].map((parameter) => [parameter, valuesOf(parameter)]);
      const given = fc.record(Object.fromEntries(values) as Record<ParameterName, fc.Arbitrary<string>>, {
        requiredKeys,
        noNullPrototype: true,
      });
      fc.assert(
        fc.property(given, ({ subscribe, ...others }) => {
          const { type, body } = encodeCommand(name, { ...others, subscribe });
          // Not to subscribe is said by saying nothing.
          const sent = subscribe === 'true' ? { ...others, subscribe } : others;
          assert.deepEqual(decodeCommand(type, body), { name, parameters: sent });
        }),
        { numRuns: 50 },
      );
    });
  }
});
