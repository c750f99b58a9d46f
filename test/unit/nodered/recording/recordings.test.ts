import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import type { Recording } from '../../../../lib/client';
import { forgetRecording, recordingOf } from '../../../../lib/nodered';
import { mostRecordings } from '../../../../lib/nodered/recording/kept-recordings';
import { startRecording } from '../../../../lib/nodered/recording/recordings';
import { GcError } from '../../../../lib/protocol';

const choices = { standIns: true, whenFull: 'stop' } as const;

/** Node-RED with connections by id, which are recorded as this function says. */
function redWith(ids: readonly string[], record: (id: string) => Partial<Recording>): NodeAPI {
  const nodeOf = (id: string) => ({ type: 'gc-connection', shared: { record: () => record(id) } });
  return {
    nodes: { getNode: (id: string) => (ids.includes(id) ? nodeOf(id) : null) },
    log: { info: () => undefined },
  } as unknown as NodeAPI;
}

describe('recordings in memory', () => {
  const ids = Array.from({ length: mostRecordings + 1 }, (_, index) => `desk-${index}`);
  const last = ids.at(-1) ?? '';

  afterEach(() => {
    ids.forEach(forgetRecording);
  });

  function recordAllButTheLast(ended?: Recording['ended']): void {
    const running = { startedAt: 1, bytes: 2, entries: 3, dropped: 0, lines: () => [], ended };
    const RED = redWith(ids, () => ({ ...running, finished: Promise.resolve('stopped') }));
    for (const id of ids.slice(0, -1)) {
      startRecording(RED, id, choices, 'any');
    }
  }

  function kept(): string[] {
    return ids.filter((id) => recordingOf(id) !== undefined);
  }

  it('make room for a new one: the oldest that has ended is forgotten', () => {
    recordAllButTheLast('stopped');
    const RED = redWith(ids, () => ({ finished: Promise.resolve('stopped') }));
    startRecording(RED, last, choices, 'any');
    assert.deepEqual(kept(), ids.slice(1));
  });

  it('stay where a connection cannot be recorded', () => {
    recordAllButTheLast('stopped');
    const RED = redWith(ids, () => {
      throw new GcError('GC_CLOSED');
    });
    assert.throws(
      () => {
        startRecording(RED, last, choices, 'any');
      },
      { code: 'GC_CLOSED' },
    );
    assert.deepEqual(kept(), ids.slice(0, -1));
  });

  it('keep a new one out while all of them run', () => {
    recordAllButTheLast();
    const RED = redWith(ids, () => assert.fail('it was recorded'));
    assert.throws(
      () => {
        startRecording(RED, last, choices, 'any');
      },
      { status: 429 },
    );
    assert.deepEqual(kept(), ids.slice(0, -1));
  });
});
