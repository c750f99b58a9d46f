import type fs from 'node:fs';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './child';

interface Moments {
  /** Where the clock stands. */
  readonly standsAt: string;
  /** From where it goes on, when it is let go. */
  readonly goesOnAt: string;
}

/** The clock of a Node-RED that is started with `env`: it stands still until it is let go. */
export class StandingClock {
  readonly env: Readonly<Record<string, string>>;
  readonly #mark: string;

  constructor(moments: Moments) {
    const folder = temporaryFolder('clock');
    const script = path.join(folder, 'clock.cjs');
    this.#mark = path.join(folder, 'goes');
    const given = JSON.stringify({ ...moments, mark: this.#mark });
    // The function was compiled with this helper for names.
    writeFileSync(script, `globalThis.__name ??= (one) => one; (${setClock.toString()})(require, ${given})`);
    this.env = { NODE_OPTIONS: `--require ${script}` };
  }

  /** Within some milliseconds. */
  async letGo(): Promise<void> {
    await writeFile(this.#mark, '');
  }
}

/** Runs in that Node-RED, before anything else. */
function setClock(load: NodeJS.Require, { standsAt, goesOnAt, mark }: Moments & { mark: string }): void {
  const { existsSync } = load('node:fs') as typeof fs;
  const RealDate = Date;
  let now = () => RealDate.parse(standsAt);

  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number]) {
      super(...(given.length === 0 ? ([now()] as const) : given));
    }

    static override now() {
      return now();
    }
  } as DateConstructor;

  const looking = setInterval(() => {
    if (existsSync(mark)) {
      clearInterval(looking);
      const ahead = RealDate.parse(goesOnAt) - RealDate.now();
      now = () => RealDate.now() + ahead;
    }
  }, 20);
  looking.unref();
}
