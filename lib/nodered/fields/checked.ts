import { findProblem, GcError, sayOfValue, type ParameterName } from '../../protocol';

/**
 * A value as the text that GC takes as this parameter; `what` is how the message calls it.
 *
 * @throws {GcError} GC_INVALID_PARAMETER
 */
export function checked(parameter: ParameterName, value: unknown, what: string = parameter): string {
  const problem = findProblem(parameter, value);
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_PARAMETER', { detail: sayOfValue('problem', { what, problem }) });
  }
  return String(value);
}
