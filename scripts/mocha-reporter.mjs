import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

const graceMs = 5000;

/**
 * Says only what needs to be read (what failed, what was skipped), and leaves the numbers in the file that
 * TEST_STATS names. Tests that leave something open, so that the process cannot end, count as one more failure.
 */
export default class Reporter extends Mocha.reporters.Base {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.on('pending', (test) => console.log(`  skipped: ${test.fullTitle()}`));
    runner.once('end', () => this.conclude());
  }

  conclude() {
    if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
    const { passes, failures, pending } = this.stats;
    leave({ passed: passes, failed: failures, skipped: pending });
    setTimeout(() => {
      console.log('  The tests have ended, but left open:', process.getActiveResourcesInfo());
      leave({ passed: passes, failed: failures + 1, skipped: pending });
      process.exit(1);
    }, graceMs).unref();
  }
}

/** @param {{ passed: number, failed: number, skipped: number }} totals */
function leave(totals) {
  const file = process.env['TEST_STATS'];
  if (file) writeFileSync(file, JSON.stringify(totals));
}
