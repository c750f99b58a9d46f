import { GcError } from '../../protocol';
import { Secrets, type BufferBounds } from '../../trace';
import { invalidOption } from '../configuration';
import type { Health } from '../connection/health';
import { ActiveRecording, type RecordedClient } from './active-recording';
import { WrittenRecording, type FileRecording } from './file-recording';
import { checkRecording, type RecordingOptions, type RecordingSettings } from './options';
import { MemoryRecording, type Recording } from './recording';
import { say } from '../phrases';

const leastUntilWritten = 10_000_000;

/** A client that can be recorded. */
export interface Recorded extends Omit<RecordedClient, 'onEnd'> {
  health(): Health;
}

/** The recording of a client, while there is one. */
export class Recorder {
  /** Undefined while nothing is recorded. */
  now: ActiveRecording | undefined;
  /** Files that do not have all of their recordings yet. */
  readonly #written = new Set<WrittenRecording>();
  #isClosed = false;

  /**
   * @param secrets what the client knows of passwords and keys, for as long as it lives
   * @param isPrivate whether all recordings have stand-ins, whatever is asked for
   */
  constructor(
    readonly secrets = new Secrets(),
    private readonly isPrivate = false,
  ) {}

  /** @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED */
  inMemory(options: RecordingOptions, client: Recorded): Recording {
    const settings = this.#checked(options);
    return new MemoryRecording(this.#start(settings, settings, client));
  }

  /** @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED */
  toFile(
    file: string,
    options: RecordingOptions,
    client: Recorded,
    warn: (warning: GcError) => void,
  ): FileRecording {
    if (typeof (file as unknown) !== 'string' || file === '' || file.includes('\0')) {
      throw invalidOption('the file of a recording must be a path');
    }
    const settings = this.#checked(options);
    const active = this.#start(settings, boundsUntilWritten(settings), client);
    const written = new WrittenRecording(file, active, settings, warn);
    this.#written.add(written);
    void written.finished.then(() => this.#written.delete(written));
    return written;
  }

  /** Ends the recording, and resolves when the files of this and earlier ones have all of them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.now?.end('closed');
    await Promise.all([...this.#written].map(({ finished }) => finished));
  }

  #checked(options: RecordingOptions): RecordingSettings {
    const settings = checkRecording(options);
    return this.isPrivate ? { ...settings, standIns: true } : settings;
  }

  #start(settings: RecordingSettings, bounds: BufferBounds, client: Recorded): ActiveRecording {
    if (this.#isClosed) {
      throw new GcError('GC_CLOSED', { detail: say('nothingToRecord') });
    }
    if (this.now !== undefined) {
      throw invalidOption(say('alreadyRecording'));
    }
    const onEnd = () => {
      this.now = undefined;
    };
    const active = new ActiveRecording(settings, bounds, { ...client, onEnd }, this.secrets);
    this.now = active;
    active.health(client.health());
    return active;
  }
}

/** What is kept of entries until the disk takes them. */
function boundsUntilWritten({ maxBytes, maxMs }: RecordingSettings): BufferBounds {
  return { maxBytes: Math.max(maxBytes, leastUntilWritten), maxMs, whenFull: 'drop-oldest' };
}
