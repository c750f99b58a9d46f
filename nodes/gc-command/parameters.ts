import { commandRow, type CommandName } from '../../lib/protocol/catalogue/commands';
import { parameters, type Parameter, type ParameterName } from '../../lib/protocol/catalogue/parameters';

/** A parameter that the gc-command node asks for. */
export interface AskedParameter {
  readonly name: ParameterName;
  /** The command does without it, or the node finds it. */
  readonly isOptional: boolean;
}

/** Whether a command logs an agent in: everything it needs for that, the node finds by itself. */
export function takesPassword(command: CommandName): boolean {
  return commandRow(command).parameters.some(isSecret);
}

/**
 * The parameters of a command that the node asks for, besides the agent. Passwords are never asked for, and the
 * destination is that of the connection.
 */
export function askedParameters(command: CommandName): AskedParameter[] {
  const { parameters: needed, optional = [] } = commandRow(command);
  const isFound = (name: ParameterName) => takesPassword(command) || name === 'dialogId';
  return [
    ...needed.map((name) => ({ name, isOptional: isFound(name) })),
    ...optional.map((name) => ({ name, isOptional: true })),
  ].filter(({ name }) => name !== 'destination' && !isSecret(name));
}

/** All that any command may ask for. */
export const askable = (Object.keys(parameters) as ParameterName[]).filter(
  (name) => !['agentId', 'destination'].includes(name) && !isSecret(name),
);

function isSecret(name: ParameterName): boolean {
  const parameter: Parameter = parameters[name];
  return parameter.secret === true;
}
