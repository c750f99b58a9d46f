import type { Readable } from 'node:stream';
import { GcError, thrownText } from '../../protocol';
import type { KeptEntry, TraceBuffer } from '../../trace';
import type { ActiveRecording, EndOfRecording } from './active-recording';
import { readFiles } from './file-content';
import type { RecordingSettings } from './options';
import { gapIn } from './recording';
import { SegmentFile } from './segment-file';
import { say } from '../phrases';

/** A recording that is written to a file. */
export interface FileRecording {
  /** The file with the newest lines; those before are in `olderFile`, where there are any. */
  readonly file: string;
  readonly olderFile: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Bytes in both files, as far as this recording has written them. */
  readonly bytes: number;
  /** How many entries were taken in. */
  readonly entries: number;
  /** How many entries had to make room for later ones. */
  readonly dropped: number;
  /** Why it has ended; absent while it runs. */
  readonly ended?: EndOfRecording | undefined;
  /** When it ended, in milliseconds since 1970; absent while it runs. */
  readonly endedAt?: number | undefined;
  /** Resolves with the reason when the recording has ended and the file has all it can have. Never rejects. */
  readonly finished: Promise<EndOfRecording>;
  /** Ends the recording; resolves when the file has all of it, or cannot have it. Never rejects. */
  stop(): Promise<void>;
  /**
   * The trace as it is now: a stream of the bytes of both files, the older lines first. Read it to its end, or destroy it.
   * The recording goes on meanwhile.
   *
   * @throws {GcError} GC_RECORDING_FAILED if the files cannot be read.
   */
  read(): Promise<Readable>;
}

/** What is taken in is on the disk after this time, in milliseconds, and the time that the disk takes. */
const writeEveryMs = 500;
/** Lines are made and written in portions of so many entries and bytes, so that nothing else waits long. */
const perPortion = { entries: 200, bytes: 250_000 };

/** Writes a recording to two files in turn, each of which has half of the size and of the time. */
export class WrittenRecording implements FileRecording {
  readonly #segments: SegmentFile;
  readonly #timer: NodeJS.Timeout;
  readonly finished: Promise<EndOfRecording>;
  /** Ends when nobody has the files in hand. */
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;
  /** The file has all it can have. */
  #isOver = false;
  #hasFailed = false;
  #segmentStartedAt = 0;
  /** Entries in the file, and in the older one. */
  #inFile = 0;
  #inOlder = 0;
  #olderBytes = 0;
  #taken = 0;
  #lost = 0;
  #saidDropped = 0;

