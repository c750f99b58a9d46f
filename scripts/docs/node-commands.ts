import { isCommandName, type CommandName } from '../../lib/protocol';
import { actions as stateActions } from '../../nodes/agent-state/actions';
import { actions as callActions } from '../../nodes/gc-call-control/actions';
import { actions as phonebookActions } from '../../nodes/gc-phonebook/actions';
import { actions as supervisorActions } from '../../nodes/gc-supervisor/actions';
import { actions as reasonActions } from '../../nodes/reason-codes/actions';
import { actions as transferActions } from '../../nodes/transfer/actions';

/** What each of the nodes that stand for commands can do: its actions, with the commands somewhere in their rows. */
const actionsOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'agent-state': stateActions,
  'make-call': { '': 'MakeCall' },
  'gc-call-control': callActions,
  transfer: transferActions,
  'reason-codes': reasonActions,
  'gc-phonebook': phonebookActions,
  'gc-supervisor': supervisorActions,
};

/** The nodes that stand for commands, besides gc-command. */
export const commandNodes = Object.keys(actionsOf);

/** The actions of a node, and the commands that each may send; of a node without actions, one without a name. */
export function commandsByAction(type: string): [action: string, commands: CommandName[]][] {
  return Object.entries(actionsOf[type] ?? {}).map(([action, row]) => [action, commandsIn(row)]);
}

function commandsIn(row: unknown): CommandName[] {
  if (typeof row === 'object' && row !== null) {
    return Object.values(row).flatMap(commandsIn);
  }
  return typeof row === 'string' && isCommandName(row) ? [row] : [];
}
