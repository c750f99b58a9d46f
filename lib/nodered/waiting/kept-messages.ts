import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node, NodeMessage } from 'node-red';
import { Backoff } from '../../client';
import { GcError } from '../../protocol';
import type { Store, StoredRecord } from '../../store';
import { errorText, inLanguage } from '../language/in-language';
import { log, say } from '../language/phrases';

/** A message that was written down, and what is needed to go on with it. */
export interface KeptMessage {
  readonly id: string;
  readonly message: NodeMessage;
  /** As it was given; it comes from a file or a database, so it is to be checked. Undefined where there is no message. */
  readonly task: unknown;
  /** Milliseconds since it was written down. */
  readonly ageMs: number;
}

/** For how long a message that is due stays written down while its node is not there to go on with it. */
const patienceMs = 7 * 24 * 60 * 60_000;
/** Between attempts to read what was written down. */
const pauses = { minMs: 500, maxMs: 30_000 };
/** Levels of objects and lists within each other in a message that can be written down. */
const mostLevels = 100;
/** Values in a message that can be written down: more do not go into 1 MB. */
const mostValues = 600_000;
/** Of what an error says, in characters. */
const longestPath = 100;

/** The messages of a node that shall outlive the process: written down in a store until they have left the node. */
export class KeptMessages {
  /** What this node has written down itself, and still has. */
  readonly #own = new Set<string>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #pauses = new Backoff(pauses);
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    private readonly node: Node,
    private readonly store: () => Promise<Store>,
    private readonly room: string,
  ) {}

  /**
   * Writes a message down that is due in `dueMs`; resolves with what names it once that cannot get lost.
   *
   * @throws {GcError} GC_MESSAGE_NOT_KEPT, naming what in the message cannot be written down; GC_STORE_UNAVAILABLE;
   * GC_INVALID_PARAMETER for a message of more than 1 MB.
   */
  async keep(message: NodeMessage, task: object, dueMs: number): Promise<string> {
    checkPlain(message);
    const id = randomUUID();
    this.#own.add(id);
    const record = { room: this.room, key: id, value: { message, task }, keepMs: dueMs + patienceMs };
    await this.#follow(this.store().then((store) => store.put(record)));
    return id;
  }

  /**
   * Sends a message on, if it is to be, and lets go of it when the next node has it. Never rejects.
   *
   * Node-RED passes it on in the next turn. Until then it would be lost with the process, or with a deploy that begins
   * before.
   */
  async drop(id: string, sendOn: () => void = () => undefined): Promise<void> {
    const isLost = nextTurn().then(() => this.#isClosed);
    sendOn();
    try {
      await this.#follow(this.#letGo(id, this.store(), isLost));
      this.#own.delete(id);
    } catch (error) {
      this.node.warn(inLanguage(log('mayComeAgain', { why: errorText(error) })));
    }
  }

  /**
   * Hands over what the node before this one, or the process before this one, has written down and not let go of: as
   * soon as the store can be used. Never rejects.
   */
  async goOn(take: (message: KeptMessage) => void): Promise<void> {
    try {
      const records = await (await this.store()).list(this.room);
      if (!this.#isClosed) {
        records
          .filter(({ key }) => !this.#own.has(key))
          .map(readRecord)
          .forEach(take);
      }
    } catch (error) {
      if (!this.#isClosed) {
        this.node.warn(inLanguage(log('readLater', { why: errorText(error) })));
        this.#retry = setTimeout(() => void this.goOn(take), this.#pauses.next());
      }
    }
  }

  /** Resolves when everything begun has settled, so that the next node finds what is true. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await Promise.allSettled([...this.#underWay]);
  }

  /** Who sends the message on itself does so in this turn, but perhaps after this: the next node has it in two. */
  async #letGo(id: string, store: Promise<Store>, isLost: Promise<boolean>): Promise<void> {
    const [open] = await Promise.all([store, nextTurn().then(() => nextTurn())]);
    if (!(await isLost)) {
      await open.take(this.room, id);
    }
  }

  async #follow(work: Promise<unknown>): Promise<void> {
    this.#underWay.add(work);
    try {
      await work;
    } finally {
      this.#underWay.delete(work);
    }
  }
}

function readRecord({ key: id, value, ageMs }: StoredRecord): KeptMessage {
  const { message, task } = Object(value) as { message?: NodeMessage | null; task?: unknown };
  const isMessage = typeof message === 'object' && message !== null && !Array.isArray(message);
  return isMessage ? { id, message, task, ageMs } : { id, message: {}, task: undefined, ageMs };
}

/**
 * Refuses what would not come back from JSON as it was, and what is more than a record can hold.
 *
 * @throws {GcError} GC_MESSAGE_NOT_KEPT, naming what in the message cannot be written down.
 */
export function checkPlain(message: NodeMessage): void {
  let left = mostValues;
  const check = (value: unknown, path: string, level: number): void => {
    left -= 1;
    if (isPlain(value)) {
      return;
    }
    const isTooMuch = level >= mostLevels || left <= 0;
    if (isTooMuch || typeof value !== 'object' || value === null) {
      throw notKept(path);
    }
    if (!Array.isArray(value) && !isPlainObject(value)) {
      throw notKept(path);
    }
    for (const [name, content] of Object.entries(value)) {
      check(content, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, level + 1);
    }
  };
  check(message, 'msg', 0);
}

/** Also one from a function node, where objects have another prototype than here. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isPlain(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function notKept(path: string): GcError {
  const place = path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;
  return new GcError('GC_MESSAGE_NOT_KEPT', { detail: say('notWritable', { place }) });
}
