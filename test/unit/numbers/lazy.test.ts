import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/run.mjs';

/** What a new process says of the loaded modules: before there is a plan, and with one. */
const program = `
  const { createRequire } = require('node:module');
  const { dialPlan, GcClient } = require('./lib/index.ts');
  const isLoaded = () =>
    Object.keys(createRequire(process.cwd() + '/').cache).some((file) => file.includes('google-libphonenumber'));
  const client = (dialPlan) => new GcClient({ brokers: [{ host: '127.0.0.1', port: 1 }], destination: 'here', dialPlan });
  client(undefined);
  const before = isLoaded();
  client({ country: 'GB' });
  console.log(JSON.stringify({ before, with: isLoaded() }));
  process.exit();
`;

describe('the numbering plans of all countries', () => {
  it('are loaded only for a dial plan', async () => {
    const args = ['--import', 'tsx', '--input-type=commonjs', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: path.resolve(root) });
    assert.deepEqual(JSON.parse(stdout), { before: false, with: true });
  });
});
