import type { GcEvent } from '../catalogue/events';
import type { Notes } from './notes';
import type { PreparedAttribute, PreparedType } from './prepared-events';

/** An event under construction: attributes by our names, and whatever else GC sent. */
export type Draft = Record<string, unknown>;

/** The event, or why there is none. */
export type Result = GcEvent | string;

/** Sets what a value is read as; nothing, where it is empty or not understood. Returns whether it is set. */
export function setAttribute(
  event: Draft,
  { name, read }: PreparedAttribute,
  value: unknown,
  notes: Notes,
): boolean {
  const content = read(value, notes);
  if (content === undefined || content === null) {
    return false;
  }
  event[name] = content;
  return true;
}

/** Completes the event, or says what it lacks. */
export function finish(event: Draft, { type, required, refine }: PreparedType, notes: Notes): Result {
  refine?.(event, notes);
  if (notes.isTruncated) {
    event.truncated = true;
  }
  for (const name of required) {
    if (event[name] === undefined) {
      return `${type} without ${name}`;
    }
  }
  return event as unknown as GcEvent;
}
