import { createHash } from 'node:crypto';
import { checkNumber, timeFrom } from '../configuration';
import { forgetOldest } from '../../common/forget-oldest';
import type { AskedCommand, OnOutcome, RuleRefusal, SafetyRule } from './rule';

/** Of more keys than this within the time, the oldest may come again. */
const maxKeys = 50_000;

/** The keys that have come, and when. Outlives the client that is given it; lost with the process. */
export class UsedKeys {
  /** The oldest first. */
  readonly #cameAt = new Map<string, number>();

  /** Milliseconds since a key came with this command; undefined for one that has not come. */
  sinceUse(command: AskedCommand): number | undefined {
    const at = this.#cameAt.get(fingerprint(command));
    return at === undefined ? undefined : performance.now() - at;
  }

  /** Notes that a key has come; returns what makes it unknown again. */
  use(command: AskedCommand): () => void {
    const mark = fingerprint(command);
    const now = performance.now();
    this.#cameAt.delete(mark);
    this.#cameAt.set(mark, now);
    forgetOldest(this.#cameAt, maxKeys);
    return () => {
      if (this.#cameAt.get(mark) === now) {
        this.#cameAt.delete(mark);
      }
    };
  }
}

/**
 * Lets a key come only once with the same command within `withinMs`, so that a webhook that is called twice makes one
 * call. The key of a command that GC cannot have got may come again.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION unless the time is from 1 ms to a week.
 */
export function repeatedKey(withinMs: number, keys: UsedKeys): SafetyRule {
  checkNumber(
    'the time within which a key may not be repeated (safety.repeatWithinMs)',
    withinMs,
    timeFrom(1),
  );
  return {
    check(command: AskedCommand): RuleRefusal | undefined {
      const agoMs = command.key === undefined ? undefined : keys.sinceUse(command);
      return agoMs !== undefined && agoMs < withinMs
        ? {
            code: 'GC_REPEATED_KEY',
            detail: `the same key came with this command ${Math.round(agoMs / 1000)} s ago; nothing was sent`,
          }
        : undefined;
    },
    take(command: AskedCommand): OnOutcome | undefined {
      const forget = command.key === undefined ? undefined : keys.use(command);
      return (wasSent) => {
        if (!wasSent) {
          forget?.();
        }
      };
    },
  };
}

/** Of one length, however long the key is. */
function fingerprint({ name, key }: AskedCommand): string {
  return createHash('sha256')
    .update(`${name} ${String(key)}`)
    .digest('base64');
}
