import { GcError } from '../../protocol';
import type { Privacy } from '../../privacy';
import type { StoredRecord } from '../../store';
import { isId } from '../model/limits';
import type { Model } from '../model/model';
import { inTime } from '../safety/in-time';
import type { StoreCare } from '../safety/store-care';
import { hintKeptMs, type AgentHint, type OpenEvent } from './agent-hint';
import { readHint, recordOf } from './hint-record';
import { sayOfStore } from '../phrases';

/** How long the start waits for a store, in milliseconds. */
const readMs = 2000;
/** How long the end waits for a store, in milliseconds. */
const closeMs = 1000;
/** After a failure, nothing is written for so long, in milliseconds. */
const restMs = 5000;
/** Hints of more agents are not written in one second. */
const mostAtOnce = 500;
/** So many writes are under way at a time: a store has others to serve, who are waited for. */
const writers = 2;
/** What all hints of a client take at most, in characters: they must not fill the store. */
const mostCharacters = 16_000_000;

export interface HintsUser {
  readonly model: Model;
  /** The first event of an agent that comes again to the client after this one. */
  openOf(agentId: string): OpenEvent | undefined;
  warn(warning: GcError): void;
  /** Learns what is personal in calls that no event tells again. */
  readonly privacy: Privacy | undefined;
}

/**
 * Keeps what is known of agents and calls in a store, for the client that comes after this one. Nobody waits for that:
 * it is written about once a second, of agents whose state or calls have changed. Where a store fails, hints are old or
 * missing, and nothing else happens.
 */
export class Hints {
  readonly #sizes = new Map<string, number>();
  /** What was written of agents with an event that comes again: how they were before it. */
  readonly #befores = new Map<string, AgentHint>();
  #size = 0;
  #loading: Promise<void> | undefined;
  #writing: Promise<void> | undefined;
  #restsUntil = -Infinity;

  constructor(
    private readonly room: string,
    private readonly store: StoreCare,
    private readonly user: HintsUser,
  ) {}

  /** Hands the hints of the client before this one to the model. Never rejects, and takes two seconds at most. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Writes what has changed. To be called every second. */
  pass(): void {
    if (this.user.model.changed.size > 0 && performance.now() >= this.#restsUntil) {
      this.#writing ??= this.#write(mostAtOnce).finally(() => {
        this.#writing = undefined;
      });
    }
  }

  /** Writes all that has changed. Never rejects, and takes one second at most. */
  async close(): Promise<void> {
    const last = (async () => {
      await this.#writing;
      await this.#write(Infinity);
    })();
    await inTime(last, { timeoutMs: closeMs }, tooSlow).catch(() => undefined);
  }

  async #load(): Promise<void> {
    const reading = this.store.use((store) => store.list(this.room));
    let isSlow = false;
    const late = () => {
      isSlow = true;
      return tooSlow();
    };
    try {
      this.#take(await inTime(reading, { timeoutMs: readMs }, late));
    } catch (error) {
      // That the store has failed, its state tells.
      if (isSlow) {
        this.user.warn(error as GcError);
      }
    }
  }

  #take(records: readonly StoredRecord[]): void {
    const now = Date.now();
    for (const { key, value, ageMs } of records) {
      if (isStorable(key) && ageMs < hintKeptMs) {
        const hint = readHint(key, value, now);
        const { value: known, size } = recordOf(hint);
        if (this.#size + size <= mostCharacters) {
          this.#measure(key, size);
          this.user.privacy?.learn({ agentId: key, ...known });
          this.user.model.takeHint(key, hint);
        }
      }
    }
  }

  /** Writes what has changed of so many agents. Never rejects. */
  async #write(most: number): Promise<void> {
    const due = this.#takeDue(most);
    const writeSome = async () => {
      for (let agentId = due.pop(); agentId !== undefined; agentId = due.pop()) {
        await this.#writeOne(agentId).catch((error: unknown) => {
          this.user.model.changed.add(agentId);
          throw error;
        });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: writers }, writeSome));
    if (ends.some(({ status }) => status === 'rejected')) {
      this.#restsUntil = performance.now() + restMs;
      due.forEach((agentId) => this.user.model.changed.add(agentId));
    }
  }

  #takeDue(most: number): string[] {
    const { changed } = this.user.model;
    const due: string[] = [];
    for (const agentId of changed) {
      if (due.length >= most) {
        break;
      }
      const open = this.user.openOf(agentId);
      if (open === undefined || open.before !== this.#befores.get(agentId)) {
        changed.delete(agentId);
        due.push(agentId);
      }
    }
    return due.reverse();
  }

  async #writeOne(agentId: string): Promise<void> {
    if (!isStorable(agentId)) {
      return;
    }
    const open = this.user.openOf(agentId);
    const hint = open === undefined ? this.user.model.hintOf(agentId) : open.before;
    if (open === undefined) {
      this.#befores.delete(agentId);
    } else {
      this.user.model.changed.add(agentId); // once the event is done, something else is to be written
    }
    if (hint === undefined) {
      return;
    }
    const { value, size } = recordOf(hint);
    const others = this.#size - (this.#sizes.get(agentId) ?? 0);
    const isKept = !isEmpty(hint) && others + size <= mostCharacters;
    this.#measure(agentId, isKept ? size : 0);
    await this.store.use<unknown>((store) =>
      isKept
        ? store.put({ room: this.room, key: agentId, value, keepMs: hintKeptMs })
        : store.take(this.room, agentId),
    );
    if (open !== undefined) {
      this.#befores.set(agentId, hint);
    }
  }

  #measure(agentId: string, size: number): void {
    this.#size += size - (this.#sizes.get(agentId) ?? 0);
    if (size === 0) {
      this.#sizes.delete(agentId);
    } else {
      this.#sizes.set(agentId, size);
    }
  }
}

function isEmpty({ agent, legs }: AgentHint): boolean {
  return agent === undefined && legs.length === 0;
}

/** Whether a store takes it as a key. */
function isStorable(agentId: unknown): boolean {
  return (
    typeof agentId === 'string' && agentId !== '' && isId(agentId) && !/[\0\p{Surrogate}]/u.test(agentId)
  );
}

function tooSlow(): GcError {
  return new GcError('GC_STORE_UNAVAILABLE', { detail: sayOfStore('hintsTooLate') });
}
