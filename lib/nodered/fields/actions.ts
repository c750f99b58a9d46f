import { GcError } from '../../protocol';
import { say } from '../language/phrases';

/**
 * The action that a value names: `not-ready`, and just as well `NOT_READY` or `Not ready`.
 *
 * @throws {GcError} GC_INVALID_PARAMETER, naming the actions there are.
 */
export function readAction<Name extends string>(
  actions: Readonly<Record<Name, unknown>>,
  value: unknown,
): Name {
  const word =
    typeof value === 'string'
      ? value
          .trim()
          .toLowerCase()
          .replace(/[\s_]+/g, '-')
      : '';
  if (!Object.hasOwn(actions, word)) {
    const got = typeof value === 'string' ? `"${value.slice(0, 40)}"` : say('whatMessageGave');
    const known = Object.keys(actions).join(', ');
    throw new GcError('GC_INVALID_PARAMETER', { detail: say('notAnAction', { got, known }) });
  }
  return word as Name;
}
