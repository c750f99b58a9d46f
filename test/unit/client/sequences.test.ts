import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSequences, record } from './derive';

const folder = path.join(__dirname, 'sequences');

/**
 * Each file says what the client makes of the simulator's sequence of the same name: once for all formats of GC that
 * come to the same, and again for those that tell less. The text formats do not list participants: without them
 * nobody knows the number an agent has called, a blind transfer, or who listens. The old one does not name most calls
 * either, and tells no reason codes.
 */
describe('what the client derives from what the simulator publishes', () => {
  const sequences = readSequences();
  const names = [...new Set(sequences.map(({ name }) => name))];

  for (const name of names) {
    it(name.replaceAll('-', ' '), () => {
      const parts = readFileSync(path.join(folder, `${name}.txt`), 'utf8')
        .trim()
        .split('\n\n');
      const expected = new Map(
        parts.flatMap((part) => {
          const [heading = '', ...lines] = part.split('\n');
          return heading
            .slice(2)
            .split(', ')
            .map((format) => [format, lines] as const);
        }),
      );
      for (const sequence of sequences.filter((each) => each.name === name)) {
        assert.deepEqual(record(sequence), expected.get(sequence.format), sequence.format);
      }
    });
  }

  it('for no other sequences', () => {
    assert.deepEqual(readdirSync(folder).sort(), names.map((each) => `${each}.txt`).sort());
  });
});
