import { checkName, encoded } from './encoded';
import { closed } from './failures';
import { Records } from './records';
import type { NewRecord, Store, StoredRecord } from './store';

export interface MemoryStoreOptions {
  /** Of all records together; default 64 MB. */
  readonly mostBytes?: number | undefined;
}

/** A store that is lost with the process. */
export function memoryStore({ mostBytes = 64 * 1024 * 1024 }: MemoryStoreOptions = {}): Store {
  return new MemoryStore(new Records(() => performance.now(), mostBytes));
}

class MemoryStore implements Store {
  #isClosed = false;

  constructor(private readonly records: Records) {}

  put(record: NewRecord): Promise<void> {
    return this.#run(() => {
      this.records.put(encoded(record));
    });
  }

  once(record: NewRecord): Promise<StoredRecord | undefined> {
    return this.#run(() => {
      const wanted = encoded(record);
      const found = this.records.find(wanted.room, wanted.key);
      if (found === undefined) {
        this.records.put(wanted);
      }
      return found;
    });
  }

  take(room: string, key: string): Promise<StoredRecord | undefined> {
    return this.#run(() => {
      checkName('the room', room);
      checkName('the key', key);
      const found = this.records.find(room, key);
      this.records.take(room, key);
      return found;
    });
  }

  list(room: string): Promise<readonly StoredRecord[]> {
    return this.#run(() => this.records.list(room));
  }

  expire(): Promise<number> {
    return this.#run(() => this.records.expire());
  }

  check(): Promise<void> {
    return this.#run(() => undefined);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown becomes a rejection
  async #run<T>(work: () => T): Promise<T> {
    if (this.#isClosed) {
      throw closed();
    }
    return work();
  }
}
