import { SearchList } from '../../lib/editor/inputs/choices/search-list';
import { text } from '../../lib/editor/text';
import { complaint } from '../../lib/editor/dialog/validators';
import { commands, isCommandName, type CommandName } from '../../lib/protocol/catalogue/commands';

const names = Object.keys(commands) as CommandName[];

/** The type of a typed input in which a command is found by any part of its word or meaning. */
export function commandList() {
  const rows = names.map((value) => ({
    value,
    label: `${value} – ${text('gc-command', `command.${value}`)}`,
  }));
  const list = new SearchList(rows);
  return {
    value: 'command',
    label: text('gc-command', 'label.command'),
    icon: 'fa fa-terminal',
    autoComplete: (typed: string) => list.find(typed),
    validate: (value: string) =>
      isCommandName(value) || complaint('command', { label: text('gc-command', 'label.command') }),
  };
}
