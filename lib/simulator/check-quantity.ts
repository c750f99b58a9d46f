import { GcError } from '../protocol';
import type { Quantity } from './quantity';

/** @throws {GcError} GC_INVALID_PARAMETER */
export function checkQuantity(name: string, value: unknown, { min, max, whole }: Quantity): void {
  const isNumber = typeof value === 'number' && value >= min && value <= max;
  if (!isNumber || (whole && !Number.isInteger(value))) {
    const kind = whole ? 'whole number' : 'number';
    throw new GcError('GC_INVALID_PARAMETER', { detail: `${name} must be a ${kind} from ${min} to ${max}` });
  }
}
