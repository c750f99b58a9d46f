import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../../common/usage-error';
import { thrownText } from '../../protocol';
import { optionNames, optionRow, type OptionName } from './options';

/** The command line as it was given. */
export interface Arguments {
  /** The file with a trace; absent: a GC is checked live. */
  readonly trace: string | undefined;
  readonly has: (name: OptionName) => boolean;
  /** The value of an option; undefined where it was not given. */
  readonly text: (name: OptionName) => string | undefined;
  /** The values of an option that may be repeated. */
  readonly texts: (name: OptionName) => readonly string[];
}

/** @throws {UsageError} */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const given: Readonly<Record<string, unknown>> = values;
  const texts = (name: OptionName) => [given[name] ?? []].flat().map(String);
  const read: Arguments = {
    trace: positionals[0],
    has: (name) => given[name] !== undefined,
    text: (name) => texts(name)[0],
    texts,
  };
  if (!read.has('help')) {
    check(read, positionals.length);
  }
  return read;
}

type Described = NonNullable<ParseArgsConfig['options']>[string];

function parse(args: readonly string[]) {
  const known = optionNames.map((name): [string, Described] => {
    const { value, times } = optionRow(name);
    return [name, { type: value === undefined ? 'boolean' : 'string', multiple: times !== undefined }];
  });
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), allowPositionals: true });
  } catch (error) {
    // What follows is for options that are file names, too.
    const [what = ''] = thrownText(error).split('. ');
    throw new UsageError(what.endsWith('.') ? what : `${what}.`);
  }
}

function check({ trace, has }: Arguments, files: number): void {
  if (files > 1) {
    throw new UsageError('Name one trace at a time.');
  }
  const foreign = optionNames.find((name) => has(name) && optionRow(name).only === 'live');
  if (trace !== undefined && foreign !== undefined) {
    throw new UsageError(`--${foreign} is for a check with --broker: leave it out.`);
  }
}
