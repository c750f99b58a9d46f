import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { decodeCommand } from '../../lib/protocol';
import type { Simulator } from '../../lib/simulator';
import { Child } from '../../test/support/child';
import { until } from '../../test/support/wait';
import { problemsIn, type Row } from '../row';
import type { Progress, Work } from '../working-client';

export const clientFrozen: Row = {
  name: 'client-frozen',
  fault: 'the process of a client stopped with SIGSTOP for 60 s, commands going on',
  required: 'every command ends, none is sent twice, the snapshot is what GC says',
  async run(stage) {
    let got = 0;
    const gc = await stage.startGc({
      onLog: (entry) => {
        const name = entry.kind === 'command' ? decodeCommand(entry.type, entry.body)?.name : undefined;
        got += name === 'MakeReady' || name === 'MakeNotReady' ? 1 : 0;
      },
    });
    const client = {
      ...stage.login,
      brokers: stage.brokers.addresses,
      destination: 'frozen',
      heartbeatMs: 1000,
      timeoutMs: 3000,
      whileAway: 'wait' as const,
      stomp: { heartbeatMs: 1000 },
    };
    const agents = gc.agents.slice(0, 5);
    const worker = new Worker({ client, agents });
    try {
      await worker.until(({ ended }) => (ended['confirmed'] ?? 0) > 20);
      worker.freeze();
      await delay(stage.isShort ? 5000 : 60_000);
      worker.thaw();
      const { ended: before } = await worker.progress();
      await worker.until(({ ended }) => (ended['confirmed'] ?? 0) > (before['confirmed'] ?? 0) + 20);
      worker.rest();
      const isOver = ({ asked, ended }: Progress) => asked === total(ended);
      const { asked, ended } = await worker.until(isOver);
      const last = await worker.until((progress) => areTrue(gc, progress));
      const restored = last.asked - asked;
      return {
        values: `${asked} commands asked for, ${got} got by GC; ${JSON.stringify(ended)}`,
        problems: problemsIn({
          'a command was asked for while at rest': restored === 0,
          // Bringing an agent back restores the wish for ready or not ready once.
          'commands were sent twice': got <= asked + agents.length,
        }),
      };
    } finally {
      await worker.end();
      await gc.close();
    }
  },
};

function total(ended: Progress['ended']): number {
  return Object.values(ended).reduce((sum, count) => sum + count, 0);
}

function areTrue(gc: Simulator, { states }: Progress): boolean {
  return gc.truth
    .filter(({ agentId }) => states[agentId] !== undefined)
    .every(({ agentId, state }) => states[agentId] === state);
}

/** A client at work in a process of its own. */
class Worker {
  readonly #child: Child;

  constructor(work: Work) {
    const script = path.join(__dirname, '..', 'working-client.ts');
    const env = { ...process.env, WORK: JSON.stringify(work) };
    // It is given passwords, and writes none.
    this.#child = new Child(process.execPath, ['--import', 'tsx', script], { env });
  }

  freeze(): void {
    this.#child.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.process.kill('SIGCONT');
  }

  rest(): void {
    this.#child.process.stdin?.write('rest\n');
  }

  /** How it is now. */
  async progress(): Promise<Progress> {
    const before = this.#lines().length;
    this.#child.process.stdin?.write('\n');
    await this.#child.until(() => this.#lines().length > before, { timeoutMs: 60_000 });
    return JSON.parse(String(this.#lines().at(-1))) as Progress;
  }

  until(condition: (progress: Progress) => boolean): Promise<Progress> {
    return until(
      async () => {
        const progress = await this.progress();
        return condition(progress) ? progress : undefined;
      },
      { timeoutMs: 120_000, what: 'the client to come so far' },
    );
  }

  async end(): Promise<void> {
    this.thaw();
    await this.#child.end('SIGKILL');
  }

  #lines(): string[] {
    return this.#child
      .log()
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'));
  }
}
