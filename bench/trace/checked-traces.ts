import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeTrace, type TraceSize } from './write-traces';

const cli = path.join(__dirname, '..', '..', 'dist', 'lib', 'check', 'cli.js');
const sizes: readonly (readonly [string, TraceSize])[] = [
  ['a million events', { lines: 1_100_000, bytes: Infinity }],
  ['1 GB', { lines: Infinity, bytes: 1e9 }],
];
const boundMb = 200;
const lookEveryMs = 200;

/** How gc-check reads large traces: the whole process, as npm installs it. */
export async function checkedTraces(bodies: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gc-bench-'));
  const file = path.join(folder, 'trace.jsonl');
  const described: string[] = [];
  try {
    for (const [what, size] of sizes) {
      const lines = await writeTrace(file, bodies, size);
      const { seconds, mostMb } = await check(file);
      const bytes = (statSync(file).size / 1e6).toFixed();
      described.push(
        `gc-check of ${what}`.padEnd(34) +
          `${seconds.toFixed()} s for ${lines} lines of ${bytes} MB, at most ${mostMb.toFixed()} MB in all (bound: ${boundMb})`,
      );
    }
    return described;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function check(file: string): Promise<{ seconds: number; mostMb: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, file], { stdio: 'ignore' });
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, mostMemory(child.pid));
  }, lookEveryMs);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(looking);
  // 1: it has found a problem in the trace, and read it to its end all the same.
  if (code !== 0 && code !== 1) {
    throw new Error(`gc-check has not checked ${file}: it ended with ${code}.`);
  }
  return { seconds: (performance.now() - started) / 1000, mostMb: most };
}

/** The most that a process has had in memory, in megabytes; nothing where the system does not say. */
function mostMemory(pid: number | undefined): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1000;
  } catch {
    return 0;
  }
}
