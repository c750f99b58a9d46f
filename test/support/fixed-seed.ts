import fc from 'fast-check';

/** Loaded by mocha before all tests: every run tries the same values. `TEST_SEED=<number>` tries others. */
fc.configureGlobal({ seed: Number(process.env['TEST_SEED'] ?? 1) });
