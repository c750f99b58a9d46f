import { commandRow, commands, type CommandName } from '../catalogue/commands';
import type { ParameterName } from '../catalogue/parameters';

/** A command as GC reads it; parameters that were not sent are absent. */
export interface DecodedCommand {
  readonly name: CommandName;
  readonly parameters: Readonly<Partial<Record<ParameterName, string>>>;
}

const namesByWord = new Map(
  Object.keys(commands).map((name) => [name.toLowerCase(), name as CommandName] as const),
);

/**
 * Reads a command the way GC does: the word in any case, blanks around the parts, a missing body like an empty
 * one. Returns undefined where the word is no command or the agent (or destination) is missing.
 */
export function decodeCommand(type: string, body: string | undefined): DecodedCommand | undefined {
  const separator = type.indexOf('#');
  const name = namesByWord.get(type.slice(0, separator).trim().toLowerCase());
  const subject = type.slice(separator + 1).trim();
  if (separator < 0 || name === undefined || subject === '') {
    return undefined;
  }
  const row = commandRow(name);
  const fields = body === undefined || body.trim() === '' ? [] : body.split(',').map((field) => field.trim());
  const order = [...row.parameters, ...(row.optional ?? [])];
  const sent = order.flatMap((parameter, index) => {
    const value = fields[index];
    return value === undefined || value === '' ? [] : [[parameter, value] as const];
  });
  return { name, parameters: { ...Object.fromEntries(sent), [row.subject]: subject } };
}
