import { makesCall } from '../commands/command-kinds';
import { checkNumber } from '../configuration';
import type { AskedCommand, OnOutcome, RuleRefusal, SafetyRule } from './rule';
import { sayOfRule } from '../phrases';

/** What the limit needs to know of the calls that are going on. */
export interface KnownDialogs {
  all(): readonly { readonly dialogId: string; readonly state: string }[];
}

/**
 * Lets a new call be made only while fewer than `most` are going on, whoever made them. A call between two agents is
 * one, a call that has been asked for counts before GC has told of it; one that has failed, or is only wrapped up, does
 * not count.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION unless it is a whole number from 1 to 100 000.
 */
export function callLimit(most: number, calls: KnownDialogs): SafetyRule {
  checkNumber('the number of calls at once (safety.maxCalls)', most, {
    least: 1,
    most: 100_000,
    whole: true,
  });
  let askedFor = 0;
  const goingOn = () => {
    const open = calls.all().filter(({ state }) => state !== 'WRAP_UP' && state !== 'FAILED');
    return new Set(open.map(({ dialogId }) => dialogId)).size;
  };

  return {
    check({ name }: AskedCommand): RuleRefusal | undefined {
      return makesCall(name) && goingOn() + askedFor >= most
        ? {
            code: 'GC_TOO_MANY_CALLS',
            detail: sayOfRule('tooManyCalls', { most }),
          }
        : undefined;
    },
    take({ name }: AskedCommand): OnOutcome | undefined {
      if (!makesCall(name)) {
        return undefined;
      }
      askedFor += 1;
      return () => {
        askedFor -= 1;
      };
    },
  };
}
