import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeOldTraces, traceFile } from '../../../../lib/nodered/recording/trace-folder';
import { temporaryFolder } from '../../../support/child';

const fileOf = (id: string, day: number) => traceFile(id, new Date(Date.UTC(2026, 10, day)));
const olderOf = (id: string, day: number) => fileOf(id, day).replace('.jsonl', '.older.jsonl');

describe('the folder of traces', () => {
  let folder: string;

  beforeEach(() => {
    folder = path.join(temporaryFolder('traces'), 'inner');
    mkdirSync(folder);
  });

  function write(...files: readonly string[]): void {
    for (const file of files) {
      writeFileSync(path.join(folder, file), '');
    }
  }

  it('keeps the files of the last four recordings of a connection beside the one that begins', async () => {
    const both = (day: number) => [fileOf('desk', day), olderOf('desk', day)];
    write(...[1, 2, 3, 4, 5, 6, 7].flatMap(both));
    await removeOldTraces(folder, 'desk', fileOf('desk', 7));
    assert.deepEqual(readdirSync(folder).sort(), [3, 4, 5, 6, 7].flatMap(both).sort());
    await removeOldTraces(folder, 'desk', fileOf('desk', 8));
    assert.deepEqual(readdirSync(folder).sort(), [4, 5, 6, 7].flatMap(both).sort());
  });

  it('leaves all other files alone', async () => {
    const others = [
      'notes.txt',
      'gc-trace-desk-.jsonl',
      `${fileOf('desk', 1)}.bak`,
      ...[1, 2, 3, 4, 5, 6].map((day) => fileOf('desk-2', day)),
    ];
    write(...others);
    await removeOldTraces(folder, 'desk', fileOf('desk', 7));
    assert.deepEqual(readdirSync(folder).sort(), others.sort());
  });

  it('has no file outside of it, whatever the id of the node is', () => {
    for (const id of ['../../etc/passwd', 'a/b', 'x\u0000y', '..', 'i'.repeat(1000), 'öä']) {
      assert.match(fileOf(id, 1), /^gc-trace-[\w-]{1,100}-2026-11-01T00-00-00-000Z\.jsonl$/, id);
    }
  });
});
