import type { Node } from 'node-red';
import type { AgentSnapshot } from '../../lib/client';
import { errorText, inLanguage, log, type SharedConnection } from '../../lib/nodered';

/** What is written down of an agent who is in one of the states. Times are in milliseconds since 1970. */
export interface KeptCount {
  readonly state: string;
  readonly since: number;
  /** The last message about it: 0 for the first, and when it was sent; absent: none. */
  readonly told?: { readonly repeat: number; readonly at: number } | undefined;
}

/** Clocks of GC and of this machine differ by less. */
const skewMs = 60_000;

/** For how long it is kept after the last change. */
const keepMs = 30 * 24 * 60 * 60_000;

/** Keeps in the store what outlives a restart, by agent. */
export class KeptCounts {
  /** Of before the restart or deploy, until the agent is heard of. */
  readonly #earlier = new Map<string, KeptCount>();
  /** What is to be written of an agent whose record is being written; undefined: it is to be removed. */
  readonly #next = new Map<string, KeptCount | undefined>();
  readonly #underWay = new Map<string, Promise<void>>();
  #isWarned = false;

  constructor(
    private readonly node: Node,
    private readonly connection: Pick<SharedConnection, 'store' | 'openSince'>,
    private readonly room: string,
  ) {}

  /** Reads what is kept. Where that cannot be read, nothing is known of before. Never rejects. */
  async load(): Promise<void> {
    try {
      const store = await this.connection.store();
      for (const { key, value } of await store.list(this.room)) {
        const count = countIn(value);
        if (count !== undefined) {
          this.#earlier.set(key, count);
        }
      }
    } catch (error) {
      this.node.warn(inLanguage(log('mayReportAgain', { why: errorText(error) })));
    }
  }

  /** What was kept of the agent before the restart, and is not yet known to hold or not. */
  earlier(agentId: string): KeptCount | undefined {
    return this.#earlier.get(agentId);
  }

  /**
   * Whether an agent is in a state without having left it since it was kept. `isTold`: GC has just told since when. If
   * neither GC has told that nor a change was seen, it is.
   */
  goesOn(kept: KeptCount, { state, since, previousState }: AgentSnapshot, isTold: boolean): boolean {
    const openSince = Date.now() - (performance.now() - this.connection.openSince);
    const isSeen = previousState !== undefined && previousState !== 'UNKNOWN';
    const isKnown = since !== undefined && (isTold || isSeen || since < openSince);
    return kept.state === state && !(isKnown && since > kept.since + skewMs);
  }

  /** Resolves when it is written, or cannot be. Never rejects. */
  write(agentId: string, count: KeptCount | undefined): Promise<void> {
    this.#earlier.delete(agentId);
    this.#next.set(agentId, count);
    const underWay = this.#underWay.get(agentId) ?? this.#writeAll(agentId);
    this.#underWay.set(agentId, underWay);
    return underWay;
  }

  /** Resolves when all is written. */
  async close(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay.values());
    }
  }

  async #writeAll(agentId: string): Promise<void> {
    while (this.#next.has(agentId)) {
      const count = this.#next.get(agentId);
      this.#next.delete(agentId);
      await this.#writeOne(agentId, count);
    }
    this.#underWay.delete(agentId);
  }

  async #writeOne(key: string, value: KeptCount | undefined): Promise<void> {
    try {
      const store = await this.connection.store();
      await (value === undefined
        ? store.take(this.room, key)
        : store.put({ room: this.room, key, value, keepMs }));
      this.#isWarned = false;
    } catch (error) {
      if (!this.#isWarned) {
        this.#isWarned = true;
        this.node.warn(inLanguage(log('statesMayReportAgain', { why: errorText(error) })));
      }
    }
  }
}

/** What was written down, unless it is not what a trigger writes down. */
function countIn(written: unknown): KeptCount | undefined {
  const { state, since, told } = Object(written) as Partial<Record<keyof KeptCount, unknown>>;
  const { repeat, at } = Object(told) as { repeat?: unknown; at?: unknown };
  const isSound =
    typeof state === 'string' && isCount(since) && (told === undefined || (isCount(repeat) && isCount(at)));
  return isSound ? (written as KeptCount) : undefined;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
