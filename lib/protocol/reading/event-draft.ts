import type { GcEvent } from '../events';
import { setOwn } from '../own-property';
import type { Notes } from './notes';
import type { PreparedAttribute, PreparedType } from './prepared-events';

/** An event under construction: attributes by our names, and whatever else GC sent. */
export type Draft = Record<string, unknown>;

/** The event, or why there is none. */
export type Result = GcEvent | string;

/** Sets what a value is read as; nothing, where it is empty or not understood. */
export function setAttribute(
  event: Draft,
  { name, read }: PreparedAttribute,
  value: unknown,
  notes: Notes,
): void {
  const content = read(value, notes);
  if (content !== undefined && content !== null) {
    setOwn(event, name, content);
  }
}

/** Completes the event, or says what it lacks. */
export function finish(event: Draft, { type, required, refine }: PreparedType, notes: Notes): Result {
  refine?.(event, notes);
  if (notes.isTruncated) {
    event.truncated = true;
  }
  const missing = required.find((name) => event[name] === undefined);
  return missing === undefined ? (event as unknown as GcEvent) : `${type} without ${missing}`;
}
