import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { unavailable } from '../failures';
import { say } from '../phrases';
import type { Records } from '../records';
import { Lock } from './lock';
import { header, lineOf, readLog, type LogItem } from './log-format';

/** A log that no store of the allowed size can have grown to. */
const mostBytes = 512 * 1024 * 1024;
/** A log is written anew when it is larger than this, and than its records three times over. */
const leastToRewrite = 1024 * 1024;
/** Of one line of a log that is written anew. */
const itemsPerLine = 200;

/** A log that is open for writing; what it holds has been confirmed by the disk. */
interface Opened {
  readonly handle: FileHandle;
  readonly bytes: number;
}

/** The file of a store: a log of what has changed, which only this process writes. */
export class LogFile {
  /** What follows the confirmed bytes must go before anything else is written. */
  #isTorn = false;
  /** The folder has not confirmed that the file was replaced. */
  #isMoved = false;
  #leastToRewrite = leastToRewrite;

  private constructor(
    private readonly file: string,
    private readonly lock: Lock,
    private opened: Opened,
  ) {}

  /**
   * Opens or creates the file, and puts what it holds into `records`.
   *
   * @throws {GcError} GC_STORE_UNAVAILABLE
   */
  static async open(file: string, records: Records): Promise<LogFile> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const lock = await Lock.acquire(file);
    try {
      const { items, wholeBytes } = readLog(file, await contentOf(file));
      for (const { room, key, entry } of items) {
        records.restore(room, key, entry);
      }
      records.expire();
      const isNew = wholeBytes === 0;
      const log = new LogFile(file, lock, isNew ? await writeNew(file) : await openWhole(file, wholeBytes));
      await log.tidy(records);
      return log;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Resolves when the disk has the changes. */
  async append(items: readonly LogItem[]): Promise<void> {
    await this.repair();
    const { handle, bytes } = this.opened;
    const line = lineOf(items);
    this.#isTorn = true;
    await writeAll(handle, line, bytes);
    await handle.datasync();
    this.#isTorn = false;
    this.opened = { handle, bytes: bytes + line.length };
  }

  /**
   * Makes the file fit to be written again after a failure. Resolves at once where nothing has failed.
   *
   * @throws {GcError} GC_STORE_UNAVAILABLE where another process has taken the file over.
   */
  async repair(): Promise<void> {
    if (!(await this.lock.isHeld())) {
      throw unavailable(say('takenOver', { file: this.file }), say('stopOne'));
    }
    if (this.#isTorn) {
      const { handle, bytes } = this.opened;
      await handle.truncate(bytes);
      await handle.datasync();
      this.#isTorn = false;
    }
    if (this.#isMoved) {
      await syncFolder(path.dirname(this.file));
      this.#isMoved = false;
    }
  }

  /** Writes the file anew where most of it is over. Where that fails, it goes on as it is. */
  async tidy(records: Records): Promise<void> {
    const { handle, bytes } = this.opened;
    if (bytes < this.#leastToRewrite || bytes < 3 * records.bytes) {
      return;
    }
    const draft = `${this.file}.new`;
    try {
      await this.repair();
      const written = await write(draft, records.living());
      await replace(draft, this.file, written);
      this.opened = written;
    } catch {
      // No place, or a system on which an open file cannot be replaced: it is tried when the file has doubled.
      this.#leastToRewrite = 2 * bytes;
      return;
    }
    this.#isMoved = true;
    await handle.close();
    await this.repair();
  }

  async close(): Promise<void> {
    await this.opened.handle.close();
    await this.lock.release();
  }
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) {
      throw unavailable(say('fileTooLarge', { file }), say('moveFile'));
    }
    return await readFile(file);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') {
      return Buffer.alloc(0);
    }
    throw error;
  }
}

/** Opens a file without what follows its whole lines, and makes sure that the disk has these. */
async function openWhole(file: string, bytes: number): Promise<Opened> {
  const handle = await open(file, 'r+');
  try {
    await handle.truncate(bytes);
    await handle.sync();
    return { handle, bytes };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeNew(file: string): Promise<Opened> {
  const draft = `${file}.new`;
  const written = await write(draft, []);
  await replace(draft, file, written);
  await syncFolder(path.dirname(file));
  return written;
}

/** Writes a whole log, which the disk has when this resolves. */
async function write(
  file: string,
  living: Iterable<readonly [string, string, LogItem['entry']]>,
): Promise<Opened> {
  const handle = await open(file, 'w', 0o600);
  try {
    let bytes = 0;
    const add = async (content: Buffer) => {
      await writeAll(handle, content, bytes);
      bytes += content.length;
    };
    await add(header);
    let items: LogItem[] = [];
    for (const [room, key, entry] of living) {
      items.push({ room, key, entry });
      if (items.length === itemsPerLine) {
        await add(lineOf(items));
        items = [];
      }
    }
    await add(lineOf(items));
    await handle.sync();
    return { handle, bytes };
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
}

/** Puts a draft in the place of a file: the one or the other is there at any time. */
async function replace(draft: string, file: string, { handle }: Opened): Promise<void> {
  try {
    await rename(draft, file);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeAll(handle: FileHandle, content: Buffer, position: number): Promise<void> {
  for (let done = 0; done < content.length;) {
    const { bytesWritten } = await handle.write(content, done, content.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes a new name in a folder safe. Windows has no such thing, and keeps names safe by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
