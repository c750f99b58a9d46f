import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const graceMs = 30_000;

/**
 * Prints only what needs to be read (failed and skipped tests), and leaves the numbers and the time of each test in the
 * file that TEST_STATS names. Tests that leave something open, so that the process cannot end, count as one more failure.
 */
export default class Reporter extends Mocha.reporters.Base {
  /** @type {import('./slowest.mjs').Timed[]} */
  #times = [];

  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.on('pending', (test) => console.log(`  skipped: ${test.fullTitle()}`));
    for (const event of ['test end', 'hook end']) {
      runner.on(event, (one) => this.#keepTime(one));
    }
    runner.once('end', () => this.conclude());
  }

  /** @param {Mocha.Runnable} one */
  #keepTime(one) {
    const { duration: ms = 0, file = '' } = one;
    if (ms > 0) {
      this.#times.push({ title: one.fullTitle(), file: path.relative('test', file), ms });
    }
  }

  conclude() {
    if (this.failures.length > 0) {
      Mocha.reporters.Base.list(this.failures);
    }
    const { passes, failures, pending } = this.stats;
    const times = this.#times;
    leave({ passed: passes, failed: failures, skipped: pending, times });
    setTimeout(() => {
      console.log('  The tests have ended, but left open:', process.getActiveResourcesInfo());
      leave({ passed: passes, failed: failures + 1, skipped: pending, times });
      process.exit(1);
    }, graceMs).unref();
  }
}

/** @param {{ passed: number, failed: number, skipped: number, times: import('./slowest.mjs').Timed[] }} stats */
function leave(stats) {
  const file = process.env['TEST_STATS'];
  if (file) {
    writeFileSync(file, JSON.stringify(stats));
  }
}
