import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { getSystemErrorMap } from 'node:util';

/** A slow disk is quicker; a file system that hangs never answers. */
const slowMs = 10_000;
const chunkBytes = 65_536;

/** Why a file is not read; completes "<file> cannot be read: …". */
export class UnreadableFile extends Error {}

/**
 * Text of a regular file, or of a link to one. A device, a pipe or a folder is not opened: their content may have no
 * end, or never come.
 *
 * @throws {UnreadableFile} also for a file of more bytes than `most`, and where the file system does not answer.
 */
export function readBounded(file: string, most: number): Promise<string> {
  return inTime(read(file, most), slowMs);
}

/**
 * Opens a regular file of any size, or a link to one.
 *
 * @throws {UnreadableFile}
 */
export async function openRegular(file: string, limitMs = slowMs): Promise<FileHandle> {
  const opening = openChecked(file, Infinity);
  try {
    return await inTime(opening, limitMs);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const isDone = new AbortController();
  const late = pause(limitMs, undefined, { signal: isDone.signal, ref: false }).then(() => {
    throw new UnreadableFile(`the file system did not answer within ${limitMs / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error));
  } finally {
    isDone.abort();
    late.catch(() => undefined);
  }
}

async function read(file: string, most: number): Promise<string> {
  const opened = await openChecked(file, most);
  try {
    return await readAll(opened, most);
  } finally {
    await opened.close();
  }
}

async function openChecked(file: string, most: number): Promise<FileHandle> {
  checkKind(await stat(file), most);
  // Without waiting: the file may have become a pipe in the meantime.
  const opened = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    checkKind(await opened.stat(), most);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function checkKind(stats: { isFile(): boolean; readonly size: number }, most: number): void {
  if (!stats.isFile()) {
    throw new UnreadableFile('it is not a regular file');
  }
  if (stats.size > most) {
    throw tooLarge(most);
  }
}

/** The size of a file says nothing certain: it may grow, and the files of the kernel have none. */
async function readAll(opened: FileHandle, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const { bytesRead, buffer } = await opened.read(Buffer.alloc(chunkBytes), 0, chunkBytes);
    if (bytesRead === 0) {
      return Buffer.concat(chunks).toString('utf8');
    }
    bytes += bytesRead;
    if (bytes > most) {
      throw tooLarge(most);
    }
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function tooLarge(most: number): UnreadableFile {
  return new UnreadableFile(`it has more than ${most / 1_000_000} MB`);
}

/** Without the path, which Node.js repeats. */
function reasonOf(error: unknown): string {
  const { errno, code } = error as NodeJS.ErrnoException;
  const [name, words] = getSystemErrorMap().get(errno ?? 0) ?? [];
  return words === undefined ? String(code ?? 'it cannot be opened') : `${String(name)}: ${words}`;
}
