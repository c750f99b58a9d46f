import { text } from '../../lib/editor/text';
import { complaint } from '../../lib/editor/validators';
import { commands, isCommandName, type CommandName } from '../../lib/protocol/commands';

const names = Object.keys(commands) as CommandName[];

/** The type of a typed input in which a command is found by any part of its word or meaning. */
export function commandList() {
  return {
    value: 'command',
    label: text('gc-command', 'label.command'),
    icon: 'fa fa-terminal',
    autoComplete: search,
    validate: (value: string) =>
      isCommandName(value) || complaint('command', { label: text('gc-command', 'label.command') }),
  };
}

/** Commands in which each typed word is found; those that begin with it come first. A whole command leaves all open. */
function search(typed: string): { value: string; label: string }[] {
  const wanted = typed.trim().toLowerCase();
  const words = isCommandName(typed) ? [] : wanted.split(/\s+/);
  const options = names.map((value) => ({
    value,
    label: `${value} – ${text('gc-command', `command.${value}`)}`,
  }));
  const found = options.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const beginsSo = ({ value }: { value: string }) => value.toLowerCase().startsWith(wanted);
  return [...found.filter(beginsSo), ...found.filter((option) => !beginsSo(option))];
}
