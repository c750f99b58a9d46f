import { createHash } from 'node:crypto';
import { GcError } from '../../protocol';
import type { Outcome } from '../commands/outcome';
import { checkChoice, checkNumber, timeFrom } from '../configuration';
import { contextOf, firstOutcomeOf, notKnown, repeated, sameAgain, tellFirst } from './first-outcome';
import type { FirstOutcome } from './first-outcome';
import { inTime, type Patience } from './in-time';
import type { AskedCommand, OnOutcome } from './rule';
import { StoreCare } from './store-care';
import { sayOfRule, sayOfStore } from '../phrases';

/** What becomes of a key that comes again. */
export interface KeyRules {
  /**
   * For how long the `key` of a command may not come again with the same command, in milliseconds; default 600 000.
   * A key may come again when GC certainly did not get its command.
   */
  readonly repeatWithinMs?: number | undefined;
  /**
   * `refuse`, the default: a command with a key that has come before fails with GC_REPEATED_KEY, whose `cause` is the
   * {@link FirstOutcome}. `answer`: it gets the same outcome or error again, waits for it if it is still to come in this
   * process, and fails with GC_REPEATED_KEY only where the outcome is not known. It is sent in neither case.
   */
  readonly repeatedKey?: 'refuse' | 'answer' | undefined;
  /** The room of the store with the keys: clients with the same store and room share them. Default `keys`. */
  readonly keyRoom?: string | undefined;
}

/** A command with a key. */
export interface KeyedCommand extends AskedCommand {
  readonly key: string;
}

const defaultRepeatWithinMs = 600_000;
/** More keys than this do not wait to be written down; who sends them is out of control. */
const mostClaims = 10_000;
/** How long the outcome of a command waits until it is written down. */
const writeMs = 3000;

/**
 * Sees to it that a key is carried out once: it is in the store before its command goes out, and its outcome afterwards.
 * Where that cannot be written, nothing is sent.
 */
export class Keys {
  readonly #withinMs: number;
  readonly #answers: boolean;
  readonly #room: string;
  /** What is being carried out here; undefined where it turns out that it was never sent. */
  readonly #underWay = new Map<string, Promise<FirstOutcome | undefined>>();
  /** How many keys wait to be written down. */
  #claims = 0;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(
    { repeatWithinMs = defaultRepeatWithinMs, repeatedKey = 'refuse', keyRoom = 'keys' }: KeyRules = {},
    private readonly store = new StoreCare(),
  ) {
    this.#withinMs = checkNumber(
      'the time within which a key may not be repeated (safety.repeatWithinMs)',
      repeatWithinMs,
      timeFrom(1),
    );
    this.#answers = checkChoice('safety.repeatedKey', repeatedKey, ['refuse', 'answer']) === 'answer';
    this.#room = keyRoom;
  }

  /**
   * Carries a command out, if its key has not come before. `run` sends it, and is given what must be told whether GC
   * may have got it.
   *
   * @throws {GcError} GC_REPEATED_KEY, GC_STORE_UNAVAILABLE, GC_TOO_MANY_COMMANDS, or what `run` throws.
   */
  async carryOut(
    command: KeyedCommand,
    patience: Patience,
    run: (onEnd: OnOutcome) => Promise<Outcome>,
  ): Promise<Outcome> {
    const mark = fingerprint(command);
    const first = await this.#claim(command, mark, patience);
    if (first !== undefined) {
      const outcome = await this.#answerFor(command, mark, first);
      return outcome ?? this.carryOut(command, patience, run);
    }
    const running = this.#run(mark, run);
    const known = running.then(({ first }) => first);
    this.#underWay.set(mark, known);
    const { result } = await running.finally(() => this.#underWay.delete(mark));
    if (result instanceof Error) {
      throw result;
    }
    return result;
  }

  /** Writes the key down, unless it is there: then this is what came of it. */
  async #claim(command: KeyedCommand, mark: string, patience: Patience): Promise<FirstOutcome | undefined> {
    if (this.#claims >= mostClaims) {
      const detail = sayOfStore('tooManyKeys', { most: mostClaims });
      throw new GcError('GC_TOO_MANY_COMMANDS', { ...contextOf(command), detail });
    }
    const record = { room: this.#room, key: mark, value: notKnown, keepMs: this.#withinMs };
    this.#claims += 1;
    try {
      const claimed = this.store.use((store) => store.once(record));
      const found = await inTime(
        claimed,
        patience,
        () => (patience.signal?.aborted ? new GcError('GC_CLOSED', contextOf(command)) : tooSlow()),
        (late) => {
          if (late === undefined) {
            void this.#free(mark);
          }
        },
      );
      return found?.value as FirstOutcome | undefined;
    } catch (error) {
      throw error instanceof GcError && error.code === 'GC_STORE_UNAVAILABLE'
        ? failsClosed(command, error)
        : error;
    } finally {
      this.#claims -= 1;
    }
  }

  /** Undefined where the first command turns out not to have been sent. */
  async #answerFor(command: KeyedCommand, mark: string, first: FirstOutcome): Promise<Outcome | undefined> {
    const underWay = this.#underWay.get(mark);
    if (!this.#answers) {
      throw repeated(command, first, underWay === undefined ? tellFirst(first) : sayOfRule('firstUnderWay'));
    }
    const told = underWay === undefined ? first : await underWay;
    return told && sameAgain(command, told);
  }

  /** Never rejects: the error is the result. */
  async #run(
    mark: string,
    run: (onEnd: OnOutcome) => Promise<Outcome>,
  ): Promise<{ result: Outcome | Error; first: FirstOutcome | undefined }> {
    const began = performance.now();
    let wasSent = false;
    let result: Outcome | Error;
    try {
      result = await run((sent) => {
        wasSent = sent;
      });
    } catch (error) {
      result = error as Error;
    }
    if (!wasSent) {
      await this.#free(mark);
      return { result, first: undefined };
    }
    const first = firstOutcomeOf(result);
    await this.#write(mark, first, this.#withinMs - (performance.now() - began));
    return { result, first };
  }

  /** Where this fails, the outcome stays unknown to whoever repeats the key. */
  async #write(mark: string, value: FirstOutcome, keepMs: number): Promise<void> {
    if (keepMs > 0) {
      const record = { room: this.#room, key: mark, value, keepMs };
      const writing = this.store.use((store) => store.put(record));
      await inTime(writing, { timeoutMs: writeMs }, tooSlow).catch(() => undefined);
    }
  }

  /** Where this fails, the key counts as used. */
  async #free(mark: string): Promise<void> {
    const taking = this.store.use((store) => store.take(this.#room, mark));
    await inTime(taking, { timeoutMs: writeMs }, tooSlow).catch(() => undefined);
  }
}

function tooSlow(): GcError {
  return new GcError('GC_STORE_UNAVAILABLE', { detail: sayOfStore('tooSlow') });
}

function failsClosed(command: KeyedCommand, failure: GcError): GcError {
  const { detail: why, whatToDo } = failure.phrase.values;
  const detail = sayOfStore('keyNotWritten', { why });
  return new GcError('GC_STORE_UNAVAILABLE', { ...contextOf(command), detail, whatToDo });
}

/** Of one length, however long the key is. */
function fingerprint({ name, key }: KeyedCommand): string {
  return createHash('sha256').update(`${name} ${key}`).digest('base64');
}
