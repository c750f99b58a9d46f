import assert from 'node:assert/strict';
import sinon from 'sinon';
import { LatestValues } from '../../../../lib/nodered/trying/latest-values';

describe('what was set last', () => {
  afterEach(() => {
    sinon.restore();
  });

  it('is told to those who follow it, until they end that', () => {
    const values = new LatestValues();
    const told = sinon.spy();
    const end = values.follow('a', told);
    values.set('b');
    assert.equal(told.callCount, 0);
    values.set('a');
    assert.equal(told.callCount, 1);
    end();
    values.set('a');
    assert.equal(told.callCount, 1);
  });

  it('is the later of two at the same moment', () => {
    sinon.useFakeTimers({ now: 0, toFake: ['performance'] });
    const values = new LatestValues();
    const [first, second] = [values.set('a'), values.set('a')];
    assert.deepEqual([values.isLatest('a', first), values.isLatest('a', second)], [false, true]);
  });

  it('is not what comes from before', () => {
    const values = new LatestValues();
    const told = sinon.spy();
    const saidAt = values.set('a');
    values.follow('a', told);
    values.setAt('a', saidAt - 1);
    assert.deepEqual([told.callCount, values.isLatest('a', saidAt)], [0, true]);
  });

  it('is remembered of a bounded number of things', () => {
    const values = new LatestValues();
    const saidAt = values.set('first');
    for (let number = 0; number < 10_000; number += 1) {
      values.set(String(number));
    }
    assert.equal(values.isLatest('first', saidAt - 1), true);
  });
});
