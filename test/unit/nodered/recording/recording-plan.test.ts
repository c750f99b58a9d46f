import assert from 'node:assert/strict';
import path from 'node:path';
import { readRecordingPlan, type RecordingConfig } from '../../../../lib/nodered/recording/recording-plan';

const userDir = path.resolve('/home/node-red');

describe('the recording that a gc-connection is configured for', () => {
  it('is none unless somebody has ticked it', () => {
    for (const config of [{}, { record: false }, { record: undefined, recordFolder: '/traces' }]) {
      assert.equal(readRecordingPlan(config as RecordingConfig, userDir), undefined);
    }
  });

  it('has stand-ins, 10 MB, an hour, and a folder in the user directory', () => {
    assert.deepEqual(readRecordingPlan({ record: true }, userDir), {
      folder: path.join(userDir, 'gc-traces'),
      standIns: true,
      whenFull: 'drop-oldest',
      maxBytes: 10_000_000,
      maxMs: 3_600_000,
    });
  });

  it('is what the dialog says, and what variables of a flow make of it', () => {
    const config = {
      record: 'true',
      recordFolder: ' /var/traces ',
      recordStandIns: 'false',
      recordWhenFull: 'stop',
      recordMegabytes: '2',
      recordMinutes: 1440,
    };
    assert.deepEqual(readRecordingPlan(config as unknown as RecordingConfig, userDir), {
      folder: path.resolve('/var/traces'),
      standIns: false,
      whenFull: 'stop',
      maxBytes: 2_000_000,
      maxMs: 86_400_000,
    });
  });

  it('is refused with the field that is wrong', () => {
    const wrong: readonly [object, RegExp][] = [
      [{ record: 'yes' }, /the recording must be true or false/],
      [{ record: true, recordFolder: {} }, /the folder of the recording/],
      [{ record: true, recordWhenFull: 'never' }, /a full recording/],
      [{ record: true, recordMegabytes: '0' }, /the size of the recording/],
      [{ record: true, recordMinutes: 'long' }, /the time of the recording/],
    ];
    for (const [config, reason] of wrong) {
      assert.throws(() => readRecordingPlan(config, userDir), reason);
    }
  });
});
