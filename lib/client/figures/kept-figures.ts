import { GcError, type DerivedEvent } from '../../protocol';
import type { StoredRecord } from '../../store';
import { inTime } from '../safety/in-time';
import type { StoreCare } from '../safety/store-care';
import { sayOfStore } from '../phrases';
import type { Figures } from './figures';
import { readMark, readStoredAgent, type StoredAgent, type StoredMark } from './stored';
import { agentForStore, markForStore } from './for-store';

/** How often it is written what has changed, in milliseconds. */
const writeMs = 10_000;

/** How long the start and the end wait for a store, in milliseconds. */
const readMs = 2000;
const closeMs = 1000;

/** Figures of so long ago are of no use, in milliseconds. */
const keptMs = 3 * 24 * 60 * 60_000;

/** So many writes are under way at a time: a store has others to serve, who are waited for. */
const writers = 2;

/** The figures of more agents are not written down. */
const mostAgents = 2000;

const markKey = 'mark';
const agentKey = 'agent ';

/** What the client before this one has written down. */
export interface Kept {
  readonly mark: StoredMark | undefined;
  readonly agents: readonly (readonly [agentId: string, stored: StoredAgent])[];
}

/**
 * Keeps figures in a store, for the client that comes after this one. Nobody waits for that. Where the store fails,
 * figures have a gap after a restart, and nothing else happens.
 */
export class KeptFigures {
  /** Agents to whom something has happened since it was written down. */
  readonly #changed = new Set<string>();
  #writing: Promise<void> | undefined;
  #writesAt = 0;

  constructor(
    private readonly room: string,
    private readonly store: StoreCare,
  ) {}

  /** Reads what is there. Never rejects, and takes two seconds at most. */
  async load(): Promise<Kept> {
    const reading = this.store.use((store) => store.list(this.room));
    try {
      return this.#read(await inTime(reading, { timeoutMs: readMs }, tooSlow));
    } catch {
      return { mark: undefined, agents: [] }; // The health has it that the store fails.
    }
  }

  /** Something has happened to agents. */
  note(events: readonly DerivedEvent[]): void {
    for (const { agentId } of events) {
      if (agentId !== undefined) {
        this.#changed.add(agentId);
      }
    }
  }

  /** Writes what has changed, if it is time for that. */
  pass(figures: Figures, now: number): void {
    if (now >= this.#writesAt) {
      this.#writesAt = now + writeMs;
      this.#writing ??= this.#write(figures, now, false)
        .catch(() => undefined)
        .finally(() => {
          this.#writing = undefined;
        });
    }
  }

  /** Writes all that has changed. Never rejects, and takes one second at most. */
  async close(figures: Figures, now: number): Promise<void> {
    const last = (async () => {
      await this.#writing;
      await this.#write(figures, now, true);
    })();
    await inTime(last, { timeoutMs: closeMs }, tooSlow).catch(() => undefined);
  }

  #read(records: readonly StoredRecord[]): Kept {
    const young = records.filter(({ ageMs }) => ageMs < keptMs);
    const mark = readMark(young.find(({ key }) => key === markKey)?.value);
    const agents = young.flatMap(({ key, value }) => {
      const stored = key.startsWith(agentKey) ? readStoredAgent(value) : undefined;
      return stored === undefined ? [] : [[key.slice(agentKey.length), stored] as const];
    });
    return { mark, agents: mark === undefined ? [] : agents };
  }

  async #write(figures: Figures, now: number, isEnd: boolean): Promise<void> {
    figures.settle();
    const due = [...this.#changed].slice(0, mostAgents);
    this.#changed.clear();
    const writeSome = async () => {
      for (let agentId = due.pop(); agentId !== undefined; agentId = due.pop()) {
        await this.#put(`${agentKey}${agentId}`, agentForStore(figures, agentId));
      }
    };
    await Promise.all(Array.from({ length: writers }, writeSome));
    await this.#put(markKey, markForStore(figures, now, isEnd));
  }

  #put(key: string, value: object): Promise<void> {
    return this.store.use((store) => store.put({ room: this.room, key, value, keepMs: keptMs }));
  }
}

function tooSlow(): GcError {
  return new GcError('GC_STORE_UNAVAILABLE', { detail: sayOfStore('tooSlow') });
}
