import assert from 'node:assert/strict';
import { ZonedTime } from '../../../lib/common/zoned-time';

const utc = (text: string) => Date.parse(`${text}Z`);
const shown = (moments: readonly number[]) =>
  moments.map((moment) => new Date(moment).toISOString().slice(0, 16));

describe('ZonedTime', () => {
  const berlin = new ZonedTime('Europe/Berlin');

  it('tells the offset of winter and summer, at any millisecond', () => {
    assert.equal(berlin.offsetAt(utc('2025-01-15T12:00:00.123')), 3_600_000);
    assert.equal(berlin.offsetAt(utc('2025-07-15T12:00:00')), 7_200_000);
    assert.equal(new ZonedTime('Asia/Kathmandu').offsetAt(utc('2025-07-15T12:00:00')), 20_700_000);
    assert.equal(new ZonedTime('America/St_Johns').offsetAt(-1), -12_600_000);
  });

  it('changes it at the very moment', () => {
    const change = utc('2025-03-30T01:00:00');
    assert.equal(berlin.offsetAt(change - 1), 3_600_000);
    assert.equal(berlin.offsetAt(change), 7_200_000);
  });

  it('finds one moment, none or two for a local time', () => {
    assert.deepEqual(shown(berlin.momentsOf(utc('2025-03-30T01:59:00'))), ['2025-03-30T00:59']);
    assert.deepEqual(shown(berlin.momentsOf(utc('2025-03-30T02:30:00'))), []);
    assert.deepEqual(shown(berlin.momentsOf(utc('2025-10-26T02:30:00'))), [
      '2025-10-26T00:30',
      '2025-10-26T01:30',
    ]);
  });

  it('takes the moment of the change for a local time that the clock leaves out', () => {
    assert.deepEqual(shown([berlin.firstMomentOf(utc('2025-03-30T02:30:00'))]), ['2025-03-30T01:00']);
  });

  it('begins a day without a midnight when the clock is set', () => {
    const santiago = new ZonedTime('America/Santiago');
    assert.deepEqual(shown([santiago.firstMomentOf(utc('2025-09-07T00:00:00'))]), ['2025-09-07T04:00']);
  });

  it('knows changes of half an hour', () => {
    const lordHowe = new ZonedTime('Australia/Lord_Howe');
    assert.deepEqual(shown(lordHowe.momentsOf(utc('2025-04-06T01:45:00'))), [
      '2025-04-05T14:45',
      '2025-04-05T15:15',
    ]);
    assert.deepEqual(shown([lordHowe.firstMomentOf(utc('2025-10-05T02:15:00'))]), ['2025-10-04T15:30']);
  });

  it('refuses a name that no zone has', () => {
    assert.throws(() => new ZonedTime('Europe/Atlantis'), RangeError);
  });
});
