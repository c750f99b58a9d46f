import { checkName, encoded } from '../encoded';
import { closed, fileFailure } from '../failures';
import { Records, type Change } from '../records';
import type { NewRecord, Store, StoredRecord } from '../store';
import { LogFile } from './log-file';

export interface FileStoreOptions {
  /** Of all records together; default 64 MB. They are in memory, too. */
  readonly mostBytes?: number | undefined;
}

/** Work on the records that waits for its turn. It pushes what it changes into `changes`. */
interface Job {
  readonly work: (records: Records, changes: Change[]) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface OpenFile {
  readonly log: LogFile;
  readonly records: Records;
}

/** Jobs that share one confirmation of the disk. */
const mostPerGroup = 1000;
/** A group with more than this is not made larger. */
const mostBytesPerGroup = 4 * 1024 * 1024;
/** After a failure to open the file, how long until it is tried again. */
const pauseMs = 1000;

/**
 * A store in a file on this machine, for one process at a time. What is confirmed has been synced to the disk, so that
 * it outlives a crash of the process, of the machine, and the loss of power. The file is opened by the first verb.
 *
 * @param file its path; its folder is created. Beside it lie a lock and, for moments, a draft.
 */
export function fileStore(file: string, { mostBytes = 64 * 1024 * 1024 }: FileStoreOptions = {}): Store {
  return new FileStore(file, mostBytes);
}

class FileStore implements Store {
  readonly #waiting: Job[] = [];
  #open: OpenFile | undefined;
  #failure: { readonly error: unknown; readonly at: number } | undefined;
  #working: Promise<void> | undefined;
  #isClosed = false;

  constructor(
    private readonly file: string,
    private readonly mostBytes: number,
  ) {}

  put(record: NewRecord): Promise<void> {
    return this.#run(() => {
      const wanted = encoded(record);
      return (records, changes) => {
        changes.push(records.put(wanted));
      };
    });
  }

  once(record: NewRecord): Promise<StoredRecord | undefined> {
    return this.#run(() => {
      const wanted = encoded(record);
      return (records, changes) => {
        const found = records.find(wanted.room, wanted.key);
        if (found === undefined) {
          changes.push(records.put(wanted));
        }
        return found;
      };
    });
  }

  take(room: string, key: string): Promise<StoredRecord | undefined> {
    return this.#run(() => {
      checkName('the room', room);
      checkName('the key', key);
      return (records, changes) => {
        const found = records.find(room, key);
        const change = records.take(room, key);
        if (change !== undefined) {
          changes.push(change);
        }
        return found;
      };
    });
  }

  list(room: string): Promise<readonly StoredRecord[]> {
    return this.#run(() => (records) => records.list(room));
  }

  expire(): Promise<number> {
    return this.#run(() => (records) => records.expire());
  }

  check(): Promise<void> {
    return this.#run(() => () => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#working !== undefined) {
      await this.#working;
    }
    const { log } = this.#open ?? {};
    this.#open = undefined;
    await log?.close();
  }

  async #run<T>(prepare: () => (records: Records, changes: Change[]) => T): Promise<T> {
    if (this.#isClosed) {
      throw closed();
    }
    const work = prepare();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#working ??= this.#workOff();
    });
  }

  /** Works off what waits, group by group. Never rejects. */
  async #workOff(): Promise<void> {
    // What comes in this turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#carryOut(await this.#file());
    }
    this.#working = undefined;
  }

  /** The open file; undefined, with everything that waits rejected, where it cannot be opened. */
  async #file(): Promise<OpenFile | undefined> {
    try {
      return (this.#open ??= await this.#opened());
    } catch (error) {
      this.#waiting.splice(0).forEach(({ reject }) => {
        reject(fileFailure(this.file, error));
      });
      return undefined;
    }
  }

  /** Where the disk does not take the changes of a group, the records are as before, and all of it is rejected. */
  async #carryOut(file: OpenFile | undefined): Promise<void> {
    if (file === undefined) {
      return;
    }
    const { log, records } = file;
    const changes: Change[] = [];
    const group = this.#nextGroup(records, changes);
    try {
      if (changes.length > 0) {
        await log.append(changes.map(({ room, key, after }) => ({ room, key, entry: after })));
      } else {
        await log.repair();
      }
    } catch (error) {
      records.undo(changes);
      group.forEach(({ job }) => {
        job.reject(fileFailure(this.file, error));
      });
      return;
    }
    group.forEach(({ settle }) => {
      settle();
    });
    // Where this fails, the next group finds out.
    await log.tidy(records).catch(() => undefined);
  }

  /** Does the work of those who wait longest: so many that one line of the log stays within bounds. */
  #nextGroup(records: Records, changes: Change[]): { job: Job; settle: () => void }[] {
    const jobs = this.#waiting.splice(0, mostPerGroup);
    let bytes = 0;
    const group: { job: Job; settle: () => void }[] = [];
    for (const job of jobs) {
      if (bytes > mostBytesPerGroup) {
        break;
      }
      const known = changes.length;
      group.push({ job, settle: tried(job, records, changes) });
      bytes += changes.slice(known).reduce((sum, { after }) => sum + (after?.json.length ?? 0), 0);
    }
    this.#waiting.unshift(...jobs.slice(group.length));
    return group;
  }

  async #opened(): Promise<OpenFile> {
    if (this.#failure !== undefined && performance.now() - this.#failure.at < pauseMs) {
      throw this.#failure.error;
    }
    const records = new Records(() => Date.now(), this.mostBytes);
    try {
      return { log: await LogFile.open(this.file, records), records };
    } catch (error) {
      this.#failure = { error, at: performance.now() };
      throw error;
    }
  }
}

/** Does the work; returns what tells the result, once it may be told. */
function tried({ work, resolve, reject }: Job, records: Records, changes: Change[]): () => void {
  try {
    const result = work(records, changes) as never;
    return () => {
      resolve(result);
    };
  } catch (error) {
    return () => {
      reject(error);
    };
  }
}
