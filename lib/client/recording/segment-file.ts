import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

const lineFeed = 10;

/**
 * A file to which lines are added. What is in it can be moved to a second one beside it, whose content is lost then. Any
 * method can reject with an error of the disk.
 */
export class SegmentFile {
  #handle: FileHandle | undefined;
  #bytes = 0;

  constructor(readonly file: string) {}

  /** The file with the lines that came before: `trace.older.jsonl` beside `trace.jsonl`. */
  get older(): string {
    const { dir, name, ext } = path.parse(this.file);
    return path.join(dir, `${name}.older${ext}`);
  }

  /** Bytes in the file. */
  get bytes(): number {
    return this.#bytes;
  }

  get isOpen(): boolean {
    return this.#handle !== undefined;
  }

  /** Opens the file, or creates it; what is in it stays, and what is added begins on a line of its own. */
  async open(): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    const handle = await open(this.file, 'a+', 0o600);
    this.#handle = handle;
    const { size } = await handle.stat();
    this.#bytes = size;
    if (size > 0) {
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
      await this.append(buffer[0] === lineFeed ? '' : '\n');
    }
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#handle?.appendFile(bytes);
    this.#bytes += bytes.length;
  }

  /** Resolves when the disk has everything. */
  async sync(): Promise<void> {
    await this.#handle?.datasync();
  }

  /** Makes what is in the file the older lines, and begins anew. */
  async moveOn(): Promise<void> {
    await this.close();
    await rename(this.file, this.older);
    await this.open();
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  /** Removes the older lines if they are more than so many bytes. */
  async limitOlder(most: number): Promise<void> {
    const size = await stat(this.older).then(
      (found) => found.size,
      () => 0,
    );
    if (size > most) {
      await rm(this.older, { force: true });
    }
  }
}
