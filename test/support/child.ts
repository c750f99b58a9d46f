import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepLog } from './logs';
import { once, until, type Bound } from './wait';

/** What is left to do when the tests end, however they end. */
const leftovers = new Set<() => void>();
process.once('exit', () => leftovers.forEach((clean) => clean()));

interface ChildOptions extends SpawnOptions {
  /** False for a process whose output is no log, but what it has to say to the test. */
  isLogged?: boolean;
}

/** A process the tests started. It does not outlive them. */
export class Child {
  readonly process: ChildProcess;
  #output = '';
  #failure: Error | undefined;
  readonly #isLogged: boolean;

  constructor(command: string, args: readonly string[], { isLogged = true, ...options }: ChildOptions = {}) {
    this.#isLogged = isLogged;
    this.process = spawn(command, args, { ...options, stdio: 'pipe' });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#add(text));
    }
    this.process.once('error', (error) => (this.#failure = error));
    const killNow = () => this.process.kill('SIGKILL');
    leftovers.add(killNow);
    this.process.once('exit', () => leftovers.delete(killNow));
  }

  get pid(): number {
    if (this.process.pid === undefined) {
      throw this.#ended();
    }
    return this.process.pid;
  }

  /** All it printed so far, on both outputs. */
  log(): string {
    return this.#output;
  }

  /** Waits until the condition gives something truthy; gives up at once, with all it printed, when the process ends. */
  until<T>(condition: () => T | Promise<T>, bound: Bound = {}): Promise<NonNullable<T>> {
    return until(() => {
      if (this.#failure || this.#hasEnded()) {
        throw this.#ended();
      }
      return condition();
    }, bound);
  }

  /** Ends the process, and returns when it has ended and all it printed was read. One that does not follow the signal is killed. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#hasEnded() || this.process.pid === undefined) {
      return;
    }
    const exited = once(this.process, 'close', { what: `the end of process ${this.pid}` });
    this.process.kill(signal);
    await exited.catch(async (error: unknown) => {
      await this.end('SIGKILL');
      throw error;
    });
  }

  #add(text: string): void {
    this.#output += text;
    if (this.#isLogged) {
      keepLog(`${path.basename(this.process.spawnfile)}-${this.process.pid}`, text);
    }
  }

  #hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  #ended(): Error {
    const how = this.process.exitCode ?? this.process.signalCode;
    return new Error(`${this.process.spawnfile} ended (${how}).\n${this.#output}`, { cause: this.#failure });
  }
}

/** A folder of its own in the system's temporary folder; it goes when the tests end. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `gc-${name}-`));
  leftovers.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
