import type { Phrase } from '../../common/phrase';
import { GcError, thrownText } from '../../protocol';
import { memoryStore, type Store } from '../../store';
import { sayOfStore } from '../phrases';

/** How often it is looked whether a store can be used while nothing else shows it, in milliseconds. */
const checkMs = 30_000;
/** The same while it cannot. */
const retryMs = 5000;
/** How often the place of records is freed whose time is over. */
const expireMs = 600_000;

/** The store of a client, and whether it can be used. */
export class StoreCare {
  #problem: Phrase | undefined;
  #looksAt = 0;
  #expiresAt = performance.now() + expireMs;
  #isLooking = false;
  #isClosed = false;

  /** @param onChange told why the store cannot be used, and undefined once it can. */
  constructor(
    private readonly store: Store = memoryStore(),
    private readonly onChange: (problem: Phrase | undefined) => void = () => undefined,
  ) {}

  /**
   * Does something with the store.
   *
   * @throws {GcError} GC_STORE_UNAVAILABLE, with what the store says.
   */
  async use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    try {
      const result = await work(this.store);
      this.#tell(undefined);
      return result;
    } catch (error) {
      const failure = failureOf(error);
      this.#tell(failure.phrase);
      throw failure;
    }
  }

  /** Looks whether the store can be used, if it is time for that. */
  pass(now: number): void {
    if (now < this.#looksAt || this.#isLooking) {
      return;
    }
    this.#isLooking = true;
    void this.#look(now >= this.#expiresAt).finally(() => {
      this.#isLooking = false;
      this.#looksAt = performance.now() + (this.#problem === undefined ? checkMs : retryMs);
    });
  }

  /** Tells nothing any more. The store stays open: it belongs to whoever made it. */
  close(): void {
    this.#isClosed = true;
  }

  async #look(frees: boolean): Promise<void> {
    try {
      await this.use((store) => store.check());
      if (frees) {
        this.#expiresAt = performance.now() + expireMs;
        await this.use((store) => store.expire());
      }
    } catch {
      // It was told.
    }
  }

  #tell(problem: Phrase | undefined): void {
    if (problem?.text !== this.#problem?.text && !this.#isClosed) {
      this.#problem = problem;
      this.onChange(problem);
    }
  }
}

/** A store may be one of the user's own, and reject with anything. */
function failureOf(error: unknown): GcError {
  return error instanceof GcError && error.code === 'GC_STORE_UNAVAILABLE'
    ? error
    : new GcError('GC_STORE_UNAVAILABLE', { detail: sayOfStore('fails', { why: thrownText(error) }) });
}
