/** A record to be written. */
export interface NewRecord {
  /** What the record is for, such as `keys`. Records of one room are listed together. 1 to 500 characters. */
  readonly room: string;
  /** Names the record within its room. 1 to 500 characters. */
  readonly key: string;
  /** Anything that JSON can hold, and at most 1 MB of it. */
  readonly value: unknown;
  /** For how long the record is there, in milliseconds; absent: until it is taken. */
  readonly keepMs?: number | undefined;
}

/** A record as it is in the store. */
export interface StoredRecord {
  readonly key: string;
  /** A copy. */
  readonly value: unknown;
  /** Milliseconds since the record was written last, by the clock of the store. */
  readonly ageMs: number;
}

/**
 * Keeps what must outlive the process. A promise resolves when the change cannot get lost any more: in a file, when
 * the disk has it. One that rejects has changed nothing, or, where the connection to a database broke, perhaps.
 *
 * Every verb rejects with {@link GcError} GC_STORE_UNAVAILABLE while the store cannot be used, with the reason and what
 * to do, and works again once it can: nothing has to be opened anew. After `close` every verb rejects with GC_CLOSED. A
 * room, key or value that breaks the bounds of {@link NewRecord} is refused with GC_INVALID_PARAMETER.
 */
export interface Store {
  /** Writes a record. It replaces one with the same room and key. */
  put(record: NewRecord): Promise<void>;
  /**
   * Writes a record unless there is one with the same room and key: resolves with that one, or with undefined where the
   * new one was written. Of several that ask at the same time, on one machine or on many, exactly one gets undefined.
   */
  once(record: NewRecord): Promise<StoredRecord | undefined>;
  /** Removes a record and resolves with it; undefined where there is none. Of several that ask, one gets it. */
  take(room: string, key: string): Promise<StoredRecord | undefined>;
  /** All records of a room, in the order in which their keys were written first. */
  list(room: string): Promise<readonly StoredRecord[]>;
  /** Frees the place of records whose time is over, which no verb shows any more. Resolves with their number. */
  expire(): Promise<number>;
  /** Resolves if the store can be used now. Opens it, if nothing has done so before. */
  check(): Promise<void>;
  /** Resolves when everything asked for before has settled and the file or connection is let go. */
  close(): Promise<void>;
}
