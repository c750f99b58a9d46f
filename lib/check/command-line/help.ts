import { wrap } from '../report/wrap';
import { fullMeaning, optionNames, optionRow, type OptionName } from './options';

/** What is in front of the meanings, in characters. */
const indent = 22;

/** What `gc-check --help` prints. */
export function help(): string {
  return [
    'gc-check: says how a GC differs from what this package expects, and what to set.',
    '',
    'Usage: gc-check TRACE [options]',
    '       gc-check --broker URL [options]',
    '       gc-check --broker URL --agent ID --extension NUMBER [--call NUMBER]',
    '',
    '  TRACE               a recording of the sidebar or of GcClient.record',
    '',
    ...optionNames.map(line),
    '',
    'Passwords come from the environment, because everybody on the machine can see',
    'the options of a command; at a terminal they are asked for without being shown:',
    '  GC_CHECK_BROKER_PASSWORD  of the user of the broker',
    '  GC_CHECK_PASSWORD         of the test agent',
    '  GC_CHECK_PASSWORD_KEY and GC_CHECK_PASSWORD_IV',
    '                            for a GC with UseSecurePassword',
    '',
    'Exit status: 0 all is well, 1 something was found, 2 it could not be done.',
  ].join('\n');
}

function line(name: OptionName): string {
  const row = optionRow(name);
  const { value } = row;
  const option = `  --${name}${value === undefined ? '' : ` ${value}`}`;
  const [first = '', ...others] = wrap(fullMeaning(row), 80 - indent);
  const begin =
    option.length < indent ? [option.padEnd(indent) + first] : [option, ' '.repeat(indent) + first];
  return [...begin, ...others.map((other) => ' '.repeat(indent) + other)].join('\n');
}
