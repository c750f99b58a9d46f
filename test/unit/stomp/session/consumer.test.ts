import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Consumer } from '../../../../lib/stomp/session/consumer';

describe('a subscription that comes to its end', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });

  afterEach(() => clock.restore());

  const consumer = (ack: 'auto' | 'client-individual') =>
    new Consumer({ destination: '/queue/A', ack, onMessage: () => undefined });

  /** Lets it settle, and says when it has. */
  async function settling(ending: Consumer): Promise<{ isOver: boolean }> {
    const progress = { isOver: false };
    void ending.settle(5000).then(() => (progress.isOver = true));
    await clock.tickAsync(0);
    return progress;
  }

  it('has nothing to wait for without answers, and goes on taking messages', async () => {
    const automatic = consumer('auto');
    automatic.delivered();
    assert.equal((await settling(automatic)).isOver, true);
    assert.equal(automatic.isTaking, true);
  });

  it('takes no more messages and waits for all answers', async () => {
    const individual = consumer('client-individual');
    individual.delivered();
    individual.delivered();
    const progress = await settling(individual);
    assert.equal(individual.isTaking, false);
    individual.answered();
    await clock.tickAsync(0);
    assert.equal(progress.isOver, false);
    individual.answered();
    await clock.tickAsync(0);
    assert.equal(progress.isOver, true);
    assert.equal(clock.countTimers(), 0);
  });

  it('does not wait for ever', async () => {
    const individual = consumer('client-individual');
    individual.delivered();
    const progress = await settling(individual);
    await clock.tickAsync(4999);
    assert.equal(progress.isOver, false);
    await clock.tickAsync(1);
    assert.equal(progress.isOver, true);
  });
});
