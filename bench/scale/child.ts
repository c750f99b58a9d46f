import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** What a Node-RED says about the events that it was to count. */
export interface Report {
  /** Of the processor, in microseconds. */
  readonly cpuUs: number;
  readonly ms: number;
  /** What 99 of 100 delays of its event loop are not longer than, if it was watched. */
  readonly delayMs: number;
}

export type Question = 'heap' | { readonly events: number; readonly watched: boolean };

const limitMs = 90_000;

/** A whole Node-RED with nodes of ours, 200 if nothing else is said, in a process of its own. */
export class NodeRed {
  readonly #child: ChildProcess;

  private constructor(
    port: number,
    readonly destination: string,
    script: string,
  ) {
    this.#child = fork(script, [String(port), destination], { execArgv: ['--import', 'tsx'] });
  }

  /** Resolves when it is connected. */
  static async start(
    port: number,
    destination: string,
    script = path.join(__dirname, 'node-red.ts'),
  ): Promise<NodeRed> {
    const nodeRed = new NodeRed(port, destination, script);
    await nodeRed.#next();
    return nodeRed;
  }

  /** Memory in use, in bytes. */
  async heap(): Promise<number> {
    return (await this.#ask('heap')) as number;
  }

  /** Lets it count so many events while they are published. */
  async count(events: number, publish: () => Promise<void>, watched = false): Promise<Report> {
    await this.#ask({ events, watched });
    const report = this.#next();
    await publish();
    return (await report) as Report;
  }

  stop(): void {
    this.#child.kill();
  }

  #ask(question: Question): Promise<unknown> {
    this.#child.send(question);
    return this.#next();
  }

  async #next(): Promise<unknown> {
    const [message] = (await once(this.#child, 'message', { signal: AbortSignal.timeout(limitMs) })) as [
      unknown,
    ];
    return message;
  }
}
