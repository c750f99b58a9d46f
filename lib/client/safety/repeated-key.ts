import { createHash } from 'node:crypto';
import { checkNumber } from '../configuration';
import { forgetOldest } from '../forget-oldest';
import type { AskedCommand, Ending, Refusal, Rule } from './rule';

/** Of more keys than this within the time, the oldest may come again. */
const maxKeys = 50_000;

/**
 * Lets a key come only once with the same command within `withinMs`, so that a webhook that is called twice makes one
 * call. The key of a command that GC cannot have got may come again.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION unless the time is above 0.
 */
export function repeatedKey(withinMs: number): Rule {
  checkNumber('the time within which a key may not be repeated, in milliseconds,', withinMs, 1);
  /** When each key came, the oldest first. */
  const cameAt = new Map<string, number>();

  return {
    check(command: AskedCommand): Refusal | undefined {
      const before = command.key === undefined ? undefined : cameAt.get(fingerprint(command));
      const ago = performance.now() - (before ?? Number.NEGATIVE_INFINITY);
      return ago < withinMs
        ? {
            code: 'GC_REPEATED_KEY',
            detail: `the same key came with this command ${String(Math.round(ago / 1000))} s ago; nothing was sent`,
          }
        : undefined;
    },
    take(command: AskedCommand): Ending | undefined {
      if (command.key === undefined) {
        return undefined;
      }
      const mark = fingerprint(command);
      cameAt.delete(mark);
      cameAt.set(mark, performance.now());
      forgetOldest(cameAt, maxKeys);
      return (wasSent) => {
        if (!wasSent) {
          cameAt.delete(mark);
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
