import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Keys, StoreCare } from '../lib/client/safety';
import { fileStore, memoryStore, postgresStore, type PostgresStoreOptions, type Store } from '../lib/store';
import { requireFromPalette } from '../test/support/palette';
import { startPostgres } from '../test/support/postgres';
import { median, type Bench } from './measure';

const warmUp = 100;
const oneByOne = 500;
const together = 2000;
const atOnce = 50;

/** Carries out one command with a key; resolves with the milliseconds before it went out. */
type Run = (key: string) => Promise<number>;

/**
 * What a key costs: it is written before its command, and the outcome behind it; the command itself takes no time here.
 * Rival: two lines in a file with the disk's confirmation each, which is what the disk can do. PostgreSQL runs on the
 * same machine and syncs to the same disk.
 */
export const store: Bench = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gc-bench-store-'));
  const database = await startPostgres({ fsync: true });
  const pg = requireFromPalette('pg') as PostgresStoreOptions['pg'];
  const options = { host: '127.0.0.1', port: database.port, database: 'postgres', user: 'postgres', pg };
  try {
    return [
      await measureBareFile(path.join(folder, 'rival')),
      await measureStore('memory', memoryStore()),
      await measureStore('file (bound: 3 ms, 500 per second)', fileStore(path.join(folder, 'store.log'))),
      await measureStore('PostgreSQL (bound: 5 ms)', postgresStore(options)),
    ];
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true });
  }
};

async function measureStore(what: string, of: Store): Promise<string> {
  const keys = new Keys({}, new StoreCare(of));
  const outcome = { command: 'MakeCall', outcome: 'sent', sentAt: 0, latencyMs: 0 } as const;
  const command = { name: 'MakeCall', parameters: { agentId: '1081', number: '2002' } } as const;
  try {
    return await measure(what, async (key) => {
      const start = performance.now();
      let sentAfterMs = 0;
      await keys.carryOut({ ...command, key }, { timeoutMs: 10_000 }, (onEnd) => {
        sentAfterMs = performance.now() - start;
        onEnd(true);
        return Promise.resolve(outcome);
      });
      return sentAfterMs;
    });
  } finally {
    await of.close();
  }
}

async function measureBareFile(file: string): Promise<string> {
  const handle = await open(file, 'a');
  const write = async (text: string) => {
    await handle.appendFile(text);
    await handle.datasync();
  };
  try {
    return await measure('a bare file, synced twice', async (key) => {
      const start = performance.now();
      await write(`${key} under way\n`);
      const sentAfterMs = performance.now() - start;
      await write(`${key} sent\n`);
      return sentAfterMs;
    });
  } finally {
    await handle.close();
  }
}

async function measure(what: string, run: Run): Promise<string> {
  for (let count = 0; count < warmUp; count += 1) {
    await run(`warm ${count}`);
  }
  const before: number[] = [];
  const altogether: number[] = [];
  for (let count = 0; count < oneByOne; count += 1) {
    const start = performance.now();
    before.push(await run(`one ${count}`));
    altogether.push(performance.now() - start);
  }
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      for (let count = 0; count < together / atOnce; count += 1) {
        await run(`of ${worker} ${count}`);
      }
    }),
  );
  const perSecond = Math.round((1000 * together) / (performance.now() - start));
  const latency = `${show(before)} ms before the command (p50), ${show(altogether)} ms with its outcome`;
  return `${what.padEnd(36)} ${latency}, ${perSecond} per second, ${atOnce} at once`;
}

function show(times: readonly number[]): string {
  return median(times).toFixed(2);
}
