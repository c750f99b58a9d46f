import assert from 'node:assert/strict';
import { readSequences, record, type Sequence } from '../model/derive';

/**
 * The records of calls. Where GC lists no participants, only what became of a call at its other end shows whether it was
 * completed, and how: a restart between these two ends takes that away.
 */
function recordsIn(lines: readonly string[], { dialect }: Sequence): string[] {
  const records = lines.filter((line) => line.includes(' CallEnded ')).sort();
  const isText = dialect === 'specified-new' || dialect === 'specified-old';
  return isText ? records.map(withoutCompletion) : records;
}

function withoutCompletion(line: string): string {
  return line
    .replace(/outcome=(answered|transferred|conferenced)/, 'outcome=talked')
    .replace(/ nextDialogId=\S+/, '');
}

describe('the same day with restarts', () => {
  for (const sequence of readSequences()) {
    const { name, dialect, steps } = sequence;
    it(`gives the same records: ${name.replaceAll('-', ' ')}, ${dialect}`, () => {
      const expected = recordsIn(record(sequence), sequence);
      const everyWhere = recordsIn(
        record(sequence, () => true),
        sequence,
      );
      assert.deepEqual(everyWhere, expected, 'a restart before every step');
      for (let at = name.length % 8; at < steps.length && dialect === 'specified-json'; at += 8) {
        const once = recordsIn(
          record(sequence, (index) => index === at),
          sequence,
        );
        assert.deepEqual(once, expected, `a restart before step ${at}`);
      }
    });
  }
});
