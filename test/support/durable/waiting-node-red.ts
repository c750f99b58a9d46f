import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createUserDir, request, startNodeRed, type NodeRed, type NodeRedLine } from '../node-red';
import { until } from '../wait';

/** A message that has come out. */
interface Out {
  readonly id: number;
  readonly isLate: boolean;
  /** By the clock, in milliseconds. */
  readonly at: number;
}

export interface WaitingAccount {
  readonly missing: number;
  /** How often a message came out once more. */
  readonly twice: number;
  /** How many came out before they were due. */
  readonly early: number;
  /** How many were due while Node-RED did not run, and did not say so, or said so and were not. */
  readonly unmarked: number;
  /** The longest that a message came out after it was due, or after the start where it was due before, in milliseconds. */
  readonly longestMs: number;
}

/** Logs each message as it leaves gc-wait. To a pipe, Node.js writes at once. */
const outPattern = /OUT (\d+) (true|false) (\d+)$/gm;
const startPattern = /START (\d+)$/gm;
/** What is due so close to a start may or may not have been due before it. */
const closeMs = 1000;

const flows = [
  { id: 'tab', type: 'tab', label: 'Waiting' },
  { id: 'gc', type: 'gc-connection', mode: 'simulator', store: 'file' },
  { id: 'in', type: 'http in', z: 'tab', url: '/wait', method: 'post', wires: [['plain', 'answer']] },
  { id: 'answer', type: 'http response', z: 'tab', wires: [] },
  {
    id: 'plain',
    type: 'function',
    z: 'tab',
    func: "return { ...msg.payload, agentId: '1081' };",
    wires: [['wait']],
  },
  {
    id: 'wait',
    type: 'gc-wait',
    z: 'tab',
    connection: 'gc',
    about: 'agent',
    match: 'one-of',
    agentStates: 'HOLD',
    agentStatesType: 'states',
    seconds: 'seconds',
    secondsType: 'msg',
    outlivesRestart: true,
    wires: [[], ['out']],
  },
  {
    id: 'out',
    type: 'function',
    z: 'tab',
    initialize: 'node.warn(`START ${Date.now()}`);',
    func: 'node.warn(`OUT ${msg.id} ${msg.gc.late === true} ${Date.now()}`);',
    wires: [],
  },
];

/** A Node-RED in which messages wait, and which is killed and started again on the same user directory. */
export class WaitingNodeRed {
  readonly #dueAt: number[] = [];
  readonly #outs: Out[] = [];
  /** When the flows began, by the clock. */
  readonly #startedAt = new Set<number>();
  #nodeRed: NodeRed | undefined;

  private constructor(
    private readonly version: NodeRedLine,
    private readonly userDir: string,
  ) {}

  static async start(version: NodeRedLine): Promise<WaitingNodeRed> {
    const waiting = new WaitingNodeRed(version, await createUserDir());
    await waiting.#start();
    return waiting;
  }

  /** How many messages have come out. */
  get out(): number {
    this.#collect();
    return new Set(this.#outs.map(({ id }) => id)).size;
  }

  /** Lets a message wait for each of these times, in seconds; resolves when all of them are written down. */
  async hold(seconds: readonly number[]): Promise<void> {
    for (const time of seconds) {
      const id = this.#dueAt.length;
      this.#dueAt.push(Date.now() + 1000 * time);
      await request(`${this.#nodeRed?.url ?? ''}wait`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, seconds: time }),
      });
    }
    const log = path.join(this.userDir, 'gc-store', 'store.log');
    const written = async () => (await readFile(log, 'utf8')).match(/"asked"/g)?.length;
    await until(async () => (await written()) === this.#dueAt.length, { what: 'all to be written down' });
  }

  /** SIGKILL, and a new start. */
  async killAndStart(): Promise<void> {
    await this.#nodeRed?.kill();
    this.#collect();
    this.#nodeRed = undefined;
    await this.#start();
  }

  /** Once all have come out, or when nothing comes any more. */
  async account(limitMs: number): Promise<WaitingAccount> {
    await until(() => this.out === this.#dueAt.length, { timeoutMs: limitMs }).catch(() => undefined);
    const delays = this.#outs.map((out) => this.#delayOf(out));
    return {
      missing: this.#dueAt.length - this.out,
      twice: this.#outs.length - this.out,
      early: delays.filter(({ sinceDueMs }) => sinceDueMs < 0).length,
      unmarked: delays.filter(
        ({ wasDueBeforeStart }, index) => wasDueBeforeStart === !this.#outs[index]?.isLate,
      ).length,
      longestMs: Math.max(...delays.map(({ ms }) => ms)),
    };
  }

  async close(): Promise<void> {
    await this.#nodeRed?.kill();
    await rm(this.userDir, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const { version, userDir } = this;
    this.#nodeRed = await startNodeRed({ version, userDir, flows });
  }

  /** Reads from the log what was not read yet. */
  #collect(): void {
    const known = new Set(this.#outs.map(({ id, at }) => `${id} ${at}`));
    for (const [, at] of (this.#nodeRed?.log() ?? '').matchAll(startPattern)) {
      this.#startedAt.add(Number(at));
    }
    for (const [, id, isLate, at] of (this.#nodeRed?.log() ?? '').matchAll(outPattern)) {
      if (!known.has(`${String(id)} ${String(at)}`)) {
        this.#outs.push({ id: Number(id), isLate: isLate === 'true', at: Number(at) });
      }
    }
  }

  #delayOf({ id, at }: Out) {
    const dueAt = this.#dueAt[id] ?? 0;
    const startedAt = [...this.#startedAt].findLast((time) => time <= at) ?? 0;
    return {
      sinceDueMs: at - dueAt,
      ms: at - Math.max(dueAt, startedAt),
      wasDueBeforeStart: Math.abs(dueAt - startedAt) < closeMs ? undefined : dueAt < startedAt,
    };
  }
}
