import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findPasswords } from '../scripts/testing/passwords.mjs';
import { provide } from '../scripts/prerequisites.mjs';
import { root, run } from '../scripts/run.mjs';
import { eventsWritten } from './durable/events-written';
import { standbyTakesOver } from './durable/standby-takes-over';
import { waitsGoOn } from './durable/waits-go-on';
import { webhooksCallOnce } from './durable/webhooks-call-once';
import { Stage, type Measured, type Row } from './row';
import { activeKilled } from './rows/active-killed';
import { brokerFrozen } from './rows/broker-frozen';
import { brokerKilled } from './rows/broker-killed';
import { clientFrozen } from './rows/client-frozen';
import { clockJumps } from './rows/clock-jumps';
import { droppingServer } from './rows/dropping-server';
import { hostileBroker } from './rows/hostile-broker';
import { manyLogins } from './rows/many-logins';
import { manyWaiting } from './rows/many-waiting';
import { nodeRedRestarts } from './rows/node-red-restarts';
import { poisonedQueue } from './rows/poisoned-queue';
import { randomFaults } from './rows/random-faults';
import { redeploys } from './rows/redeploys';
import { secondOutage } from './rows/second-outage';
import { unhandled } from './unhandled';

const rows: readonly Row[] = [
  brokerKilled,
  brokerFrozen,
  droppingServer,
  secondOutage,
  manyWaiting,
  poisonedQueue,
  clockJumps,
  clientFrozen,
  hostileBroker,
  randomFaults,
  nodeRedRestarts,
  activeKilled,
  redeploys,
  manyLogins,
  eventsWritten,
  standbyTakesOver,
  waitsGoOn,
  webhooksCallOnce,
];

/** Rows that can be named together. */
const groups: Readonly<Record<string, readonly Row[]>> = {
  durable: [eventsWritten, standbyTakesOver, waitsGoOn, webhooksCallOnce],
};

const rowLimitMs = 7 * 60_000;
/** Problems of one line. */
const mostTold = 10;

/**
 * `npm run chaos` plays all rows; `npm run chaos -- durable` those of a group;
 * `npm run chaos -- --short --seed=7 random-faults` one, in short, as it was before.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { short: { type: 'boolean', default: false }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  const chosen = chooseRows(positionals);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  await prepare();
  const logs = keepLogs();
  console.log(`Chaos${values.short ? ', in short' : ''}, with --seed=${seed}; logs: ${logs}`);
  const started = performance.now();
  const failures = await playAll(chosen, seed, values.short);
  const { files, found } = findPasswords(logs);
  failures.push(...tell(`${found.length} passwords in ${files} logs`, found));
  failures.push(...tell(`${unhandled.length} errors that nobody has handled`, unhandled));
  const holds = failures.length === 0;
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(`\n${holds ? 'Every' : 'NOT every'} line holds (${minutes} min).`);
  if (holds) {
    rmSync(logs, { recursive: true });
  }
  process.exit(holds ? 0 : 1);
}

function chooseRows(names: readonly string[]): readonly Row[] {
  const known = [...Object.keys(groups), ...rows.map(({ name }) => name)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`No such line: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  const grouped = names.flatMap((name) => groups[name] ?? []);
  return rows.filter((row) => names.length === 0 || names.includes(row.name) || grouped.includes(row));
}

/** Real Node-REDs run what was built. */
async function prepare(): Promise<void> {
  const missing = await provide(['a JDK', 'Apache ActiveMQ', 'PostgreSQL', 'the palette']);
  if (missing.size > 0) {
    const lines = [...missing].map(([what, how]) => `  ${what}: ${how}`);
    throw new Error(['Chaos needs:', ...lines].join('\n'));
  }
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')]);
}

function keepLogs(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gc-chaos-'));
  process.env['TEST_LOGS'] = folder;
  return folder;
}

async function playAll(chosen: readonly Row[], seed: number, isShort: boolean): Promise<string[]> {
  const failures: string[] = [];
  const stage = await Stage.open(seed, isShort);
  try {
    for (const row of chosen) {
      const { values, problems } = await withLimit(row.run(stage));
      const lines = [`${row.fault} (${row.name})`, `required: ${row.required}`, `measured: ${values}`];
      failures.push(...tell(lines.join('\n  '), problems));
    }
  } finally {
    await stage.close();
  }
  return failures;
}

/** Tells the first problems, and returns all of them. */
function tell(text: string, problems: readonly string[]): readonly string[] {
  const more = problems.length > mostTold ? [`and ${problems.length - mostTold} more`] : [];
  const verdict =
    problems.length === 0 ? ['holds'] : ['DOES NOT HOLD:', ...problems.slice(0, mostTold), ...more];
  console.log(`\n${[text, ...verdict].join('\n  ')}`);
  return problems;
}

/** A line that does not end fails, and those after it cannot be played. */
function withLimit(measuring: Promise<Measured>): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const tooLong = () => {
      reject(new Error(`It was not over after ${rowLimitMs / 60_000} minutes.`));
    };
    const timer = setTimeout(tooLong, rowLimitMs);
    measuring.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
