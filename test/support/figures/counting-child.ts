import path from 'node:path';
import { createInterface } from 'node:readline';
import type { FigureRow } from '../../../lib/client';
import type { DerivedEvent } from '../../../lib/protocol';
import { Child } from '../child';
import type { CountingLine, CountingWork } from './counting-process';

/** A process of `counting-process.ts`, and what it has said. Times are those of its clock. */
export class CountingChild {
  readonly #child: Child;
  /** Since when it hears GC. */
  heardAt: number | undefined;
  readonly told: DerivedEvent[] = [];
  /** Up to when the store has what was counted. */
  keptAt = 0;
  #toldBeforeWriting = 0;
  #toldBeforeKept = 0;
  /** The rows of agents, for each interval that has ended. */
  readonly ended: (readonly FigureRow[])[] = [];
  readonly #answers: (readonly FigureRow[])[] = [];

  constructor(work: CountingWork) {
    const args = ['--import', 'tsx', path.join(__dirname, 'counting-process.ts')];
    const env = { ...process.env, WORK: JSON.stringify(work) };
    this.#child = new Child(process.execPath, args, { env });
    const { stdout } = this.#child.process;
    if (stdout) {
      createInterface(stdout).on('line', (line) => {
        this.#take(JSON.parse(line) as CountingLine);
      });
    }
  }

  until(condition: () => unknown, what: string): Promise<unknown> {
    return this.#child.until(condition, { what });
  }

  /** Resolves when it hears GC. */
  async hearsGc(): Promise<number> {
    await this.until(() => this.heardAt, 'GC to be heard');
    return this.heardAt ?? 0;
  }

  /** What the store certainly has. */
  get kept(): readonly DerivedEvent[] {
    return this.told.slice(0, this.#toldBeforeKept);
  }

  /** Resolves when all that it has been told is in the store. */
  async hasKeptAll(): Promise<void> {
    await this.until(() => this.kept.length === this.told.length, 'the figures to be written down');
  }

  /** The rows of agents, in the interval that goes on. */
  async ask(): Promise<readonly FigureRow[]> {
    const before = this.#answers.length;
    this.#child.process.stdin?.write('\n');
    await this.until(() => this.#answers.length > before, 'figures');
    return this.#answers.at(-1) ?? [];
  }

  /** Closes the client. */
  stop(): Promise<void> {
    return this.#child.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#child.end('SIGKILL');
  }

  #take(line: CountingLine): void {
    if ('heard' in line) {
      this.heardAt ??= line.heard;
    } else if ('told' in line) {
      this.told.push(line.told);
    } else if ('writing' in line) {
      this.#toldBeforeWriting = this.told.length;
    } else if ('kept' in line) {
      this.keptAt = line.kept;
      this.#toldBeforeKept = this.#toldBeforeWriting;
    } else if ('ended' in line) {
      this.ended.push(line.ended);
    } else {
      this.#answers.push(line.rows);
    }
  }
}
