import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Heartbeat } from '../../../../lib/client/connection/heartbeat';

describe('Heartbeat', () => {
  let clock: sinon.SinonFakeTimers;
  let heartbeat: Heartbeat;
  let sent: string[];
  let silences: number[];
  let isLoggedIn: boolean;
  /** How GC answers: at once, not within the time limit, or the broker refuses the message at once. */
  let answer: 'answers' | 'is silent' | 'is refused';

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    sent = [];
    silences = [];
    isLoggedIn = false;
    answer = 'answers';
    heartbeat = new Heartbeat(
      { intervalMs: 30_000, timeoutMs: 10_000, missedBeats: 2 },
      {
        send: (name, { timeoutMs = 0 }) => {
          sent.push(`${name} ${Date.now() / 1000}`);
          return new Promise((resolve, reject) => {
            if (answer === 'answers') {
              resolve('System#IN_SERVICE');
            } else {
              setTimeout(() => reject(new Error('silence')), answer === 'is silent' ? timeoutMs : 1);
            }
          });
        },
        someAgentIsLoggedIn: () => isLoggedIn,
        onSilent: (missed) => silences.push(missed),
      },
    );
  });

  afterEach(() => {
    heartbeat.stop();
    clock.restore();
  });

  it('says Hello until an agent is logged in, then Beat', async () => {
    heartbeat.start();
    await clock.tickAsync(30_000);
    isLoggedIn = true;
    await clock.tickAsync(60_000);
    assert.deepEqual(sent, ['Hello 0', 'Hello 30', 'Beat 60', 'Beat 90']);
    assert.deepEqual(silences, []);
  });

  it('says so when two are not answered, the second of which follows soon', async () => {
    heartbeat.start();
    await clock.tickAsync(1);
    answer = 'is silent';
    isLoggedIn = true;
    await clock.tickAsync(59_999);
    assert.deepEqual(sent, ['Hello 0', 'Beat 30', 'Hello 50']);
    assert.deepEqual(silences, [2]);
  });

  it('goes on at its interval while there is no answer, and is calm again after one', async () => {
    answer = 'is silent';
    heartbeat.start();
    await clock.tickAsync(59_999);
    answer = 'answers';
    isLoggedIn = true;
    await clock.tickAsync(60_001);
    assert.deepEqual(sent, ['Hello 0', 'Hello 20', 'Hello 60', 'Beat 90', 'Beat 120']);
    assert.deepEqual(silences, [2]);
  });

  it('does not run hot when the broker refuses it', async () => {
    answer = 'is refused';
    heartbeat.start();
    await clock.tickAsync(60_000);
    assert.deepEqual(sent, ['Hello 0', 'Hello 10.001', 'Hello 40.002']);
  });

  it('has nothing to say once it is stopped, and begins anew when it is started again', async () => {
    answer = 'is silent';
    heartbeat.start();
    await clock.tickAsync(5_000);
    heartbeat.stop();
    await clock.tickAsync(60_000);
    assert.deepEqual([sent, silences, clock.countTimers()], [['Hello 0'], [], 0]);
    answer = 'answers';
    heartbeat.start();
    heartbeat.start();
    await clock.tickAsync(30_000);
    assert.deepEqual(sent.slice(1), ['Hello 65', 'Hello 65', 'Hello 95']);
  });
});
