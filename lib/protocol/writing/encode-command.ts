import type { Text } from '../../common/phrase';
import { findProblem, printable } from './check-parameter';
import { commandRow, isCommandName, type CommandName, type CommandParameters } from '../catalogue/commands';
import { GcError } from '../gc-error';
import { parameters, type Parameter, type ParameterName, type ParameterValue } from '../catalogue/parameters';
import { sayOfCommand, sayOfValue } from '../phrases';

/** A command as it goes to the broker: `type` is the JMSType, `body` the text of the message. */
export interface EncodedCommand {
  readonly type: string;
  readonly body: string;
}

/**
 * Turns a command into what GC reads.
 *
 * @example encodeCommand('MakeCall', { agentId: '1081', number: '2002' }) // { type: 'MakeCall#1081', body: '2002' }
 * @param encryptSecret what is done to a password that has been found right; absent, it goes out as it is.
 * @throws {GcError} GC_UNKNOWN_COMMAND, or GC_INVALID_PARAMETER naming the parameter: missing, of the wrong
 * form, or with a character that would break the protocol (`,` `#` `|`, line breaks, control characters).
 */
export function encodeCommand<N extends CommandName>(
  name: N,
  values: CommandParameters<N>,
  encryptSecret?: (secret: string) => string,
): EncodedCommand {
  if (!isCommandName(name)) {
    throw new GcError('GC_UNKNOWN_COMMAND', { detail: sayOfCommand('unknown', { got: shownValue(name) }) });
  }
  const row = commandRow(name);
  const given = givenIn(values);
  const field = (parameter: ParameterName) => {
    const value = checkedValue(name, parameter, given);
    const { secret }: Parameter = parameters[parameter];
    return encryptSecret && secret === true ? encryptSecret(value) : value;
  };
  const subject = field(row.subject);
  const body = [
    ...row.parameters.map(field),
    ...(row.optional ?? []).filter((parameter) => isGiven(parameter, given)).map(field),
    ...(row.constant === undefined ? [] : [row.constant]),
  ];
  return { type: `${name}#${subject}`, body: body.join(',') };
}

/** What was given in the place of a word: a text, or a value of some other type. */
export function shownValue(value: unknown): Text {
  return typeof value === 'string' ? `"${printable(value)}"` : sayOfValue('ofType', { type: typeof value });
}

type GivenValues = { readonly [P in ParameterName]?: ParameterValue | undefined };

/** JavaScript can give anything. */
function givenIn(values: unknown): GivenValues {
  return typeof values === 'object' && values !== null ? values : {};
}

function isGiven(parameter: ParameterName, values: GivenValues): boolean {
  const value = values[parameter];
  const absent = value === undefined || value === null || value === '';
  return !absent && !(parameter === 'subscribe' && String(value) === 'false');
}

function checkedValue(command: CommandName, name: ParameterName, values: GivenValues): string {
  const value: unknown = Object.hasOwn(values, name) ? values[name] : undefined;
  const problem = findProblem(name, value);
  if (problem !== undefined) {
    const agentId = name === 'agentId' ? undefined : values.agentId;
    throw new GcError('GC_INVALID_PARAMETER', {
      command,
      agentId: agentId === undefined ? undefined : printable(String(agentId)),
      detail: sayOfValue('problem', { what: name, problem }),
    });
  }
  return String(value);
}
