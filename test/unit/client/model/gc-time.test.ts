import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Model } from '../../../../lib/client/model/model';
import { parseEvent } from '../../../../lib/protocol';

const noon = Date.UTC(2026, 2, 5, 12);
const hourMs = 3_600_000;

/** A time as a GC tells it whose zone is so many hours ahead of UTC. */
const told = (at: number, hours: number) =>
  new Date(at + hours * hourMs).toISOString().slice(0, 19).replace('T', ' ');

describe('a time that GC tells, for others', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: noon, toFake: ['Date', 'performance'] });
  });

  afterEach(() => {
    clock.restore();
  });

  it('is read in the zone that somebody has set', () => {
    const model = new Model({ timeZone: '+05:30' }, false);
    assert.equal(model.gcTime(told(noon - 42_000, 5.5)), noon - 42_000);
  });

  it('is not known before an event has shown the zone', () => {
    const model = new Model({}, false);
    const time = told(noon - 42_000, 9);
    assert.equal(model.gcTime(time), undefined);
    for (const state of ['NOT_READY', 'READY']) {
      const stateChangeTime = told(noon, 9);
      model.apply(parseEvent(JSON.stringify({ type: 'State', agentId: '1081', state, stateChangeTime })));
    }
    assert.equal(model.gcTime(time), noon - 42_000);
  });

  it('stays right when somebody sets the clock of the machine', () => {
    const model = new Model({ timeZone: 'UTC' }, false);
    clock.setSystemTime(noon + hourMs);
    assert.equal(model.gcTime(told(noon - 42_000, 0)), noon + hourMs - 42_000);
  });

  it('is not known of what is no time', () => {
    const model = new Model({ timeZone: 'UTC' }, false);
    assert.deepEqual(
      ['', 'soon', '2026-03-05'].map((text) => model.gcTime(text)),
      [undefined, undefined, undefined],
    );
  });
});
