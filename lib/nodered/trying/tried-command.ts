import { commandRow, isCommandName, mayKeepTrying, type CommandName } from '../../protocol';

type Parameters = Readonly<Partial<Record<string, unknown>>>;

/** A command that is sent until GC has it, as it can be written down. */
export interface TriedCommand {
  readonly name: CommandName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly agentId: string;
  /** The calls that it is about: it is tried until the last of them is over. */
  readonly calls: readonly string[];
  /** Time limit of each try, in milliseconds. */
  readonly timeoutMs: number;
}

/** What was written down, unless it is not what a node writes down. The parameters are checked when they are sent. */
export function triedCommandIn(written: unknown): TriedCommand | undefined {
  const { name, parameters, agentId, calls, timeoutMs } = Object(written) as Parameters;
  const isSound =
    isCommandName(name) &&
    mayKeepTrying(name) &&
    typeof agentId === 'string' &&
    Array.isArray(calls) &&
    calls.length > 0 &&
    areTexts(calls) &&
    areTexts(parameters) &&
    typeof timeoutMs === 'number' &&
    timeoutMs > 0;
  return isSound ? (written as TriedCommand) : undefined;
}

/** Names what a command sets, the same for each value of it. */
export function targetOf(name: CommandName, parameters: Parameters): string {
  const { what = '', namedBy = [] } = commandRow(name).sets ?? {};
  return JSON.stringify([what, ...namedBy.map((one) => String(parameters[one]))]);
}

function areTexts(values: unknown): boolean {
  return (
    typeof values === 'object' &&
    values !== null &&
    Object.values(values).every((value) => typeof value === 'string')
  );
}
