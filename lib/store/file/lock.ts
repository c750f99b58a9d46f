import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { unavailable } from '../failures';
import { say } from '../phrases';

/** Who holds a lock. */
interface Owner {
  readonly pid: number;
  /** The machine, since its start, and on Linux the container: process ids mean something only within. */
  readonly place: string;
  /** Tells the process from another one with the same id; empty where the system does not tell. */
  readonly started: string;
}

/** How often a lock shows that its owner lives, in milliseconds. */
const beatMs = 5000;
/** After this time without a sign, an owner of whom nothing else is known counts as dead. */
const silentMs = 15_000;
const released = 'released';

/**
 * Lets one process at a time use a file, and another one as soon as that has died, however it died. Locks are files
 * beside it with rising numbers: the highest counts, and who creates the next one has it. So two processes that find a
 * dead owner cannot both take its place.
 */
export class Lock {
  readonly #beat: NodeJS.Timeout;
  #seenAt = performance.now();

  private constructor(
    private readonly file: string,
    private readonly number: number,
  ) {
    this.#beat = setInterval(() => void this.#show(), beatMs).unref();
  }

  /** @throws {GcError} GC_STORE_UNAVAILABLE, naming the process that uses the file. */
  static async acquire(file: string): Promise<Lock> {
    const top = await highest(file);
    if (top > 0) {
      await checkFree(file, nameOf(file, top));
    }
    const mine = top + 1;
    try {
      await writeFile(nameOf(file, mine), JSON.stringify(thisProcess()), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      throw (error as { code?: unknown }).code === 'EEXIST' ? inUse(file, 'another process') : error;
    }
    if ((await highest(file)) > mine) {
      await rm(nameOf(file, mine), { force: true });
      throw inUse(file, 'another process');
    }
    for (const number of await numbers(file)) {
      if (number < mine) {
        await rm(nameOf(file, number), { force: true });
      }
    }
    return new Lock(file, mine);
  }

  /** Whether the lock is still this process's: one that was suspended for long may have been taken for dead. */
  async isHeld(): Promise<boolean> {
    if (performance.now() - this.#seenAt < 2 * beatMs) {
      return true;
    }
    const isMine = (await highest(this.file)) === this.number;
    this.#seenAt = isMine ? performance.now() : this.#seenAt;
    return isMine;
  }

  /** The next process can use the file. */
  async release(): Promise<void> {
    clearInterval(this.#beat);
    // The file stays, as numbers must not begin anew.
    await writeFile(nameOf(this.file, this.number), released).catch(() => undefined);
  }

  async #show(): Promise<void> {
    const now = new Date();
    await utimes(nameOf(this.file, this.number), now, now).then(
      () => {
        this.#seenAt = performance.now();
      },
      () => undefined,
    );
  }
}

async function checkFree(file: string, lock: string): Promise<void> {
  const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
  const isFresh = Date.now() - mtimeMs < silentMs;
  if (text === released) {
    return;
  }
  const owner = ownerIn(text);
  if (owner === undefined ? isFresh : isAlive(owner, isFresh)) {
    throw inUse(file, owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.place}`);
  }
}

/** Undefined while the owner is about to write the file. */
function ownerIn(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, place, started }: Owner, isFresh: boolean): boolean {
  if (place !== thisProcess().place) {
    return isFresh;
  }
  if (!isRunning(pid)) {
    return false;
  }
  return started === '' ? isFresh : startOf(pid) === started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

function thisProcess(): Owner {
  return { pid: process.pid, place: place(), started: startOf(process.pid) };
}

function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return `${hostname()} (${boot}, ${readlinkSync('/proc/self/ns/pid')})`;
  } catch {
    return hostname();
  }
}

/** When a process began, in ticks since the start of the machine; empty where the system does not tell. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold anything.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function inUse(file: string, owner: string): Error {
  return unavailable(say('inUse', { file, owner }), say('oneForEach'));
}

function nameOf(file: string, number: number): string {
  return `${file}.lock-${number}`;
}

async function numbers(file: string): Promise<number[]> {
  const prefix = `${path.basename(file)}.lock-`;
  const names = await readdir(path.dirname(file));
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)) || 0);
}

async function highest(file: string): Promise<number> {
  return Math.max(0, ...(await numbers(file)));
}
