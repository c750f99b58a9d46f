import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Backoff, spread } from '../../../../lib/stomp/brokers/backoff';

describe('back-off', () => {
  afterEach(() => sinon.restore());

  it('doubles its ceiling up to the maximum, and starts anew after a reset', () => {
    sinon.stub(Math, 'random').returns(1);
    const backoff = new Backoff({ minMs: 500, maxMs: 3000 });
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => backoff.next()),
      [500, 1000, 2000, 3000, 3000],
    );
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it('has full jitter', () => {
    const random = sinon.stub(Math, 'random').returns(0);
    const backoff = new Backoff({ minMs: 500, maxMs: 3000 });
    assert.equal(backoff.next(), 0);
    random.returns(0.5);
    assert.equal(backoff.next(), 500);
  });

  it('does not overflow after thousands of failures', () => {
    sinon.stub(Math, 'random').returns(1);
    const backoff = new Backoff({ minMs: 500, maxMs: 3000 });
    for (let failure = 0; failure < 5000; failure++) {
      backoff.next();
    }
    assert.equal(backoff.next(), 3000);
  });

  it('spreads a fixed time by 20 % in both directions', () => {
    const random = sinon.stub(Math, 'random').returns(0);
    assert.equal(spread(60_000), 48_000);
    random.returns(1);
    assert.equal(spread(60_000), 72_000);
  });
});
