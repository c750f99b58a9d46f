import { refuse, RouteError } from '../../../lib/nodered';

/** @throws {RouteError} 400 where the body has no such text. */
export function textIn(body: unknown, name: string): string {
  const value = partOf(body, name);
  if (typeof value !== 'string' || value === '') {
    throw new RouteError(400, refuse('missing', { name }));
  }
  return value;
}

/**
 * As {@link textIn}; undefined where the body has nothing of this name.
 *
 * @throws {RouteError} 400 where it is no text.
 */
export function optionalTextIn(body: unknown, name: string): string | undefined {
  return partOf(body, name) === undefined ? undefined : textIn(body, name);
}

/** @throws {RouteError} 400 where the body has no such flag. */
export function flagIn(body: unknown, name: string): boolean {
  const value = partOf(body, name);
  if (typeof value !== 'boolean') {
    throw new RouteError(400, refuse('mustBeFlag', { name }));
  }
  return value;
}

/** @throws {RouteError} 400 where the body has none of these. */
export function choiceIn<const T extends string>(body: unknown, name: string, choices: readonly T[]): T {
  const value = partOf(body, name);
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new RouteError(400, refuse('mustBeOneOf', { name, choices: choices.join(', ') }));
  }
  return found;
}

function partOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}
