import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fail, npm, root } from './run.mjs';

/**
 * Runs npm scripts side by side, as many as there are cores: `node scripts/side-by-side.mjs lint 'docs -- --check'`.
 * What each has printed comes in one piece when it has ended. All run to their end, also when one fails.
 */
async function main() {
  const waiting = process.argv.slice(2);
  let failed = 0;
  const worker = async () => {
    for (let script = waiting.shift(); script; script = waiting.shift()) {
      if (!(await runScript(script))) {
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (failed > 0) {
    throw new Error(`${failed} of ${process.argv.length - 2} failed.`);
  }
}

/**
 * @param {string} script with its arguments, separated by blanks
 * @returns {Promise<boolean>} whether it ended with 0
 */
function runScript(script) {
  const started = performance.now();
  const [command, args] = npm(['run', '--silent', ...script.split(' ')]);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${script}: ${code === 0 ? 'passed' : 'FAILED'} (${seconds} s)\n${output}`.trimEnd());
      resolve(code === 0);
    });
  });
}

main().catch(fail);
