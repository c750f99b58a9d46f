import type { Phrase } from '../../common/phrase';
import { dials } from '../commands/command-kinds';
import { invalidOption } from '../configuration';
import type { AskedCommand, RuleRefusal, SafetyRule } from './rule';
import { sayOfOption, sayOfRule } from '../phrases';

const wellFormed = /^\+?[0-9X*]+$/;

/**
 * Lets only some numbers be dialled. In a pattern a digit, `+` or `*` stands for itself, `X` for any digit, and a
 * `*` at the end for anything or nothing; what is denied is not allowed again.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the pattern.
 */
export function dialPatterns(allowed: readonly string[], denied: readonly string[]): SafetyRule {
  const allow = allowed.map(readPattern);
  const deny = denied.map(readPattern);
  return {
    check({ name, parameters }: AskedCommand): RuleRefusal | undefined {
      if (!dials(name)) {
        return undefined;
      }
      const number = String(parameters.number);
      const denying = deny.find((pattern) => matches(pattern, number));
      if (denying !== undefined) {
        return refuse(sayOfRule('numberDenied', { number, pattern: denying }));
      }
      return allow.length === 0 || allow.some((pattern) => matches(pattern, number))
        ? undefined
        : refuse(sayOfRule('numberNotAllowed', { number }));
    },
  };
}

function readPattern(given: string): string {
  const pattern = given.trim().toUpperCase();
  if (!wellFormed.test(pattern)) {
    throw invalidOption(sayOfOption('dialPattern', { given }));
  }
  return pattern;
}

function matches(pattern: string, number: string): boolean {
  const isOpen = pattern.endsWith('*');
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  const hasLength = isOpen ? number.length >= fixed.length : number.length === fixed.length;
  return hasLength && [...fixed].every((wanted, index) => fits(wanted, number.charAt(index)));
}

function fits(wanted: string, character: string): boolean {
  return wanted === 'X' ? character >= '0' && character <= '9' : wanted === character;
}

function refuse(detail: Phrase): RuleRefusal {
  return { code: 'GC_NUMBER_NOT_ALLOWED', detail };
}
