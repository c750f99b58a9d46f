import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { GcError } from '../../protocol';
import { say } from '../phrases';

/** Bytes that are read at once. */
const pieceLength = 65_536;

interface OpenFile {
  readonly handle: FileHandle;
  /** Bytes that are read of it. */
  readonly size: number;
}

/**
 * What files have in them now, one behind the other; a file that is not there is left out. What is written later is not
 * read, and renaming or removing a file changes nothing. Read the stream to its end, or destroy it.
 *
 * @throws {GcError} GC_RECORDING_FAILED if none of the files is there, or if one cannot be opened.
 */
export async function readFiles(files: readonly string[]): Promise<Readable> {
  const handles: FileHandle[] = [];
  try {
    for (const file of files) {
      handles.push(...(await openIfThere(file)));
    }
    const opened = await Promise.all(
      handles.map(async (handle) => ({ handle, size: (await handle.stat()).size })),
    );
    if (opened.length === 0) {
      throw Object.assign(new Error('no file'), { code: 'ENOENT' });
    }
    return new FileContent(opened);
  } catch (error) {
    await closeAll(handles);
    throw unreadable(error);
  }
}

/** Reads open files one behind the other, and closes them when it ends or is destroyed. */
class FileContent extends Readable {
  #file = 0;
  #position = 0;

  constructor(private readonly files: readonly OpenFile[]) {
    super();
  }

  override _read(): void {
    this.#next().then(
      (piece) => {
        this.push(piece);
      },
      (error: unknown) => {
        this.destroy(unreadable(error));
      },
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    void closeAll(this.files.map(({ handle }) => handle)).then(() => {
      callback(error);
    });
  }

  /** The next bytes; null behind the last. */
  async #next(): Promise<Buffer | null> {
    for (let file = this.files[this.#file]; file !== undefined; file = this.files[this.#file]) {
      const length = Math.min(pieceLength, file.size - this.#position);
      const { bytesRead, buffer } = await file.handle.read(Buffer.alloc(length), 0, length, this.#position);
      if (bytesRead > 0) {
        this.#position += bytesRead;
        return buffer.subarray(0, bytesRead);
      }
      this.#file += 1;
      this.#position = 0;
    }
    return null;
  }
}

async function openIfThere(file: string): Promise<FileHandle[]> {
  try {
    return [await open(file, 'r')];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** Never rejects: what has been read counts, not how the file was closed. */
async function closeAll(handles: readonly FileHandle[]): Promise<void> {
  await Promise.allSettled(handles.map((handle) => handle.close()));
}

function unreadable(error: unknown): GcError {
  const { code = 'no code' } = error as NodeJS.ErrnoException;
  return new GcError('GC_RECORDING_FAILED', {
    detail: say('unreadable', { code }),
    whatToDo: say('checkFile'),
    cause: error,
  });
}