  constructor(
    file: string,
    private readonly active: ActiveRecording,
    private readonly settings: RecordingSettings,
    private readonly warn: (warning: GcError) => void,
  ) {
    this.#segments = new SegmentFile(file);
    this.#timer = setInterval(() => {
      void this.#write();
    }, writeEveryMs).unref();
    this.finished = active.finished.then((reason) => this.#finish(reason));
    void this.#write();
  }

  get file(): string {
    return this.#segments.file;
  }

  get olderFile(): string {
    return this.#segments.older;
  }

  get startedAt(): number {
    return this.active.startedAt;
  }

  get bytes(): number {
    return this.#segments.bytes + this.#olderBytes;
  }

  get entries(): number {
    return this.#taken + this.active.buffer.size;
  }

  get dropped(): number {
    return this.#lost + this.active.buffer.dropped;
  }

  get ended(): EndOfRecording | undefined {
    return this.#hasFailed ? 'failed' : this.active.ended;
  }

  get endedAt(): number | undefined {
    return this.active.endedAt;
  }

  stop(): Promise<void> {
    return this.end('stopped');
  }

  /** Ends the recording, and resolves when nothing is left to be written. */
  async end(reason: EndOfRecording): Promise<void> {
    this.active.end(reason);
    await this.finished;
  }

  async read(): Promise<Readable> {
    await this.#writing;
    const reading = this.#write().then(() => readFiles([this.olderFile, this.file]));
    // While they are opened, neither file may take the place of the other.
    this.#writing = reading.then(
      () => undefined,
      () => undefined,
    );
    return reading;
  }

  /** Writes what is left, and says why the recording has ended. */
  async #finish(reason: EndOfRecording): Promise<EndOfRecording> {
    await this.#writing;
    await this.#write();
    return this.ended ?? reason;
  }

  /** Writes what there is; where the recording is over, for the last time. Never rejects. */
  #write(): Promise<void> {
    if (!this.#isWriting) {
      this.#isWriting = true;
      this.#writing = this.#writing
        .then(() => this.#writeAll())
        .catch((error: unknown) => this.#fail(error))
        .finally(() => {
          this.#isWriting = false;
        });
    }
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    if (this.#isOver) {
      return;
    }
    if (!this.#segments.isOpen) {
      await this.#begin();
    }
    const { buffer } = this.active;
    for (let entries = takePortion(buffer); entries.length > 0; entries = takePortion(buffer)) {
      const gap = gapIn(buffer, this.#saidDropped);
      this.#saidDropped = buffer.dropped;
      await this.#append(entries, gap === undefined ? '' : `${gap}\n`);
    }
    await this.#segments.sync();
    if (this.active.ended !== undefined) {
      this.#isOver = true;
      clearInterval(this.#timer);
      await this.#segments.close();
    }
  }

  async #begin(): Promise<void> {
    const { maxBytes, whenFull } = this.settings;
    await this.#segments.open();
    await this.#segments.limitOlder(maxBytes / 2);
    if (whenFull === 'drop-oldest' && this.#segments.bytes > maxBytes / 2) {
      await this.#segments.moveOn();
      await this.#segments.limitOlder(maxBytes / 2);
    }
    await this.#writeHeader();
  }

  /** Writes the lines of entries, as many at once as there is room for. */
  async #append(entries: readonly KeptEntry[], gap: string): Promise<void> {
    let text = gap;
    let bytes = Buffer.byteLength(gap);
    for (const entry of entries) {
      const line = `${entry.line(this.active.redactor)}\n`;
      const ofLine = Buffer.byteLength(line);
      if (!this.#hasRoom(bytes + ofLine)) {
        await this.#segments.append(text);
        text = '';
        bytes = 0;
        await this.#makeRoom();
      }
      if (this.active.ended === 'full' || !this.#hasRoom(ofLine)) {
        this.#lost += 1;
      } else {
        text += line;
        bytes += ofLine;
        this.#inFile += 1;
        this.#taken += 1;
      }
    }
    await this.#segments.append(text);
  }

  #hasRoom(bytes: number): boolean {
    const { maxBytes, maxMs, whenFull } = this.settings;
    const isOld = Date.now() - this.#segmentStartedAt > maxMs / 2 && this.#inFile > 0;
    return whenFull === 'stop'
      ? this.#segments.bytes + bytes <= maxBytes
      : this.#segments.bytes + bytes <= maxBytes / 2 && !isOld;
  }

  /** Goes on in a file anew, or ends. */
  async #makeRoom(): Promise<void> {
    if (this.settings.whenFull === 'stop') {
      this.active.end('full');
    } else if (this.#inFile > 0) {
      this.#lost += this.#inOlder;
      this.#inOlder = this.#inFile;
      this.#inFile = 0;
      this.#olderBytes = this.#segments.bytes;
      await this.#segments.moveOn();
      await this.#writeHeader();
    }
  }

  async #writeHeader(): Promise<void> {
    this.#segmentStartedAt = Date.now();
    await this.#segments.append(`${this.active.headerAt(this.#segmentStartedAt, this.#taken)}\n`);
  }

  async #fail(error: unknown): Promise<void> {
    this.#hasFailed = true;
    this.#isOver = true;
    this.active.end('failed');
    clearInterval(this.#timer);
    this.active.buffer.take(Infinity, Infinity);
    await this.#segments.close().catch(() => undefined);
    const detail = say('unwritable', { file: this.file, why: thrownText(error) });
    this.warn(new GcError('GC_RECORDING_FAILED', { detail }));
  }
}

function takePortion(buffer: TraceBuffer): KeptEntry[] {
  return buffer.take(perPortion.entries, perPortion.bytes);
}
