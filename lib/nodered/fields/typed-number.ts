import type { Text } from '../../common/phrase';
import { GcError } from '../../protocol';
import { say } from '../language/phrases';

/**
 * The number that a field holds; the default where it is empty.
 *
 * @throws {GcError} GC_INVALID_PARAMETER unless it is a number between the two.
 */
export function numberIn(
  value: unknown,
  name: Text,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  if (value === undefined) {
    return otherwise;
  }
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  if (!(number >= min && number <= max)) {
    const detail = say('mustBeNumber', { what: name, min, max });
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return number;
}
