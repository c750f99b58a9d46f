import sinon from 'sinon';

/**
 * Lets no time pass for commands, while timers go on: what is asked for with a short time limit is sent, however busy
 * the machine is, before the limit ends it. `sinon.restore()` lets time pass again.
 */
export function stopClock(): void {
  sinon.useFakeTimers({ toFake: ['performance'] });
}
