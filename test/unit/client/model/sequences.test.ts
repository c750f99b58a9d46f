import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSequences, record } from './derive';

const folder = path.join(__dirname, 'sequences');

/**
 * Each file says what the client makes of the simulator's sequence of the same name: once for all dialects
 * that come to the same, and again for those that tell less. The specification's text formats do not list participants:
 * without them nobody knows the number an agent has called, a blind transfer, or who listens. Its JSON has no cause of a
 * failed call, no mark of a call that is listened to, and does not say which member of a team has another state. The lines that
 * public clients read name no other party of a consult call, nor the call before a transfer. The old format does not name most calls either, and tells no reason codes.
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
        assert.deepEqual(record(sequence), expected.get(sequence.dialect), sequence.dialect);
      }
    });
  }

  it('for no other sequences', () => {
    assert.deepEqual(readdirSync(folder).sort(), names.map((each) => `${each}.txt`).sort());
  });
});
