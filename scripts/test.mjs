import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findPasswords } from './testing/passwords.mjs';
import { provide } from './prerequisites.mjs';
import { fail, npm, root, run } from './run.mjs';
import { describeSlowest } from './testing/slowest.mjs';

/** @typedef {import('./prerequisites.mjs').Prerequisite} Prerequisite */
/** @typedef {{ passed: number, failed: number, skipped: number, times?: import('./testing/slowest.mjs').Timed[] }} Totals */
/** @typedef {{ layer: string, files: string, args: string[], name: string }} Run */

/**
 * The layers of tests, those that take longest first: the examples wait for most of their time, so that others can run
 * beside them. Each layer runs in a process of its own, because Node-RED's test helper is one per process.
 * @type {Record<string, Prerequisite[]>}
 */
const layers = {
  examples: ['PostgreSQL', 'Chromium', 'Node-RED 5', 'the palette'],
  browser: ['Chromium', 'Node-RED 5'],
  integration: ['a JDK', 'Apache ActiveMQ', "Python's stomp.py", 'PostgreSQL', 'Node-RED 5', 'the palette'],
  unit: [],
  site: ['Chromium', 'the site'],
  package: ['Node-RED 5'],
  nodes: [],
};

const versions = [
  ['--grep', 'in Node-RED 5', '--invert'],
  ['--grep', 'in Node-RED 5'],
];

/**
 * The parts of a layer that run in processes of their own, side by side: rooms of its tests, and what mocha is told
 * about them. In each, the files share one Node-RED, and one browser.
 * @type {Record<string, { rooms: string, args: string[] }[]>}
 */
const parts = {
  browser: ['dialogs', '{flows,sidebar}'].flatMap((rooms) => versions.map((args) => ({ rooms, args }))),
  examples: versions.map((args) => ({ rooms: '**', args })),
};

/** A machine that checks a change must not pass because something was left out. */
const strict = process.env['CI'] === 'true';
/** Of a browser, and of the servers that a run of tests starts. */
const bytesPerRun = 1.5 * 1024 ** 3;
const limitMs = 40 * 60_000;

async function main() {
  const chosen = chooseLayers(process.argv.slice(2));
  await ensureInstalled(root);
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')]);
  const missing = await provide([...new Set(chosen.flatMap((layer) => layers[layer] ?? []))]);
  const folder = mkdtempSync(path.join(tmpdir(), 'gc-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const logs = path.join(folder, 'logs');
  mkdirSync(logs);
  const env = { ...process.env, PACKAGE_TARBALL: await pack(folder), TEST_LOGS: logs };
  const totals = await runAll(chosen.flatMap(runsOf), (one) => {
    const lacking = (layers[one.layer] ?? []).filter((name) => missing.has(name));
    return lacking.length > 0 ? leaveOut(one.layer, lacking, missing) : runOne(one, folder, env);
  });
  conclude([...totals, searchLogs(logs)]);
}

/** @param {string[]} names */
function chooseLayers(names) {
  const unknown = names.filter((name) => !(name in layers));
  if (unknown.length > 0) {
    throw new Error(`No such layer: ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}.`);
  }
  return Object.keys(layers).filter((layer) => names.length === 0 || names.includes(layer));
}

/**
 * @param {string} layer
 * @returns {Run[]}
 */
function runsOf(layer) {
  return (parts[layer] ?? [{ rooms: '**', args: [] }]).map(({ rooms, args }, index) => ({
    layer,
    files: `test/${layer}/${rooms}/*.test.ts`,
    args,
    name: `${layer}-${index + 1}`,
  }));
}

/**
 * The package as npm would publish it; the layers install this one file instead of packing again.
 * @param {string} folder
 */
async function pack(folder) {
  const [command, args] = npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
  await run(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return path.join(folder, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
}

/**
 * Twice as many side by side as there are cores, as far as memory goes: tests wait for more than half of their time.
 * @param {Run[]} all
 * @param {(one: Run) => Totals | Promise<Totals>} run
 */
async function runAll(all, run) {
  const waiting = [...all];
  /** @type {Totals[]} */
  const results = [];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      results.push(await run(one));
    }
  };
  const length = Math.max(1, Math.min(2 * availableParallelism(), Math.floor(totalmem() / bytesPerRun)));
  await Promise.all(Array.from({ length }, worker));
  return results;
}

/**
 * @param {string} layer
 * @param {Prerequisite[]} lacking
 * @param {Map<Prerequisite, string>} missing
 * @returns {Totals} the layer counts as one test
 */
function leaveOut(layer, lacking, missing) {
  console.log(`${layer}: ${strict ? 'FAILED' : 'skipped'}, it needs:`);
  for (const name of lacking) {
    console.log(`  ${name}: ${missing.get(name)}`);
  }
  return { passed: 0, failed: strict ? 1 : 0, skipped: strict ? 0 : 1 };
}

/**
 * @param {Run} one
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Totals>}
 */
async function runOne(one, folder, env) {
  const stats = path.join(folder, `${one.name}.json`);
  const started = performance.now();
  const output = await mocha(one, { ...env, TEST_STATS: stats });
  await writeFile(path.join(folder, 'logs', `${one.name}.log`), output);
  const totals = await readFile(stats, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 1, skipped: 0 }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${one.layer}: ${describe(totals)} (${seconds} s)\n${output}`.trimEnd());
  return totals;
}

/**
 * Runs tests in a process group of their own, so that nothing they started outlives them.
 * @param {Run} one
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what they printed
 */
function mocha({ files, args }, env) {
  const all = [
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    'scripts/testing/mocha-reporter.mjs',
    ...args,
  ];
  if (strict) {
    all.push('--forbid-only');
  }
  const child = spawn(process.execPath, [...all, files], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => endGroup(child.pid);
  process.once('exit', end);
  let output = '';
  const timer = setTimeout(() => {
    output += `\nThe tests did not end within ${limitMs / 60_000} minutes.`;
    end();
  }, limitMs);
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      end();
      process.off('exit', end);
    });
    child.once('close', () => resolve(output));
  });
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  try {
    if (pid) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {
    // nothing of the group is left
  }
}

/**
 * No password may be in what the tests and the processes they started have written.
 * @param {string} folder
 * @returns {Totals} this counts as one test
 */
function searchLogs(folder) {
  const { files, found } = findPasswords(folder);
  console.log([`logs: ${found.length} passwords in ${files} files`, ...found].join('\n  '));
  return found.length === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** @param {Totals} totals */
function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {Totals[]} results */
function conclude(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of results) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  console.log(describeSlowest(results.flatMap(({ times = [] }) => times)));
  if (strict && sum.skipped > 0) {
    console.log('Skipped tests count as a failure when CI=true.');
  }
  console.log(describe(sum));
  if (sum.failed > 0 || (strict && sum.skipped > 0)) {
    process.exitCode = 1;
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => process.exit(1));
}
main().catch(fail);
