import type { EncodedRecord } from './encoded';
import { unavailable } from './failures';
import { say } from './phrases';
import type { StoredRecord } from './store';

/** A record in memory. Times are in milliseconds, by the clock that {@link Records} was given. */
export interface Entry {
  /** The value as JSON. */
  readonly json: string;
  readonly writtenAt: number;
  /** Absent: it stays until it is taken. */
  readonly endsAt: number | undefined;
}

/** What happened to a record; `undefined` stands for none. */
export interface Change {
  readonly room: string;
  readonly key: string;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

/** What an entry takes besides its texts. */
const bytesPerEntry = 150;
/** So many records are looked at with each change, whether their time is over. */
const lookedAtPerChange = 4;

/** Records in memory, and what is changed of them. At most `mostBytes` at a time. */
export class Records {
  readonly #rooms = new Map<string, Map<string, Entry>>();
  #sweep: Iterator<[room: string, key: string], undefined> | undefined;
  #bytes = 0;

  constructor(
    private readonly now: () => number,
    private readonly mostBytes: number,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws {GcError} GC_STORE_UNAVAILABLE where there is no room for the record. */
  put({ room, key, json, keepMs }: EncodedRecord): Change {
    const writtenAt = this.now();
    const after = { json, writtenAt, endsAt: keepMs === undefined ? undefined : writtenAt + keepMs };
    this.#makeRoom(sizeOf(key, after) - sizeOf(key, this.#rooms.get(room)?.get(key)));
    this.#sweepOn();
    return this.#change(room, key, after);
  }

  /** Undefined where there is none with this key. */
  take(room: string, key: string): Change | undefined {
    return this.#living(room, key) === undefined ? undefined : this.#change(room, key, undefined);
  }

  find(room: string, key: string): StoredRecord | undefined {
    const entry = this.#living(room, key);
    return entry && this.#shown(key, entry);
  }

  list(room: string): StoredRecord[] {
    const entries = [...(this.#rooms.get(room) ?? [])];
    return entries
      .filter(([, entry]) => this.#isLiving(entry))
      .map(([key, entry]) => this.#shown(key, entry));
  }

  /** Lets go of records whose time is over. Returns how many. */
  expire(): number {
    let count = 0;
    for (const [room, key] of this.#names()) {
      count += this.#dropIfOver(room, key) ? 1 : 0;
    }
    return count;
  }

  /** Puts in what a file has of a record. */
  restore(room: string, key: string, entry: Entry | undefined): void {
    this.#change(room, key, entry);
  }

  /** Makes changes unmade, which are the last ones. */
  undo(changes: readonly Change[]): void {
    for (const { room, key, before } of changes.toReversed()) {
      this.#change(room, key, before);
    }
  }

  /** All whose time is not over. */
  *living(): Generator<[room: string, key: string, entry: Entry]> {
    for (const [room, entries] of this.#rooms) {
      for (const [key, entry] of entries) {
        if (this.#isLiving(entry)) {
          yield [room, key, entry];
        }
      }
    }
  }

  #living(room: string, key: string): Entry | undefined {
    const entry = this.#rooms.get(room)?.get(key);
    return entry !== undefined && this.#isLiving(entry) ? entry : undefined;
  }

  #isLiving({ endsAt }: Entry): boolean {
    return endsAt === undefined || endsAt > this.now();
  }

  #shown(key: string, { json, writtenAt }: Entry): StoredRecord {
    return { key, value: JSON.parse(json) as unknown, ageMs: Math.max(0, this.now() - writtenAt) };
  }

  #change(room: string, key: string, after: Entry | undefined): Change {
    const entries = this.#rooms.get(room) ?? new Map<string, Entry>();
    const before = entries.get(key);
    this.#bytes += sizeOf(key, after) - sizeOf(key, before);
    if (after === undefined) {
      entries.delete(key);
    } else {
      if (before !== undefined && !this.#isLiving(before)) {
        entries.delete(key);
      }
      entries.set(key, after);
    }
    if (entries.size === 0) {
      this.#rooms.delete(room);
    } else {
      this.#rooms.set(room, entries);
    }
    return { room, key, before, after };
  }

  #makeRoom(bytes: number): void {
    if (this.#bytes + bytes <= this.mostBytes) {
      return;
    }
    this.expire();
    if (this.#bytes + bytes > this.mostBytes) {
      const most = Math.round(this.mostBytes / 1024 / 1024);
      throw unavailable(say('full', { most }), say('keepFewer'));
    }
  }

  /** Goes round all records, a few with each change, so that none stays in memory long after its time. */
  #sweepOn(): void {
    for (let count = 0; count < lookedAtPerChange; count += 1) {
      this.#sweep ??= this.#names();
      const next = this.#sweep.next();
      if (next.done) {
        this.#sweep = undefined;
        return;
      }
      this.#dropIfOver(...next.value);
    }
  }

  #dropIfOver(room: string, key: string): boolean {
    const entry = this.#rooms.get(room)?.get(key);
    const isOver = entry !== undefined && !this.#isLiving(entry);
    if (isOver) {
      this.#change(room, key, undefined);
    }
    return isOver;
  }

  *#names(): Generator<[room: string, key: string], undefined> {
    for (const [room, entries] of this.#rooms) {
      for (const key of entries.keys()) {
        yield [room, key];
      }
    }
  }
}

function sizeOf(key: string, entry: Entry | undefined): number {
  return entry === undefined ? 0 : bytesPerEntry + key.length + entry.json.length;
}
