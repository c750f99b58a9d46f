import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandRow, commands, type CommandName } from '../../lib/protocol';
import { askedParameters } from '../../nodes/gc-command/parameters';
import { code, prose, table } from './markdown';

const room = path.join(__dirname, '..', '..', 'nodes', 'gc-command', 'locales');
const begin = '<!-- commands -->';
const end = '<!-- end of commands -->';

const headings: Readonly<Record<string, readonly [string, string, string]>> = {
  'en-US': ['Command', 'What it does', 'Parameters'],
  de: ['Befehl', 'Was er tut', 'Parameter'],
};

/** The help of gc-command in a language, with the table of all commands as the catalogue has them now. */
export function helpWithCommands(language: string): string {
  const help = readFileSync(path.join(room, language, 'gc-command.html'), 'utf8');
  const before = help.slice(0, help.indexOf(begin) + begin.length);
  return `${before}\n\n${commandTable(language)}\n\n${help.slice(help.indexOf(end))}`;
}

function commandTable(language: string): string {
  const file = path.join(room, language, 'gc-command.json');
  const texts = JSON.parse(readFileSync(file, 'utf8')) as {
    'gc-command': { command: Record<CommandName, string> };
  };
  const rows = (Object.keys(commands) as CommandName[]).map((name) => {
    const asked = askedParameters(name).map((parameter) =>
      parameter.isOptional ? `[${code(parameter.name)}]` : code(parameter.name),
    );
    const flavour = commandRow(name).flavour;
    const meaning = `${texts['gc-command'].command[name]}${flavour === undefined ? '' : ` (${flavour})`}`;
    return [code(name), prose(meaning), asked.join(', ')];
  });
  return table(headings[language] ?? headings['en-US'] ?? [], rows);
}
