import { commandRow, isConfidential, type CommandName, type ParameterName } from '../../protocol';
import type { GivenParameters } from './confirmation';

/** Passwords and tokens with which a command was asked for. */
export function secretsGiven(name: CommandName, parameters: unknown): unknown[] {
  const given: GivenParameters = typeof parameters === 'object' && parameters !== null ? parameters : {};
  return parametersOf(name)
    .filter(isConfidential)
    .map((parameter) => given[parameter]);
}

/** Passwords and tokens as they go out: a password may be encrypted. */
export function secretsSent(name: CommandName, body: string): unknown[] {
  const fields = body.split(',');
  return parametersOf(name).flatMap((parameter, index) => (isConfidential(parameter) ? [fields[index]] : []));
}

function parametersOf(name: CommandName): ParameterName[] {
  const { parameters, optional = [] } = commandRow(name);
  return [...parameters, ...optional];
}
